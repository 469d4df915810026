<?php
// This file is part of Coursedeploy, a plugin for Moodle - https://moodle.org/
//
// Coursedeploy is free software: you can redistribute it and/or modify
// it under the terms of the GNU General Public License as published by
// the Free Software Foundation, either version 3 of the License, or
// (at your option) any later version.
//
// Coursedeploy is distributed in the hope that it will be useful,
// but WITHOUT ANY WARRANTY; without even the implied warranty of
// MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
// GNU General Public License for more details.
//
// You should have received a copy of the GNU General Public License
// along with Moodle.  If not, see <https://www.gnu.org/licenses/>.

namespace local_coursedeploy\local\reconcile;

/**
 * What will be written for one thing of the course, found out before anything is written.
 *
 * A plan is made once, in a dry run too; the same plan is then carried out, so that what is told and what is done
 * cannot differ.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class todo {

    /** @var array[] part and callable, in the order in which they are done */
    private $writes = [];

    /** @var array[] code and detail */
    private $notes = [];

    /** @var array[] kind, key, action, code, detail */
    private $news = [];

    /**
     * Adds something to be written.
     *
     * @param string $part word for the report: chapters, options, items...
     * @param callable $write without parameters
     * @return void
     */
    public function add(string $part, callable $write): void {
        $this->writes[] = [$part, $write];
    }

    /**
     * Adds what is left as it is, and why.
     *
     * @param string $code machine word of the contract
     * @param string $detail plain words or names
     * @return void
     */
    public function note(string $code, string $detail = ''): void {
        $this->notes[] = ['code' => $code, 'detail' => $detail];
    }

    /**
     * Adds what the report says of something inside the activity that has a key of its own, such as a question.
     *
     * @param string $kind
     * @param string $key
     * @param string $action
     * @param string $code
     * @param string $detail
     * @return void
     */
    public function tell(string $kind, string $key, string $action, string $code = '', string $detail = ''): void {
        $this->news[] = [$kind, $key, $action, $code, $detail];
    }

    /**
     * Takes over all that another plan holds.
     *
     * @param self $other
     * @return void
     */
    public function take(self $other): void {
        $this->writes = array_merge($this->writes, $other->writes);
        $this->notes = array_merge($this->notes, $other->notes);
        $this->news = array_merge($this->news, $other->news);
    }

    /**
     * The parts that will be written, each once.
     *
     * @return string[]
     */
    public function parts(): array {
        return array_values(array_unique(array_column($this->writes, 0)));
    }

    /**
     * What is left as it is.
     *
     * @return array[] code and detail
     */
    public function notes(): array {
        return $this->notes;
    }

    /**
     * What the report says of things inside.
     *
     * @return array[] kind, key, action, code, detail
     */
    public function news(): array {
        return $this->news;
    }

    /**
     * Writes everything, once.
     *
     * @return int number of things written
     */
    public function carry_out(): int {
        $writes = $this->writes;
        $this->writes = [];
        foreach ($writes as [, $write]) {
            $write();
        }
        return count($writes);
    }
}
