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

use local_coursedeploy\local\bases;

/**
 * Keeps, while a publication is at work, which activities it has begun to change.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class journal {

    /** @var bases */
    private $bases;

    /** @var string[] live course module id => key, of the activities that nobody has edited on the site */
    private $clean = [];

    /** @var string[] key => digest of what the package makes the activity from */
    private $sources = [];

    /** @var string[] live course module id => key, of the activities that were changed */
    private $touched = [];

    /**
     * Constructor.
     *
     * @param bases $bases
     */
    public function __construct(bases $bases) {
        $this->bases = $bases;
    }

    /**
     * Says that an activity may be changed, so that its base must follow what is changed now.
     *
     * @param int $cmid
     * @param string $key
     * @param string $source digest of what the package makes it from; '' for not known
     * @return void
     */
    public function follow(int $cmid, string $key, string $source = ''): void {
        $this->clean[$cmid] = $key;
        $this->sources[$key] = $source;
    }

    /**
     * Begins to change an activity.
     *
     * @param int $cmid
     * @return void
     */
    public function touch(int $cmid): void {
        if (isset($this->clean[$cmid]) && !isset($this->touched[$cmid])) {
            $key = $this->clean[$cmid];
            $this->bases->open('activity', $key, $cmid, $this->sources[$key]);
            $this->touched[$cmid] = $key;
        }
    }

    /**
     * Takes back that an activity was begun to be changed, once the database has: nothing was written.
     *
     * @param int $cmid
     * @return void
     */
    public function forget(int $cmid): void {
        if (isset($this->touched[$cmid])) {
            $this->bases->reread('activity', $this->touched[$cmid]);
            unset($this->touched[$cmid]);
        }
    }

    /**
     * The activities that were changed.
     *
     * @return string[] live course module id => key
     */
    public function touched(): array {
        return $this->touched;
    }
}
