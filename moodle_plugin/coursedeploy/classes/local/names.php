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

namespace local_coursedeploy\local;

/**
 * The names under which courses are known on the site, each of which belongs to one course only.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class names {

    /**
     * The course that has an identification number.
     *
     * @param string $idnumber
     * @return int course id; 0 for none
     */
    public static function course_by_idnumber(string $idnumber): int {
        return self::course('idnumber', $idnumber);
    }

    /**
     * The course that has a short name.
     *
     * @param string $shortname
     * @return int course id; 0 for none
     */
    public static function course_by_shortname(string $shortname): int {
        return self::course('shortname', $shortname);
    }

    /**
     * Refuses names that another course has. Core would make a course called "X copy 1" instead.
     *
     * @param string $idnumber '' is not looked at
     * @param string $shortname '' is not looked at
     * @return void
     * @throws refusal
     */
    public static function demand_free(string $idnumber, string $shortname): void {
        if (self::course_by_idnumber($idnumber)) {
            throw new refusal('idnumbertaken', s($idnumber));
        }
        if (self::course_by_shortname($shortname)) {
            throw new refusal('shortnametaken', s($shortname));
        }
    }

    /**
     * The courses that were published with an identification number and do not have it any more: what came with them bears keys
     * that begin with it, and we have written that down. A course whose own number only begins the same is another one.
     *
     * @param string $idnumber
     * @return \stdClass[] rows with id, fullname, shortname and idnumber, the newest first
     */
    public static function courses_published_as(string $idnumber): array {
        global $DB;
        if ($idnumber === '') {
            return [];
        }
        $like = $DB->sql_like('b.itemkey', ':beginning');
        $other = $DB->sql_like('c.idnumber', ':same', true, true, true);
        $beginning = $DB->sql_like_escape($idnumber . '/') . '%';
        return $DB->get_records_sql(
            "SELECT c.id, c.fullname, c.shortname, c.idnumber
               FROM {course} c
              WHERE c.idnumber <> :idnumber AND $other
                AND EXISTS (SELECT 1
                              FROM {" . bases::TABLE . "} b
                             WHERE b.courseid = c.id AND b.kind = :kind AND $like)
           ORDER BY c.id DESC",
            ['idnumber' => $idnumber, 'same' => $beginning, 'kind' => 'activity', 'beginning' => $beginning]
        );
    }

    /**
     * The course with a value in a field.
     *
     * @param string $field
     * @param string $value
     * @return int course id; 0 for none
     */
    private static function course(string $field, string $value): int {
        global $DB;
        if ($value === '') {
            return 0;
        }
        $ids = $DB->get_fieldset_select('course', 'id', "$field = :value", ['value' => $value]);
        return $ids ? (int)reset($ids) : 0;
    }
}
