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
 * Answers to the questions of finished attempts at quizzes: marks, and the answer as core puts it in words.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class quizquestions extends query {

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
        return 'qn.id, cm.id AS cmid, qa.userid, qa.attempt, qn.slot, qn.maxmark, qn.responsesummary, qs.state, qs.fraction,
            qu.qtype, qv.version, qb.idnumber AS question';
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        return '{question_attempts} qn
            JOIN {quiz_attempts} qa ON qa.uniqueid = qn.questionusageid
            JOIN {question_attempt_steps} qs ON qs.questionattemptid = qn.id AND qs.sequencenumber = (
                SELECT MAX(last.sequencenumber) FROM {question_attempt_steps} last WHERE last.questionattemptid = qn.id)
            LEFT JOIN {question} qu ON qu.id = qn.questionid
            LEFT JOIN {question_versions} qv ON qv.questionid = qn.questionid
            LEFT JOIN {question_bank_entries} qb ON qb.id = qv.questionbankentryid ' . $this->join_cm('qa.quiz');
    }

    /**
     * What must be the case beside who and where.
     *
     * @return string[]
     */
    protected function conditions(): array {
        return ['qa.preview = 0', "qa.state NOT IN ('inprogress', 'overdue', 'notstarted')", "qu.qtype <> 'description'"];
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
        return 'cm.id, qa.userid, qa.attempt, qn.slot, qn.id';
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        $fraction = $row->fraction === null ? null : (float)$row->fraction;
        return $this->activity((int)$row->cmid) + [
            'userid' => (int)$row->userid,
            'attempt' => (int)$row->attempt,
            'slot' => (int)$row->slot,
            'question' => (string)$row->question,
            'version' => (int)$row->version,
            'type' => (string)$row->qtype,
            'state' => $row->state,
            'mark' => $fraction === null ? null : self::number($fraction * (float)$row->maxmark),
            'maxmark' => self::number($row->maxmark),
            'answer' => (string)$row->responsesummary,
        ];
    }
}
