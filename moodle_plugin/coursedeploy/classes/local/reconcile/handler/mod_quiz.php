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
use local_coursedeploy\local\reconcile\quiz_regrade;
use local_coursedeploy\local\reconcile\quiz_slots;
use local_coursedeploy\local\reconcile\rows;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * Quiz: questions change as new versions; the structure only as long as nobody has attempted the quiz. Overrides of dates stay.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_quiz extends planned {

    /** Bit of a review column: during the attempt. */
    const DURING = 0x10000;

    /** Bit of a review column: after the quiz is closed. */
    const AFTER_CLOSE = 0x00010;

    /**
     * The sum of marks follows from the slots.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return ['sumgrades'];
    }

    /**
     * What Moodle's own form locks, and what would move marks.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return [
            'grade' => 'grademax',
            'grademethod' => 'hasanswers',
            'preferredbehaviour' => 'hasanswers',
            'attemptonlast' => 'hasanswers',
        ];
    }

    /**
     * File areas by sentence.
     *
     * @return string[]
     */
    public function child_areas(): array {
        return ['feedback'];
    }

    /**
     * Attempts of learners.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        return $DB->count_records('quiz_attempts', ['quiz' => $instance, 'preview' => 0]);
    }

    /**
     * What may be seen during an attempt means nothing where questions are marked at its end, nor what may be seen after the
     * quiz is closed where it never closes: the form drops both.
     *
     * @param array $row
     * @return array
     */
    public function as_saved(array $row): array {
        global $CFG;
        require_once($CFG->dirroot . '/question/engine/lib.php');
        $void = $row['timeclose'] ? 0 : self::AFTER_CLOSE;
        if (!\question_engine::can_questions_finish_during_the_attempt($row['preferredbehaviour'])) {
            $void |= self::DURING;
        }
        foreach ($row as $column => $value) {
            if (strpos($column, 'review') === 0) {
                $row[$column] = (int)$value & ~$void;
            }
        }
        return parent::as_saved($row);
    }

    /**
     * Structure, questions, sentences for the total.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        return [
            'structure' => (new quiz_slots($cm))->content(),
            'questions' => questions::content($cm),
            'feedback' => array_values(array_filter(
                $this->rows('quiz_feedback', ['quizid' => $cm->instance], 'mingrade DESC, id'),
                function(array $row): bool {
                    // The form stores an empty one.
                    return $row['feedbacktext'] !== '';
                }
            )),
        ];
    }

    /**
     * Rights.
     *
     * @return string[]
     */
    public function capabilities(): array {
        return ['mod/quiz:manage', 'moodle/question:add', 'moodle/question:editall', 'moodle/question:moveall'];
    }

    /**
     * Questions, then the slots that show them, then the sentences for the total.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        $todo = new todo();
        $wanted = new quiz_slots($stage);
        $present = new quiz_slots($live);
        $attempted = $this->userdata((int)$live->instance) > 0;
        $locked = $attempted && $wanted->skeleton() !== $present->skeleton();
        (new questions($run, $todo, $stage, $live))->plan($locked ? $wanted->entries() : []);
        if ($locked) {
            $todo->note('quizstructure', $this->words($wanted, $present));
        } else if ($wanted->content() !== $present->content()) {
            $todo->add('slots', function() use ($run, $wanted, $present, $attempted) {
                $attempted ? $wanted->dress($present) : $present->take($wanted, $run);
            });
        }
        $this->plan_feedback($todo, $run, $stage, $live);
        if ($attempted && in_array((string)$live->idnumber, $run->asked()->regrade, true)) {
            // Last of all, by the new versions of the questions.
            $todo->add('regrade', function() use ($run, $live) {
                $this->regrade($run, $live);
            });
        }
        return $todo;
    }

    /**
     * Lets attempts in progress know of new dates.
     *
     * @param run $run
     * @param \cm_info $live
     * @return void
     */
    public function settle(run $run, \cm_info $live): void {
        global $CFG;
        require_once($CFG->dirroot . '/mod/quiz/locallib.php');
        quiz_update_open_attempts(['quizid' => (int)$live->instance]);
    }

    /**
     * Marks finished attempts again, as was asked for.
     *
     * @param run $run
     * @param \cm_info $live
     * @return void
     */
    private function regrade(run $run, \cm_info $live): void {
        $regrade = new quiz_regrade($live);
        $run->note_activity($live, 'noted', 'regraded', (string)$regrade->run());
        if ($regrade->left()) {
            $run->note_activity($live, 'noted', 'notregraded', (string)$regrade->left());
        }
    }

    /**
     * Which questions came and went, in the words of the report.
     *
     * @param quiz_slots $wanted
     * @param quiz_slots $present
     * @return string
     */
    private function words(quiz_slots $wanted, quiz_slots $present): string {
        $names = function(quiz_slots $slots): array {
            return array_filter(array_map(function(array $slot): string {
                return (string)($slot['shows']['question'] ?? '');
            }, $slots->content()['slots']));
        };
        $more = array_diff($names($wanted), $names($present));
        $less = array_diff($names($present), $names($wanted));
        $words = array_merge(preg_filter('~^~', '+', $more), preg_filter('~^~', '-', $less));
        return implode(', ', $words);
    }

    /**
     * The sentences for the total: by place, the highest first.
     *
     * @param todo $todo
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    private function plan_feedback(todo $todo, run $run, \cm_info $stage, \cm_info $live): void {
        $present = rows::of('quiz_feedback', ['quizid' => $live->instance], 'mingrade DESC, id');
        $wanted = rows::of('quiz_feedback', ['quizid' => $stage->instance], 'mingrade DESC, id');
        foreach ($wanted as $n => $row) {
            $values = ['feedbacktext' => $run->rewrite($row->feedbacktext)] + rows::without($row, ['quizid']);
            if (!isset($present[$n])) {
                $todo->add('feedback', function() use ($run, $row, $values, $stage, $live) {
                    global $DB;
                    $id = (int)$DB->insert_record('quiz_feedback', (object)(['quizid' => $live->instance] + $values));
                    $run->copy_files($this->area($stage, 'feedback', (int)$row->id), $this->area($live, 'feedback', $id));
                });
                continue;
            }
            $this->plan_row($todo, 'feedback', 'quiz_feedback', $present[$n], $values);
            $this->plan_files($todo, 'feedback', $this->area($stage, 'feedback', (int)$row->id),
                $this->area($live, 'feedback', (int)$present[$n]->id));
        }
        foreach (array_slice($present, count($wanted)) as $row) {
            $todo->add('feedback', function() use ($row, $live) {
                global $DB;
                get_file_storage()->delete_area_files($live->context->id, 'mod_quiz', 'feedback', $row->id);
                $DB->delete_records('quiz_feedback', ['id' => $row->id]);
            });
        }
    }
}
