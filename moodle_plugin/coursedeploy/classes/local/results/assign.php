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
 * Submissions of assignments and their marks; the works themselves stay on the site. Where a work is marked without its author
 * being known, nothing tells who, unless the caller may know. A work of a group has no row: its mark is among the marks.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class assign extends query {

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['mod/assign:viewgrades'];
    }

    /**
     * The module whose activities it is about.
     *
     * @return string|null
     */
    protected function modname(): ?string {
        return 'assign';
    }

    /**
     * The columns.
     *
     * @return string
     */
    protected function columns(): string {
        return 's.id, cm.id AS cmid, s.userid, s.status, s.attemptnumber, s.timemodified, a.grade AS most, a.duedate,
            a.blindmarking, a.revealidentities, g.grade, g.timemodified AS timegraded';
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        return '{assign_submission} s JOIN {assign} a ON a.id = s.assignment
            LEFT JOIN {assign_grades} g ON g.assignment = s.assignment AND g.userid = s.userid AND g.attemptnumber = s.attemptnumber
            ' . $this->join_cm('a.id');
    }

    /**
     * What must be the case beside who and where.
     *
     * @return string[]
     */
    protected function conditions(): array {
        return ['s.latest = 1', 's.userid > 0'];
    }

    /**
     * The column that says who.
     *
     * @return string
     */
    protected function user_column(): string {
        return 's.userid';
    }

    /**
     * The column that says when a row last changed.
     *
     * @return string
     */
    protected function time_column(): string {
        return 's.timemodified';
    }

    /**
     * The order.
     *
     * @return string
     */
    protected function order(): string {
        return 'cm.id, s.id';
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        $blind = $row->blindmarking && !$row->revealidentities
            && !has_capability('mod/assign:viewblinddetails', $this->cms()[(int)$row->cmid]->context);
        return $this->activity((int)$row->cmid) + [
            'userid' => $blind ? 0 : (int)$row->userid,
            'status' => $row->status,
            'attempt' => (int)$row->attemptnumber + 1,
            'time' => $blind ? 0 : (int)$row->timemodified,
            'late' => $row->duedate && $row->status === 'submitted' && $row->timemodified > $row->duedate,
            // Core notes -1 for "not marked"; a scale has a negative maximum.
            'grade' => $row->grade === null || $row->grade < 0 ? null : self::number($row->grade),
            'grademax' => self::number($row->most),
            'timegraded' => $blind || $row->grade === null || $row->grade < 0 ? 0 : (int)$row->timegraded,
        ];
    }
}
