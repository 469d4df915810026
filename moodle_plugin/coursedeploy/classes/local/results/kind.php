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

namespace local_coursedeploy\local\results;


use local_coursedeploy\local\refusal;

/**
 * One kind of results of a course, in pages. Each kind is a class of its own, found by its name.
 *
 * A row tells who by the user's id only; names come with the participants alone, addresses and numbers of people never.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
abstract class kind {

    /** All kinds. */
    const NAMES = ['participants', 'grades', 'completions', 'coursecompletions', 'quizattempts', 'quizquestions', 'feedback',
        'choice', 'scorm', 'assign', 'lesson', 'workshop'];

    /** Most rows of a page. */
    const LARGEST_PAGE = 1000;

    /** @var audience */
    protected $audience;

    /** @var int Unix time: only what has changed since then; 0 for everything */
    protected $since;

    /**
     * Constructor.
     *
     * @param audience $audience
     * @param int $since
     */
    final public function __construct(audience $audience, int $since) {
        $this->audience = $audience;
        $this->since = $since;
    }

    /**
     * The kind of a name.
     *
     * @param string $name
     * @param audience $audience
     * @param int $since
     * @return self
     * @throws refusal when there is no such kind
     */
    public static function named(string $name, audience $audience, int $since): self {
        if (!in_array($name, self::NAMES, true)) {
            throw new refusal('unknownkind', s($name));
        }
        $class = __NAMESPACE__ . '\\' . $name;
        return new $class($audience, $since);
    }

    /**
     * The capabilities of core that reading it needs, on top of our own.
     *
     * @return string[]
     */
    abstract public function rights(): array;

    /**
     * How many rows there are.
     *
     * @return int
     */
    abstract public function total(): int;

    /**
     * Some of the rows, always in the same order.
     *
     * @param int $from the first, from 0
     * @param int $count
     * @return array[] plain values
     */
    abstract public function rows(int $from, int $count): array;
}
