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
 * The files of a question, by what they belong to.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class question_files {

    /** Areas whose item ids are not those of questions. */
    const OWNERS = ['answer' => 'answer', 'answerfeedback' => 'answer', 'hint' => 'hint', 'subquestion' => 'subquestion',
        'subanswer' => 'subquestion', 'dragimage' => 'drag'];

    /**
     * What files a question has.
     *
     * @param \stdClass $data as Moodle loads it for the question bank
     * @return string[]
     */
    public static function content(\stdClass $data): array {
        $content = [];
        foreach (self::rows($data, (int)($data->contextid ?? 0)) as $file) {
            $content[] = implode('|', [$file->component, $file->filearea, $file->place, $file->filepath, $file->filename,
                $file->contenthash]);
        }
        sort($content);
        return $content;
    }

    /**
     * Moves files after their question: not every kind of question sees to all of its own.
     *
     * @param int $questionid already in its new category
     * @param int $from context in which it was before
     * @return void
     */
    public static function follow(int $questionid, int $from): void {
        $data = \question_bank::load_question_data($questionid);
        if ((int)$data->contextid === $from) {
            return;
        }
        $storage = get_file_storage();
        foreach (self::rows($data, $from) as $row) {
            $file = $storage->get_file_by_id($row->id);
            $storage->create_file_from_storedfile(['contextid' => $data->contextid], $file);
            $file->delete();
        }
    }

    /**
     * The rows of a question's files in a context.
     *
     * @param \stdClass $data
     * @param int $contextid
     * @return \stdClass[] with place, that of the owner among its like
     */
    private static function rows(\stdClass $data, int $contextid): array {
        global $DB;
        $owners = self::owners($data);
        $ids = array_keys(array_replace(...array_values($owners)));
        [$in, $params] = $DB->get_in_or_equal($ids, SQL_PARAMS_NAMED);
        $params += ['contextid' => $contextid, 'folder' => '.', 'question' => 'question', 'kinds' => 'qtype%'];
        $where = "contextid = :contextid AND filename <> :folder AND (component = :question OR component LIKE :kinds)";
        $columns = 'id, component, filearea, itemid, filepath, filename, contenthash';
        $rows = [];
        foreach ($DB->get_records_select('files', "$where AND itemid $in", $params, 'id', $columns) as $row) {
            $row->place = $owners[self::OWNERS[$row->filearea] ?? 'question'][$row->itemid] ?? null;
            if ($row->place !== null) {
                $rows[] = $row;
            }
        }
        return $rows;
    }

    /**
     * Ids that files may belong to, with the place of each among its like.
     *
     * @param \stdClass $data
     * @return int[][] kind => id => place
     */
    private static function owners(\stdClass $data): array {
        $options = $data->options ?? new \stdClass();
        return [
            'question' => [(int)$data->id => 0],
            'answer' => self::places($options->answers ?? []),
            'hint' => self::places($data->hints ?? []),
            'subquestion' => self::places($options->subquestions ?? []),
            'drag' => self::places($options->drags ?? []),
        ];
    }

    /**
     * Ids of rows and their places.
     *
     * @param array $rows
     * @return int[] id => place
     */
    private static function places(array $rows): array {
        return array_flip(array_map('intval', array_column(array_values($rows), 'id')));
    }
}
