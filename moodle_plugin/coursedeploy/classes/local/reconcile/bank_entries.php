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
 * The entries of the question bank that an activity may show: those in its own categories, those in its slots, and those in the
 * categories that its random slots draw from.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class bank_entries {

    /**
     * The entries of an activity. Sub-questions belong to their question and are no entries of their own here.
     *
     * @param \cm_info $cm
     * @param int[] $contexts others whose entries are wanted too
     * @return \stdClass[] by entry id: id, idnumber, categoryid, own (whether in the activity's own context), questionid, version,
     *     status, name; of the newest version that is not hidden, else of the newest
     */
    public static function of(\cm_info $cm, array $contexts = []): array {
        global $DB;
        [$where, $params] = self::where($cm, $contexts);
        $rows = $DB->get_records_sql("SELECT v.id AS versionid, e.id, e.idnumber, e.questioncategoryid AS categoryid,
                   c.contextid, v.questionid, v.version, v.status, q.name
              FROM {question_bank_entries} e
              JOIN {question_categories} c ON c.id = e.questioncategoryid
              JOIN {question_versions} v ON v.questionbankentryid = e.id
              JOIN {question} q ON q.id = v.questionid
             WHERE q.parent = 0 AND $where
          ORDER BY e.id, v.version", $params);
        $entries = [];
        foreach ($rows as $row) {
            $before = $entries[$row->id] ?? null;
            if (!$before || $row->status !== 'hidden' || $before->status === 'hidden') {
                $row->own = (int)$row->contextid === (int)$cm->context->id;
                $entries[$row->id] = $row;
            }
        }
        return $entries;
    }

    /**
     * The same by what they are known by: the idnumber, or what they say.
     *
     * @param \stdClass[] $entries
     * @return \stdClass[]
     */
    public static function keyed(array $entries): array {
        $keyed = [];
        foreach ($entries as $entry) {
            $keyed += [self::key($entry) => $entry];
        }
        return $keyed;
    }

    /**
     * What an entry is known by.
     *
     * @param \stdClass $entry
     * @return string
     */
    public static function key(\stdClass $entry): string {
        return (string)$entry->idnumber !== '' ? 'id ' . $entry->idnumber : 'is ' . question_hash::of((int)$entry->questionid);
    }

    /**
     * Conditions for the entries of an activity.
     *
     * @param \cm_info $cm
     * @param int[] $contexts
     * @return array sql and parameters
     */
    private static function where(\cm_info $cm, array $contexts): array {
        global $DB;
        $contextid = (int)$cm->context->id;
        $where = 'c.contextid = :own OR e.id IN (SELECT questionbankentryid FROM {question_references}
            WHERE usingcontextid = :using AND component = :component AND questionarea = :area)';
        $params = ['own' => $contextid, 'using' => $contextid, 'component' => 'mod_quiz', 'area' => 'slot'];
        $pools = [];
        foreach ($DB->get_records('question_set_references', ['usingcontextid' => $contextid]) as $reference) {
            $pools = array_merge($pools, (new slot_filter($reference->filtercondition))->categories());
        }
        if ($pools) {
            [$in, $more] = $DB->get_in_or_equal($pools, SQL_PARAMS_NAMED);
            $where .= " OR c.id $in";
            $params += $more;
        }
        if ($contexts) {
            [$in, $more] = $DB->get_in_or_equal($contexts, SQL_PARAMS_NAMED);
            $where .= " OR c.contextid $in";
            $params += $more;
        }
        return ["($where)", $params];
    }
}
