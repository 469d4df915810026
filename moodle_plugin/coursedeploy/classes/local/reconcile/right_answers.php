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
 * Whether a change of a question moves marks: then a person decides what becomes of the attempts.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class right_answers {

    /** What helps or explains: a change of these moves no mark. */
    const EXPLAINING = ['name', 'generalfeedback', 'generalfeedbackformat', 'feedback', 'feedbackformat', 'hints', 'answerformat',
        'correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback', 'correctfeedbackformat', 'shownumcorrect',
        'partiallycorrectfeedbackformat', 'incorrectfeedbackformat', 'answernumbering', 'showstandardinstruction', 'layout',
        'layouttype', 'shuffleanswers', 'shuffle', 'length', 'graderinfo', 'graderinfoformat', 'responsetemplate',
        'responsetemplateformat', 'responsefieldlines', 'numberingstyle', 'bgimage'];

    /** Kinds of question whose answers learners see as choices: there a reworded answer is the same answer. */
    const CHOICES = ['multichoice', 'truefalse', 'gapselect', 'ddwtos'];

    /**
     * Whether the right answers of two questions differ.
     *
     * @param int $one
     * @param int $other
     * @return bool
     */
    public static function differ(int $one, int $other): bool {
        $first = \question_bank::load_question_data($one);
        $second = \question_bank::load_question_data($other);
        if ($first->qtype !== $second->qtype || self::gaps($first) !== self::gaps($second)) {
            return true;
        }
        $left = self::EXPLAINING;
        if (in_array($first->qtype, self::CHOICES, true)) {
            if (!self::answers_mean_the_same($first, $second)) {
                return true;
            }
            $left[] = 'answer';
        }
        return question_hash::walked($one, $left) !== question_hash::walked($other, $left);
    }

    /**
     * Whether the choices of two questions are the same in other words, the right one of true and false being the same.
     *
     * @param \stdClass $first
     * @param \stdClass $second
     * @return bool
     */
    private static function answers_mean_the_same(\stdClass $first, \stdClass $second): bool {
        $answers = array_values($first->options->answers ?? []);
        $others = array_values($second->options->answers ?? []);
        if (count($answers) !== count($others)) {
            return false;
        }
        foreach ($answers as $n => $answer) {
            if (!similar::texts((string)$answer->answer, (string)$others[$n]->answer)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The gaps in a text, in their order.
     *
     * @param \stdClass $data
     * @return string[]
     */
    private static function gaps(\stdClass $data): array {
        preg_match_all('~\[\[\d+\]\]~', (string)$data->questiontext, $found);
        return $found[0];
    }
}
