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
 * Works handed in to workshops, their marks, and how many assessments they got and their authors gave. Authors are named only to
 * those who may know them.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class workshop extends query {

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['mod/workshop:viewallsubmissions', 'mod/workshop:viewallassessments'];
    }

    /**
     * The module whose activities it is about.
     *
     * @return string|null
     */
    protected function modname(): ?string {
        return 'workshop';
    }

    /**
     * The columns.
     *
     * @return string
     */
    protected function columns(): string {
        return 's.id, cm.id AS cmid, s.authorid, s.grade, s.gradeover, s.timemodified, w.grade AS most,
            w.gradinggrade AS gradingmost, g.gradinggrade,
            (SELECT COUNT(1) FROM {workshop_assessments} r WHERE r.submissionid = s.id AND r.grade IS NOT NULL) AS received,
            (SELECT COUNT(1) FROM {workshop_assessments} r JOIN {workshop_submissions} o ON o.id = r.submissionid
              WHERE o.workshopid = s.workshopid AND o.example = 0 AND r.reviewerid = s.authorid AND r.grade IS NOT NULL) AS given';
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        return '{workshop_submissions} s JOIN {workshop} w ON w.id = s.workshopid
            LEFT JOIN {workshop_aggregations} g ON g.workshopid = w.id AND g.userid = s.authorid ' . $this->join_cm('w.id');
    }

    /**
     * What must be the case beside who and where.
     *
     * @return string[]
     */
    protected function conditions(): array {
        return ['s.example = 0'];
    }

    /**
     * The column that says who.
     *
     * @return string
     */
    protected function user_column(): string {
        return 's.authorid';
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
        return 'cm.id, s.authorid, s.id';
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        $named = has_capability('mod/workshop:viewauthornames', $this->cms()[(int)$row->cmid]->context);
        $percent = $row->gradeover ?? $row->grade;
        return $this->activity((int)$row->cmid) + [
            'userid' => $named ? (int)$row->authorid : 0,
            'time' => $named ? (int)$row->timemodified : 0,
            // Workshops keep marks as percents of their maximum.
            'grade' => $percent === null ? null : self::number((float)$percent * (float)$row->most / 100),
            'grademax' => self::number($row->most),
            'gradinggrade' => $row->gradinggrade === null ? null
                : self::number((float)$row->gradinggrade * (float)$row->gradingmost / 100),
            'gradinggrademax' => self::number($row->gradingmost),
            'received' => (int)$row->received,
            'given' => (int)$row->given,
        ];
    }
}
