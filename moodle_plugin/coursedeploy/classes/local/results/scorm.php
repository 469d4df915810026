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
 * What SCORM packages have told of their learners: one row for every attempt and item.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class scorm extends query {

    /** Elements that are told. The first one of a name that a package gives counts. */
    const ELEMENTS = [
        'status' => ['cmi.core.lesson_status', 'cmi.completion_status'],
        'success' => ['cmi.success_status'],
        'score' => ['cmi.core.score.raw', 'cmi.score.raw'],
        'scoremin' => ['cmi.core.score.min', 'cmi.score.min'],
        'scoremax' => ['cmi.core.score.max', 'cmi.score.max'],
        'scaled' => ['cmi.score.scaled'],
        'totaltime' => ['cmi.core.total_time', 'cmi.total_time'],
    ];

    /** Elements of the answer to one question. */
    const INTERACTION = '~^cmi\\.interactions[._](\\d+)\\.(id|type|result|student_response|learner_response)$~';

    /** @var string[][] user:attempt:item => element => value */
    private $values = [];

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['mod/scorm:viewreport'];
    }

    /**
     * The module whose activities it is about.
     *
     * @return string|null
     */
    protected function modname(): ?string {
        return 'scorm';
    }

    /**
     * The columns.
     *
     * @return string
     */
    protected function columns(): string {
        return 'x.id, cm.id AS cmid, x.userid, x.attempt, x.scoid, x.timemodified, o.identifier, o.title';
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        $where = 't.scoid IN (SELECT s.id FROM {scorm_scoes} s JOIN {scorm} c ON c.id = s.scorm WHERE c.course = :courseid)';
        $columns = 'MIN(t.id) AS id, MAX(t.timemodified) AS timemodified, t.scoid';
        $tracks = self::is_divided()
            ? "SELECT $columns, a.userid, a.attempt FROM {scorm_scoes_value} t JOIN {scorm_attempt} a ON a.id = t.attemptid
                WHERE $where GROUP BY t.scoid, a.userid, a.attempt"
            : "SELECT $columns, t.userid, t.attempt FROM {scorm_scoes_track} t
                WHERE $where GROUP BY t.scoid, t.userid, t.attempt";
        return "($tracks) x JOIN {scorm_scoes} o ON o.id = x.scoid " . $this->join_cm('o.scorm');
    }

    /**
     * The parameters.
     *
     * @return array
     */
    protected function parameters(): array {
        return ['courseid' => (int)$this->audience->course()->id];
    }

    /**
     * The column that says who.
     *
     * @return string
     */
    protected function user_column(): string {
        return 'x.userid';
    }

    /**
     * The column that says when a row last changed.
     *
     * @return string
     */
    protected function time_column(): string {
        return 'x.timemodified';
    }

    /**
     * The order.
     *
     * @return string
     */
    protected function order(): string {
        return 'cm.id, x.userid, x.attempt, o.sortorder, x.scoid';
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
        [$scoes, $its] = $DB->get_in_or_equal(array_unique(array_column($rows, 'scoid')), SQL_PARAMS_NAMED, 's');
        [$users, $params] = $DB->get_in_or_equal(array_unique(array_column($rows, 'userid')), SQL_PARAMS_NAMED, 'u');
        [$names, $wanted] = $DB->get_in_or_equal(array_merge(...array_values(self::ELEMENTS)), SQL_PARAMS_NAMED, 'e');
        $like = $DB->sql_like('element', ':interactions');
        $tracks = self::is_divided()
            ? 'SELECT t.id, t.scoid, a.userid, a.attempt, e.element, t.value FROM {scorm_scoes_value} t
                JOIN {scorm_attempt} a ON a.id = t.attemptid JOIN {scorm_element} e ON e.id = t.elementid'
            : 'SELECT t.id, t.scoid, t.userid, t.attempt, t.element, t.value FROM {scorm_scoes_track} t';
        $user = self::is_divided() ? 'a.userid' : 't.userid';
        $found = $DB->get_recordset_sql("$tracks WHERE t.scoid $scoes AND $user $users AND (element $names OR $like) ORDER BY t.id",
            ['interactions' => 'cmi.interactions%'] + $its + $params + $wanted);
        foreach ($found as $track) {
            $this->values["$track->userid:$track->attempt:$track->scoid"][$track->element] = $track->value;
        }
        $found->close();
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        $values = $this->values["$row->userid:$row->attempt:$row->scoid"] ?? [];
        return $this->activity((int)$row->cmid) + [
            'userid' => (int)$row->userid,
            'attempt' => (int)$row->attempt,
            'sco' => (string)$row->identifier,
            'title' => (string)$row->title,
        ] + self::elements($values) + [
            'interactions' => self::interactions($values),
            'time' => (int)$row->timemodified,
        ];
    }

    /**
     * The elements of an item that are told.
     *
     * @param string[] $values element => value
     * @return array
     */
    private static function elements(array $values): array {
        $told = [];
        foreach (self::ELEMENTS as $name => $elements) {
            $present = array_values(array_intersect_key($values, array_flip($elements)));
            $isnumber = strpos($name, 'sc') === 0;
            $told[$name] = $isnumber ? self::number($present[0] ?? null) : (string)($present[0] ?? '');
        }
        return $told;
    }

    /**
     * The answers that an item has told, in their order.
     *
     * @param string[] $values element => value
     * @return array[] id, type, result, answer
     */
    private static function interactions(array $values): array {
        $told = [];
        foreach ($values as $element => $value) {
            if (preg_match(self::INTERACTION, $element, $found)) {
                $name = strpos($found[2], '_response') === false ? $found[2] : 'answer';
                $told[(int)$found[1]][$name] = $value;
            }
        }
        ksort($told);
        return array_values(array_map(function(array $one): array {
            return array_merge(['id' => '', 'type' => '', 'result' => '', 'answer' => ''], $one);
        }, $told));
    }

    /**
     * Whether this release keeps attempts and their values in tables of their own: Moodle 4.3 divided them.
     *
     * @return bool
     */
    private static function is_divided(): bool {
        global $DB;
        return $DB->get_manager()->table_exists('scorm_scoes_value');
    }
}
