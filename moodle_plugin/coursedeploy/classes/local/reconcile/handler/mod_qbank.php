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

namespace local_coursedeploy\local\reconcile\handler;

use local_coursedeploy\local\reconcile\planned;
use local_coursedeploy\local\reconcile\questions;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * Question bank (Moodle 5.0 and later).
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_qbank extends planned {

    /**
     * Slots of quizzes that show its questions, and attempts at these.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        $cm = get_coursemodule_from_instance('qbank', $instance);
        $entries = 'SELECT e.id FROM {question_bank_entries} e JOIN {question_categories} c ON c.id = e.questioncategoryid
                     WHERE c.contextid = ?';
        $params = [$cm ? \context_module::instance($cm->id)->id : 0];
        return $DB->count_records_select('question_references', "questionbankentryid IN ($entries)", $params)
            + $DB->count_records('question_set_references', ['questionscontextid' => $params[0]])
            + (int)$DB->count_records_sql("SELECT COUNT(1) FROM {question_attempts} a JOIN {question_versions} v
                ON v.questionid = a.questionid WHERE v.questionbankentryid IN ($entries)", $params);
    }

    /**
     * Questions.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        return ['questions' => questions::content($cm)];
    }

    /**
     * Rights.
     *
     * @return string[]
     */
    public function capabilities(): array {
        return ['moodle/question:add', 'moodle/question:editall', 'moodle/question:moveall'];
    }

    /**
     * Questions.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        $todo = new todo();
        (new questions($run, $todo, $stage, $live))->plan();
        return $todo;
    }
}
