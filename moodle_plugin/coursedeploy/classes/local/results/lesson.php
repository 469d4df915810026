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
 * Tries at lessons: when, how many questions were answered, how many rightly, and the mark of a finished one.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class lesson extends query {

    /** @var array[] lesson:user => marks in their order */
    private $marks = [];

    /** @var \stdClass[] lesson:user:try => answered, correct */
    private $answers = [];

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['mod/lesson:viewreports'];
    }

    /**
     * The module whose activities it is about.
     *
     * @return string|null
     */
    protected function modname(): ?string {
        return 'lesson';
    }

    /**
     * The columns.
     *
     * @return string
     */
    protected function columns(): string {
        return 't.id, cm.id AS cmid, t.lessonid, t.userid, t.starttime, t.lessontime, t.completed, l.grade AS most,
            (SELECT COUNT(1) FROM {lesson_timer} b WHERE b.lessonid = t.lessonid AND b.userid = t.userid AND b.id < t.id) AS retry';
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        return '{lesson_timer} t JOIN {lesson} l ON l.id = t.lessonid ' . $this->join_cm('l.id');
    }

    /**
     * What must be the case beside who and where.
     *
     * @return string[]
     */
    protected function conditions(): array {
        return ['t.starttime > 0'];
    }

    /**
     * The column that says who.
     *
     * @return string
     */
    protected function user_column(): string {
        return 't.userid';
    }

    /**
     * The column that says when a row last changed.
     *
     * @return string
     */
    protected function time_column(): string {
        return 't.lessontime';
    }

    /**
     * The order.
     *
     * @return string
     */
    protected function order(): string {
        return 'cm.id, t.userid, t.id';
    }

    /**
     * Reads what belongs to the rows of a page.
     *
     * @param \stdClass[] $rows
     * @return void
     */
    protected function prepare(array $rows): void {
        global $DB;
        if (!$rows) {
            return;
        }
        [$lessons, $its] = $DB->get_in_or_equal(array_unique(array_column($rows, 'lessonid')), SQL_PARAMS_NAMED, 'l');
        [$users, $params] = $DB->get_in_or_equal(array_unique(array_column($rows, 'userid')), SQL_PARAMS_NAMED, 'u');
        $where = "lessonid $lessons AND userid $users";
        foreach ($DB->get_records_select('lesson_grades', $where, $its + $params, 'completed, id') as $mark) {
            $this->marks["$mark->lessonid:$mark->userid"][] = $mark->grade;
        }
        $answers = $DB->get_recordset_sql("SELECT lessonid, userid, retry, COUNT(1) AS answered, SUM(correct) AS correct
            FROM {lesson_attempts} WHERE $where GROUP BY lessonid, userid, retry", $its + $params);
        foreach ($answers as $answer) {
            $this->answers["$answer->lessonid:$answer->userid:$answer->retry"] = $answer;
        }
        $answers->close();
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        $who = "$row->lessonid:$row->userid";
        $answers = $this->answers["$who:$row->retry"] ?? null;
        $percent = self::number($this->marks[$who][(int)$row->retry] ?? null);
        return $this->activity((int)$row->cmid) + [
            'userid' => (int)$row->userid,
            'attempt' => (int)$row->retry + 1,
            'timestart' => (int)$row->starttime,
            'time' => (int)$row->lessontime,
            'finished' => $percent !== null,
            'answered' => (int)($answers->answered ?? 0),
            'correct' => (int)($answers->correct ?? 0),
            'grade' => $percent === null ? null : self::number($percent * (float)$row->most / 100),
            'grademax' => self::number($row->most),
        ];
    }
}
