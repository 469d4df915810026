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
 * The texts of a question in the site's tables: links in them that lead into the staging course are turned.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class question_texts {

    /** Where texts lie: table => column with the question's id, columns with texts. Some releases lack some tables. */
    const PLACES = [
        'question' => ['id', ['questiontext', 'generalfeedback']],
        'question_answers' => ['question', ['answer', 'feedback']],
        'question_hints' => ['questionid', ['hint']],
        'qtype_multichoice_options' => ['questionid', self::FEEDBACK],
        'qtype_match_options' => ['questionid', self::FEEDBACK],
        'qtype_match_subquestions' => ['questionid', ['questiontext']],
        'qtype_randomsamatch_options' => ['questionid', self::FEEDBACK],
        'qtype_ordering_options' => ['questionid', self::FEEDBACK],
        'qtype_ddimageortext' => ['questionid', self::FEEDBACK],
        'qtype_ddmarker' => ['questionid', self::FEEDBACK],
        'qtype_essay_options' => ['questionid', ['graderinfo', 'responsetemplate']],
        'question_gapselect' => ['questionid', self::FEEDBACK],
        'question_ddwtos' => ['questionid', self::FEEDBACK],
        'question_calculated_options' => ['question', self::FEEDBACK],
    ];

    /** What is said after an answer. */
    const FEEDBACK = ['correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback'];

    /**
     * Turns the links in the texts of a question and of its sub-questions.
     *
     * @param int $questionid
     * @param callable $rewrite
     * @return void
     */
    public static function rewrite(int $questionid, callable $rewrite): void {
        global $DB;
        $ids = $DB->get_fieldset_select('question', 'id', 'parent = ?', [$questionid]);
        $ids[] = $questionid;
        foreach ($ids as $id) {
            foreach (self::PLACES as $table => [$column, $texts]) {
                self::rewrite_table($table, [$column => $id], $texts, $rewrite);
            }
            \question_bank::notify_question_edited($id);
        }
    }

    /**
     * Turns the links in one table.
     *
     * @param string $table
     * @param array $where
     * @param string[] $texts columns
     * @param callable $rewrite
     * @return void
     */
    private static function rewrite_table(string $table, array $where, array $texts, callable $rewrite): void {
        foreach (rows::of($table, $where) as $row) {
            $turned = array_map($rewrite, array_filter(rows::only($row, $texts), 'is_string'));
            $different = rows::differences($turned, $row);
            if ($different) {
                rows::change($table, (int)$row->id, $different);
            }
        }
    }
}
