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
 * Which activities of a course something about people hangs on: touched, asked of a whole course in few queries.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class traces {

    /** @var int */
    private $courseid;

    /** @var int[] module|instance => course module */
    private $cmids = [];

    /** @var bool[] course module => true, where there is anything */
    private $found = [];

    /**
     * Looks for them.
     *
     * @param int $courseid
     * @param \cm_info[] $cms the activities
     * @param usage $usage
     */
    public function __construct(int $courseid, array $cms, usage $usage) {
        $this->courseid = $courseid;
        $modnames = [];
        foreach ($cms as $cm) {
            $this->cmids[$cm->modname . '|' . $cm->instance] = (int)$cm->id;
            $modnames[$cm->modname] = $cm->modname;
            if ($usage->is_used($cm)) {
                $this->found[(int)$cm->id] = true;
            }
        }
        array_map([$this, 'read_tables'], $modnames);
        $this->read_modules();
        $this->read_gradebook();
        $this->read_contexts();
        foreach ($cms as $cm) {
            $inside = $cm->modname === 'subsection' ? array_flip(touched::inside((int)$cm->instance)) : [];
            if (array_intersect_key($inside, $this->found)) {
                $this->found[(int)$cm->id] = true;
            }
        }
    }

    /**
     * Whether there is anything about people in an activity.
     *
     * @param int $cmid
     * @return bool
     */
    public function are_in(int $cmid): bool {
        return isset($this->found[$cmid]);
    }

    /**
     * Tables with the activity's own id, and exceptions in the calendar.
     *
     * @param string $modname
     * @return void
     */
    private function read_tables(string $modname): void {
        global $DB;
        $instances = "SELECT id FROM {{$modname}} WHERE course = :course";
        foreach (touched::TABLES[$modname] ?? [] as $table => $column) {
            if ($DB->get_manager()->table_exists($table)) {
                $sql = "SELECT DISTINCT $column FROM {{$table}} WHERE $column IN ($instances)";
                $this->take($modname, $DB->get_fieldset_sql($sql, ['course' => $this->courseid]));
            }
        }
        $sql = "SELECT DISTINCT instance FROM {event}
                 WHERE modulename = :modname AND priority IS NOT NULL AND instance IN ($instances)";
        $this->take($modname, $DB->get_fieldset_sql($sql, ['modname' => $modname, 'course' => $this->courseid]));
    }

    /**
     * What the site keeps by course module.
     *
     * @return void
     */
    private function read_modules(): void {
        global $DB;
        foreach (touched::OF_MODULE as $table => $column) {
            $sql = "SELECT DISTINCT $column FROM {{$table}} WHERE $column IN (SELECT id FROM {course_modules} WHERE course = ?)";
            foreach ($DB->get_fieldset_sql($sql, [$this->courseid]) as $cmid) {
                $this->found[(int)$cmid] = true;
            }
        }
    }

    /**
     * The gradebook.
     *
     * @return void
     */
    private function read_gradebook(): void {
        global $DB;
        $key = $DB->sql_concat('i.itemmodule', "'|'", 'i.iteminstance');
        $sql = "SELECT DISTINCT $key
                  FROM {grade_grades} g
                  JOIN {grade_items} i ON i.id = g.itemid
                 WHERE i.courseid = ? AND i.itemtype = 'mod' AND (" . touched::GRADED . ')';
        foreach ($DB->get_fieldset_sql($sql, [$this->courseid]) as $one) {
            [$modname, $instance] = explode('|', $one);
            $this->take($modname, [$instance]);
        }
    }

    /**
     * What the site keeps by context.
     *
     * @return void
     */
    private function read_contexts(): void {
        global $DB;
        foreach (touched::OF_CONTEXT as $table) {
            $sql = "SELECT DISTINCT x.instanceid
                      FROM {{$table}} t
                      JOIN {context} x ON x.id = t.contextid
                      JOIN {course_modules} c ON c.id = x.instanceid
                     WHERE x.contextlevel = ? AND c.course = ?";
            foreach ($DB->get_fieldset_sql($sql, [CONTEXT_MODULE, $this->courseid]) as $cmid) {
                $this->found[(int)$cmid] = true;
            }
        }
    }

    /**
     * Keeps what was found.
     *
     * @param string $modname
     * @param string[] $instances
     * @return void
     */
    private function take(string $modname, array $instances): void {
        foreach ($instances as $instance) {
            $cmid = $this->cmids[$modname . '|' . $instance] ?? 0;
            if ($cmid) {
                $this->found[$cmid] = true;
            }
        }
    }
}
