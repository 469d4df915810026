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


defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->dirroot . '/mod/feedback/lib.php');

/**
 * Answers to feedbacks. Anonymous ones stay so: they tell neither who nor when, come in an order that tells nothing either, always
 * all of them (a question for the newest would tell when), and, where a caller is held to groups, only from two answers on, as in
 * core's own reports.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class feedback extends kind {

    /** @var \stdClass[]|null id, cmid, userid, anonymous, timemodified of every answer, in their order, once they are known */
    private $answers = null;

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['mod/feedback:viewreports'];
    }

    /**
     * How many rows there are.
     *
     * @return int
     */
    public function total(): int {
        return count($this->answers());
    }

    /**
     * Some of the rows.
     *
     * @param int $from
     * @param int $count
     * @return array[]
     */
    public function rows(int $from, int $count): array {
        $answers = array_slice($this->answers(), $from, $count);
        $values = $this->values($answers);
        $rows = [];
        foreach ($answers as $answer) {
            $rows[] = [
                'cmid' => (int)$answer->cmid,
                'idnumber' => (string)$answer->idnumber,
                'anonymous' => $answer->anonymous,
                'userid' => $answer->anonymous ? 0 : (int)$answer->userid,
                'time' => $answer->anonymous ? 0 : (int)$answer->timemodified,
                'answers' => self::told($values[$answer->id] ?? [], $answer->anonymous),
            ];
        }
        return $rows;
    }

    /**
     * All answers that may be seen: without what was answered, which is read page by page.
     *
     * @return \stdClass[]
     */
    private function answers(): array {
        if ($this->answers === null) {
            $this->answers = array_merge($this->by_people(), $this->by_nobody());
        }
        return $this->answers;
    }

    /**
     * The answers of people who are named.
     *
     * @return \stdClass[]
     */
    private function by_people(): array {
        [$enrolled, $its] = $this->audience->enrolled('c.userid');
        [$where, $params] = $this->audience->people_in($this->cms(), 'cm.id', 'c.userid');
        $where .= " AND $enrolled AND c.anonymous_response <> :yes1 AND f.anonymous <> :yes2 AND c.timemodified >= :since";
        $params += $its + ['since' => $this->since];
        return $this->found($where, $params, 'cm.id, c.userid, c.id', false);
    }

    /**
     * The answers of people who are not named.
     *
     * @return \stdClass[]
     */
    private function by_nobody(): array {
        [$where, $params] = $this->audience->people_in($this->cms(), 'cm.id', 'c.userid');
        $where .= ' AND (c.anonymous_response = :yes1 OR f.anonymous = :yes2)';
        $found = $this->found($where, $params, 'c.id', true);
        $many = array_count_values(array_column($found, 'cmid'));
        $found = array_filter($found, function(\stdClass $answer) use ($many): bool {
            return $many[$answer->cmid] >= FEEDBACK_MIN_ANONYMOUS_COUNT_IN_GROUP
                || $this->audience->groups_of_activity($this->cms()[(int)$answer->cmid]) === null;
        });
        usort($found, function(\stdClass $one, \stdClass $other): int {
            return [(int)$one->cmid, self::shuffled($one)] <=> [(int)$other->cmid, self::shuffled($other)];
        });
        return $found;
    }

    /**
     * Answers.
     *
     * @param string $where
     * @param array $params
     * @param string $order
     * @param bool $anonymous
     * @return \stdClass[]
     */
    private function found(string $where, array $params, string $order, bool $anonymous): array {
        global $DB;
        $found = $DB->get_records_sql(
            "SELECT c.id, cm.id AS cmid, cm.idnumber, c.userid, c.timemodified
               FROM {feedback_completed} c
               JOIN {feedback} f ON f.id = c.feedback
               JOIN {course_modules} cm ON cm.instance = c.feedback
               JOIN {modules} md ON md.id = cm.module AND md.name = 'feedback'
              WHERE $where
           ORDER BY $order",
            $params + ['yes1' => FEEDBACK_ANONYMOUS_YES, 'yes2' => FEEDBACK_ANONYMOUS_YES]
        );
        foreach ($found as $answer) {
            $answer->anonymous = $anonymous;
        }
        return array_values($found);
    }

    /**
     * What was answered.
     *
     * @param \stdClass[] $answers
     * @return \stdClass[][] answer id => values with their items, in the order of the form
     */
    private function values(array $answers): array {
        global $DB;
        if (!$answers) {
            return [];
        }
        [$in, $params] = $DB->get_in_or_equal(array_column($answers, 'id'), SQL_PARAMS_NAMED);
        $found = $DB->get_recordset_sql(
            "SELECT v.id AS valueid, v.completed, v.value, i.*
               FROM {feedback_value} v
               JOIN {feedback_item} i ON i.id = v.item
              WHERE v.completed $in
           ORDER BY v.completed, i.position, i.id, v.id",
            $params
        );
        $values = [];
        foreach ($found as $value) {
            $values[$value->completed][] = $value;
        }
        $found->close();
        return $values;
    }

    /**
     * The activities that it is about.
     *
     * @return \cm_info[] by id
     */
    private function cms(): array {
        return $this->audience->activities('feedback', $this->rights());
    }

    /**
     * A place that follows neither from who nor from when, and is the same every time.
     *
     * @param \stdClass $answer
     * @return string
     */
    private static function shuffled(\stdClass $answer): string {
        return hash_hmac('sha256', "feedback:$answer->id", get_site_identifier());
    }

    /**
     * What was answered, in words.
     *
     * @param \stdClass[] $values
     * @param bool $anonymous
     * @return array[]
     */
    private static function told(array $values, bool $anonymous): array {
        $told = [];
        foreach ($values as $value) {
            if ($anonymous && $value->typ === 'info') {
                // It may hold the time of the answer.
                continue;
            }
            $told[] = [
                'label' => $value->label,
                'name' => trim(html_to_text($value->name, 0, false)),
                'type' => $value->typ,
                'value' => (string)$value->value,
                'answer' => self::in_words($value),
            ];
        }
        return $told;
    }

    /**
     * An answer as core's own report prints it, as plain text.
     *
     * @param \stdClass $item with its value
     * @return string
     */
    private static function in_words(\stdClass $item): string {
        $printed = feedback_get_item_class($item->typ)->get_printval($item, $item);
        return trim(html_entity_decode(strip_tags((string)$printed), ENT_QUOTES, 'UTF-8'));
    }
}
