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
 * The people of a course: names, roles and groups, to make sense of the ids in all other results. No addresses.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class participants extends query {

    /** @var array[] user id => short names */
    private $roles = [];

    /** @var array[] user id => names */
    private $groups = [];

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['moodle/course:viewparticipants'];
    }

    /**
     * The columns.
     *
     * @return string
     */
    protected function columns(): string {
        $names = \core_user\fields::for_name()->get_sql('u', false, '', '', false)->selects;
        $enrolments = '{user_enrolments} ue JOIN {enrol} e ON e.id = ue.enrolid WHERE ue.userid = u.id AND e.courseid';
        return "u.id, $names, la.timeaccess, (SELECT MIN(ue.status) FROM $enrolments = :course1) AS suspended,
            (SELECT MIN(ue.timecreated) FROM $enrolments = :course2) AS enrolled";
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        return '{user} u LEFT JOIN {user_lastaccess} la ON la.userid = u.id AND la.courseid = :lacourse';
    }

    /**
     * The parameters.
     *
     * @return array
     */
    protected function parameters(): array {
        $courseid = (int)$this->audience->course()->id;
        return ['lacourse' => $courseid, 'course1' => $courseid, 'course2' => $courseid];
    }

    /**
     * The column that says who.
     *
     * @return string
     */
    protected function user_column(): string {
        return 'u.id';
    }

    /**
     * The order.
     *
     * @return string
     */
    protected function order(): string {
        return 'u.id';
    }

    /**
     * Reads roles and groups of everybody on the page.
     *
     * @param \stdClass[] $rows
     * @return void
     */
    protected function prepare(array $rows): void {
        global $DB;
        if (!$rows) {
            return;
        }
        [$in, $params] = $DB->get_in_or_equal(array_column($rows, 'id'), SQL_PARAMS_NAMED);
        $roles = $DB->get_recordset_sql(
            "SELECT DISTINCT ra.userid, r.shortname FROM {role_assignments} ra JOIN {role} r ON r.id = ra.roleid
              WHERE ra.contextid = :contextid AND ra.userid $in ORDER BY ra.userid, r.shortname",
            ['contextid' => $this->audience->context()->id] + $params
        );
        $groups = $DB->get_recordset_sql(
            "SELECT gm.userid, g.name AS shortname FROM {groups_members} gm JOIN {groups} g ON g.id = gm.groupid
              WHERE g.courseid = :courseid AND gm.userid $in ORDER BY gm.userid, g.name, g.id",
            ['courseid' => $this->audience->course()->id] + $params
        );
        $this->roles = self::by_user($roles);
        $this->groups = self::by_user($groups);
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        $context = $this->audience->context();
        return [
            'userid' => (int)$row->id,
            'fullname' => fullname($row, has_capability('moodle/site:viewfullnames', $context)),
            'roles' => $this->roles[$row->id] ?? [],
            'groups' => $this->groups[$row->id] ?? [],
            'suspended' => (bool)$row->suspended,
            'timeenrolled' => (int)$row->enrolled,
            'lastaccess' => $this->may_see_access() ? (int)$row->timeaccess : null,
        ];
    }

    /**
     * Whether the site lets the caller see when somebody was last there.
     *
     * @return bool
     */
    private function may_see_access(): bool {
        global $CFG;
        $hidden = explode(',', (string)($CFG->hiddenuserfields ?? ''));
        return !in_array('lastaccess', array_map('trim', $hidden), true)
            || has_capability('moodle/course:viewhiddenuserfields', $this->audience->context());
    }

    /**
     * Words by user.
     *
     * @param \moodle_recordset $rows userid, shortname
     * @return array[]
     */
    private static function by_user(\moodle_recordset $rows): array {
        $by = [];
        foreach ($rows as $row) {
            $by[$row->userid][] = $row->shortname;
        }
        $rows->close();
        return $by;
    }
}
