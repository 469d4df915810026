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
 * Attempts at quizzes. Those of teachers who only look are left out.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class quizattempts extends query {

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['mod/quiz:viewreports'];
    }

    /**
     * The module whose activities it is about.
     *
     * @return string|null
     */
    protected function modname(): ?string {
        return 'quiz';
    }

    /**
     * The columns.
     *
     * @return string
     */
    protected function columns(): string {
        return 'qa.id, cm.id AS cmid, qa.userid, qa.attempt, qa.state, qa.timestart, qa.timefinish, qa.sumgrades,
            q.sumgrades AS most, q.grade AS grademax';
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        return '{quiz_attempts} qa JOIN {quiz} q ON q.id = qa.quiz ' . $this->join_cm('q.id');
    }

    /**
     * What must be the case beside who and where.
     *
     * @return string[]
     */
    protected function conditions(): array {
        return ['qa.preview = 0'];
    }

    /**
     * The column that says who.
     *
     * @return string
     */
    protected function user_column(): string {
        return 'qa.userid';
    }

    /**
     * The column that says when a row last changed.
     *
     * @return string
     */
    protected function time_column(): string {
        return 'qa.timemodified';
    }

    /**
     * The order.
     *
     * @return string
     */
    protected function order(): string {
        return 'cm.id, qa.userid, qa.attempt, qa.id';
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        $part = $row->sumgrades === null || (float)$row->most <= 0 ? null : (float)$row->sumgrades / (float)$row->most;
        return $this->activity((int)$row->cmid) + [
            'userid' => (int)$row->userid,
            'attempt' => (int)$row->attempt,
            'state' => $row->state,
            'timestart' => (int)$row->timestart,
            'timefinish' => (int)$row->timefinish,
            'mark' => self::number($row->sumgrades),
            'maxmark' => self::number($row->most),
            'grade' => $part === null ? null : self::number($part * (float)$row->grademax),
            'grademax' => self::number($row->grademax),
        ];
    }
}
