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

use local_coursedeploy\local\reconcile\plain as text;

/**
 * What a question says, as a digest: texts, answers, options, hints, sub-questions, data sets and files; no ids, clocks or stamps.
 * Equal for two versions of the same text.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class question_hash {

    /** What tells one copy or version of a question from another, and says nothing. */
    const LEFT = ['id', 'category', 'categoryid', 'categoryobject', 'questioncategoryid', 'contextid', 'stamp', 'version',
        'versionid', 'status', 'hidden', 'idnumber', 'questionbankentry', 'questionbankentryid', 'timecreated',
        'timemodified', 'createdby', 'modifiedby', 'ownerid', 'question', 'questionid', 'parent', 'sequence', 'trueanswer',
        'falseanswer', 'tags', 'tagobjects', 'coursetags', 'coursetagobjects', 'formoptions', 'nextversion',
        'previousversion', 'latestversion'];

    /**
     * Digest of a question.
     *
     * @param int $questionid
     * @param callable|null $rewrite turns the links of a text, where the question is to be compared with one elsewhere
     * @return string sha1
     */
    public static function of(int $questionid, ?callable $rewrite = null): string {
        $data = \question_bank::load_question_data($questionid);
        $found = [self::walk($data, self::LEFT, $rewrite), question_files::content($data), self::datasets($data)];
        foreach (self::parts($data) as $part) {
            $found[] = [question_files::content($part), self::datasets($part)];
        }
        return text::digest($found);
    }

    /**
     * Everything that a question says, as nested lists of text, without its name.
     *
     * @param int $questionid
     * @param string[] $left names that are passed over at every level
     * @return array
     */
    public static function walked(int $questionid, array $left): array {
        $data = clone(\question_bank::load_question_data($questionid));
        unset($data->questiontext, $data->questiontextformat);
        return [self::walk($data, array_merge(self::LEFT, $left), null), self::datasets($data)];
    }

    /**
     * The questions inside a question (Cloze).
     *
     * @param \stdClass $data
     * @return \stdClass[]
     */
    private static function parts(\stdClass $data): array {
        return array_values(array_filter($data->options->questions ?? [], function($part): bool {
            return is_object($part) && !empty($part->id);
        }));
    }

    /**
     * Anything as nested lists of text.
     *
     * @param mixed $value
     * @param string[] $left names that are passed over
     * @param callable|null $rewrite
     * @return array|string
     */
    private static function walk($value, array $left, ?callable $rewrite) {
        if (is_object($value)) {
            $value = get_object_vars($value);
        }
        if (!is_array($value)) {
            $text = text::value($value);
            return $rewrite ? $rewrite($text) : $text;
        }
        $walked = [];
        $named = false;
        foreach ($value as $name => $inner) {
            if (is_int($name)) {
                $walked[] = self::walk($inner, $left, $rewrite);
            } else if (!in_array($name, $left, true)) {
                $named = true;
                $walked[$name] = self::walk($inner, $left, $rewrite);
            }
        }
        if ($named) {
            ksort($walked);
        }
        return $walked;
    }

    /**
     * The data sets of a question; only calculated ones have some.
     *
     * @param \stdClass $data
     * @return array[]
     */
    private static function datasets(\stdClass $data): array {
        global $DB;
        if (strpos((string)$data->qtype, 'calculated') !== 0) {
            return [];
        }
        $sets = [];
        $definitions = $DB->get_records_sql('SELECT d.id, d.name, d.type, d.options, d.itemcount
              FROM {question_datasets} q JOIN {question_dataset_definitions} d ON d.id = q.datasetdefinition
             WHERE q.question = ? ORDER BY d.name, d.id', [$data->id]);
        foreach ($definitions as $definition) {
            $where = ['definition' => $definition->id];
            $items = $DB->get_records('question_dataset_items', $where, 'itemnumber', 'itemnumber, value');
            $sets[] = [$definition->name, $definition->type, $definition->options, text::value($definition->itemcount),
                array_map([text::class, 'value'], array_column($items, 'value', 'itemnumber'))];
        }
        return $sets;
    }
}
