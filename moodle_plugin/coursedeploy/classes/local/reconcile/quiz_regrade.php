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
 * Marks the finished attempts of a quiz again by the present versions of its questions. Only when a person has asked for it.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class quiz_regrade {

    /** @var \cm_info */
    private $cm;

    /** @var int how many answers could not be marked by another version */
    private $left = 0;

    /**
     * Constructor.
     *
     * @param \cm_info $cm
     */
    public function __construct(\cm_info $cm) {
        $this->cm = $cm;
    }

    /**
     * Marks again. Attempts in progress keep the questions that their learners see.
     *
     * @return int number of attempts marked again
     */
    public function run(): int {
        global $CFG, $DB;
        require_once($CFG->dirroot . '/mod/quiz/locallib.php');
        $attempts = $DB->get_records('quiz_attempts', ['quiz' => $this->cm->instance, 'preview' => 0, 'state' => 'finished'], 'id');
        foreach ($attempts as $attempt) {
            $this->mark($attempt);
        }
        if ($attempts) {
            $this->count();
        }
        return count($attempts);
    }

    /**
     * Marks one attempt.
     *
     * @param \stdClass $attempt
     * @return void
     */
    private function mark(\stdClass $attempt): void {
        $usage = \question_engine::load_questions_usage_by_activity($attempt->uniqueid);
        foreach ($usage->get_slots() as $slot) {
            $present = (int)$usage->get_question($slot, false)->id;
            $newest = in_array($present, $this->pinned(), true) ? $present : $this->newest($present);
            if ($newest !== $present) {
                $this->mark_slot($usage, $slot, \question_bank::load_question($newest));
            }
        }
        \question_engine::save_questions_usage_by_activity($usage);
    }

    /**
     * Marks one answer by another version of its question, where the two are alike enough for that.
     *
     * @param \question_usage_by_activity $usage
     * @param int $slot
     * @param \question_definition $question
     * @return void
     */
    private function mark_slot(\question_usage_by_activity $usage, int $slot, \question_definition $question): void {
        if ($usage->validate_can_regrade_with_other_version($slot, $question)) {
            $this->left++;
            return;
        }
        try {
            $usage->regrade_question($slot, true, null, $question);
        } catch (\coding_exception $e) {
            // Kinds of question that draw their parts at random say only now that they cannot.
            $this->left++;
        }
    }

    /**
     * How many answers kept their marks because the new version of their question is too different.
     *
     * @return int
     */
    public function left(): int {
        return $this->left;
    }

    /**
     * The questions that the quiz shows in one fixed version.
     *
     * @return int[]
     */
    private function pinned(): array {
        global $DB;
        return array_map('intval', $DB->get_fieldset_sql('SELECT v.questionid FROM {question_references} r
              JOIN {question_versions} v ON v.questionbankentryid = r.questionbankentryid AND v.version = r.version
             WHERE r.usingcontextid = ?', [$this->cm->context->id]));
    }

    /**
     * The newest version of a question that is shown.
     *
     * @param int $questionid
     * @return int
     */
    private function newest(int $questionid): int {
        global $DB;
        $found = $DB->get_records_sql("SELECT n.id, n.questionid FROM {question_versions} v
              JOIN {question_versions} n ON n.questionbankentryid = v.questionbankentryid AND n.status = 'ready'
             WHERE v.questionid = ? ORDER BY n.version DESC", [$questionid], 0, 1);
        return $found ? (int)reset($found)->questionid : $questionid;
    }

    /**
     * Works out the sums and the marks in the gradebook.
     *
     * @return void
     */
    private function count(): void {
        global $DB;
        $quiz = $DB->get_record('quiz', ['id' => $this->cm->instance], '*', MUST_EXIST);
        if (class_exists('\mod_quiz\quiz_settings')) {
            $calculator = \mod_quiz\quiz_settings::create($quiz->id)->get_grade_calculator();
            $calculator->recompute_all_attempt_sumgrades();
            $calculator->recompute_all_final_grades();
        } else {
            // Moodle 4.1.
            quiz_update_all_attempt_sumgrades($quiz);
            quiz_update_all_final_grades($quiz);
        }
        quiz_update_grades($quiz);
    }
}
