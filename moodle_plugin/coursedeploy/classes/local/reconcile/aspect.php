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
 * Something that belongs to the course as a whole: gradebook, completion of the course, badges, competencies, groups, blocks.
 *
 * The three-way rule is applied outside: apply() is called when the package wants a change and nobody changed it on the site,
 * or when the caller has said to overwrite. Also in a dry run: then nothing is written and the same things are noted.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
abstract class aspect {

    /**
     * Which of the kinds of get_inventory()'s "others" it is, such as 'gradebook'.
     *
     * @return string
     */
    abstract public function kind(): string;

    /**
     * What the author put there, for the fingerprint: without ids and clocks (activities by idnumber), untouched by learners.
     *
     * @param int $courseid
     * @return array
     */
    abstract public function content(int $courseid): array;

    /**
     * Rights that a change needs, in the context of the course.
     *
     * @return string[]
     */
    public function capabilities(): array {
        return [];
    }

    /**
     * Brings the live course to the state of the staging course, without harm to learners. Notes every change, and everything
     * that is left although it differs. Calls run::touch() before it changes what belongs to an activity's fingerprint (its
     * grade item, its competencies).
     *
     * @param run $run
     * @return void
     */
    abstract public function apply(run $run): void;
}
