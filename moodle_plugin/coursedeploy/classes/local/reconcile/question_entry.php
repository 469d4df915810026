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
 * One entry of the question bank of the staging course, on its way into the live course.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class question_entry {

    /** @var \stdClass as bank_entries gives it */
    private $entry;

    /**
     * Constructor.
     *
     * @param \stdClass $entry as bank_entries gives it
     */
    public function __construct(\stdClass $entry) {
        $this->entry = $entry;
    }

    /**
     * The questions that are versions of an entry.
     *
     * @param int $entryid
     * @return int[]
     */
    public static function questions(int $entryid): array {
        global $DB;
        $ids = $DB->get_fieldset_select('question_versions', 'questionid', 'questionbankentryid = ?', [$entryid]);
        return array_map('intval', $ids);
    }

    /**
     * The number of the newest version of an entry.
     *
     * @param int $entryid
     * @return int
     */
    public static function newest_version(int $entryid): int {
        global $DB;
        return (int)$DB->get_field_sql('SELECT MAX(version) FROM {question_versions} WHERE questionbankentryid = ?', [$entryid]);
    }

    /**
     * Moves the entry, with its files, its sub-questions and its data sets, into a category of the live course.
     *
     * @param int $categoryid
     * @return void
     */
    public function move_to(int $categoryid): void {
        $questions = self::questions((int)$this->entry->id);
        question_move_questions_to_category($questions, $categoryid);
        foreach ($questions as $questionid) {
            question_files::follow($questionid, (int)$this->entry->contextid);
        }
        $this->move_datasets($categoryid);
    }

    /**
     * Makes the newest version of the entry the newest version of a live entry; older ones, which a package made from a live
     * course brings along, go.
     *
     * @param int $twin live entry
     * @return void
     */
    public function become_version_of(int $twin): void {
        global $DB;
        $entryid = (int)$this->entry->id;
        $newest = (int)$this->entry->questionid;
        // An idnumber is unique in its category.
        $DB->set_field('question_bank_entries', 'idnumber', null, ['id' => $entryid]);
        $all = self::questions($entryid);
        $this->move_to((int)$DB->get_field('question_bank_entries', 'questioncategoryid', ['id' => $twin], MUST_EXIST));
        $version = ['questionbankentryid' => $twin, 'version' => self::newest_version($twin) + 1];
        $id = (int)$DB->get_field('question_versions', 'id', ['questionid' => $newest], MUST_EXIST);
        rows::change('question_versions', $id, $version);
        // The staging quiz lets go of what it showed.
        $DB->set_field('question_references', 'questionbankentryid', $twin, ['questionbankentryid' => $entryid]);
        foreach (array_diff($all, [$newest]) as $older) {
            question_delete_question($older);
        }
        if (!$DB->record_exists('question_versions', ['questionbankentryid' => $entryid])) {
            $DB->delete_records('question_bank_entries', ['id' => $entryid]);
        }
        \question_bank::notify_question_edited($newest);
    }

    /**
     * Data sets that the questions of a category share go with the questions.
     *
     * @param int $categoryid
     * @return void
     */
    private function move_datasets(int $categoryid): void {
        global $DB;
        [$in, $params] = $DB->get_in_or_equal(self::questions((int)$this->entry->id), SQL_PARAMS_NAMED);
        $ids = $DB->get_fieldset_select('question_datasets', 'datasetdefinition', "question $in", $params);
        if ($ids) {
            [$in, $params] = $DB->get_in_or_equal($ids, SQL_PARAMS_NAMED);
            $DB->set_field_select('question_dataset_definitions', 'category', $categoryid, "category <> 0 AND id $in", $params);
        }
    }
}
