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
 * Who has completed the course, and how many of its conditions are met.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class coursecompletions extends query {

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['report/completion:view'];
    }

    /**
     * The columns.
     *
     * @return string
     */
    protected function columns(): string {
        return 'cc.id, cc.userid, cc.timeenrolled, cc.timestarted, cc.timecompleted,
            (SELECT COUNT(1) FROM {course_completion_crit_compl} m JOIN {course_completion_criteria} k ON k.id = m.criteriaid
              WHERE m.userid = cc.userid AND k.course = cc.course AND m.timecompleted > 0) AS met,
            (SELECT COUNT(1) FROM {course_completion_criteria} k WHERE k.course = cc.course) AS criteria';
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        return '{course_completions} cc';
    }

    /**
     * What must be the case beside who and where.
     *
     * @return string[]
     */
    protected function conditions(): array {
        return ['cc.course = :courseid'];
    }

    /**
     * The parameters.
     *
     * @return array
     */
    protected function parameters(): array {
        return ['courseid' => (int)$this->audience->course()->id];
    }

    /**
     * The column that says who.
     *
     * @return string
     */
    protected function user_column(): string {
        return 'cc.userid';
    }

    /**
     * The order.
     *
     * @return string
     */
    protected function order(): string {
        return 'cc.userid, cc.id';
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        return [
            'userid' => (int)$row->userid,
            'timeenrolled' => (int)$row->timeenrolled,
            'timestarted' => (int)$row->timestarted,
            'timecompleted' => (int)$row->timecompleted,
            'met' => (int)$row->met,
            'criteria' => (int)$row->criteria,
        ];
    }
}
