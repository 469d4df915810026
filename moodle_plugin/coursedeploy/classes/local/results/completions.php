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

/**
 * Which activities people have completed.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class completions extends query {

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['report/progress:view'];
    }

    /**
     * The module whose activities it is about.
     *
     * @return string|null
     */
    protected function modname(): ?string {
        return '';
    }

    /**
     * The columns.
     *
     * @return string
     */
    protected function columns(): string {
        return 'c.id, c.coursemoduleid, c.userid, c.completionstate, c.overrideby, c.timemodified';
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        return '{course_modules_completion} c';
    }

    /**
     * What must be the case beside who and where.
     *
     * @return string[]
     */
    protected function conditions(): array {
        return ['c.completionstate > 0'];
    }

    /**
     * The column that says who.
     *
     * @return string
     */
    protected function user_column(): string {
        return 'c.userid';
    }

    /**
     * The column that says in which activity.
     *
     * @return string
     */
    protected function cm_column(): string {
        return 'c.coursemoduleid';
    }

    /**
     * The column that says when a row last changed.
     *
     * @return string
     */
    protected function time_column(): string {
        return 'c.timemodified';
    }

    /**
     * The order.
     *
     * @return string
     */
    protected function order(): string {
        return 'c.coursemoduleid, c.userid, c.id';
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        return $this->activity((int)$row->coursemoduleid) + [
            'userid' => (int)$row->userid,
            // 1 done, 2 passed, 3 failed.
            'state' => (int)$row->completionstate,
            'overridden' => (bool)$row->overrideby,
            'time' => (int)$row->timemodified,
        ];
    }
}
