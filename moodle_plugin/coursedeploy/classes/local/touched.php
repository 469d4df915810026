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

use local_coursedeploy\local\reconcile\registry;

/**
 * Whether anything about people hangs on an activity: what is to be removed for good must not take any of it along.
 *
 * Stricter than usage, and read from the database at the moment of asking: drafts, states of completion of any kind, remarks
 * without a mark, locked marks, exceptions for one person or group, comments and ratings count too. What a person only sets for
 * herself (subscriptions, what she has read) does not.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class touched {

    /** What modules keep about people beyond what their handlers count: module => table => column of the instance. */
    const TABLES = [
        'assign' => ['assign_overrides' => 'assignid', 'assign_user_mapping' => 'assignment'],
        'forum' => ['forum_grades' => 'forum'],
        'lesson' => ['lesson_overrides' => 'lessonid'],
        'quiz' => ['quiz_overrides' => 'quiz', 'quiz_grades' => 'quiz'],
        'scorm' => ['scorm_aicc_session' => 'scormid'],
        'workshop' => ['workshop_aggregations' => 'workshopid'],
    ];

    /** What the site keeps about people and a course module: table => column of the course module. */
    const OF_MODULE = ['course_modules_completion' => 'coursemoduleid', 'post' => 'coursemoduleid'];

    /** What the site keeps about people in a context. */
    const OF_CONTEXT = ['comments', 'rating', 'role_assignments', 'competency_evidence', 'blog_association'];

    /** When a row of the gradebook says anything about a person: a mark, a remark, or a decision of a teacher. */
    const GRADED = 'g.rawgrade IS NOT NULL OR g.finalgrade IS NOT NULL OR g.feedback IS NOT NULL OR g.overridden <> 0
        OR g.locked <> 0 OR g.excluded <> 0';

    /**
     * Whether removing an activity would take anything about people along. Of a subsection: or anything in it.
     *
     * @param int $cmid course module
     * @return bool false too when there is no such activity
     */
    public static function by_anybody(int $cmid): bool {
        $cm = get_coursemodule_from_id('', $cmid);
        if (!$cm) {
            return false;
        }
        if ($cm->modname === 'subsection' && self::any_inside((int)$cm->instance)) {
            return true;
        }
        return self::are_rows_about($cm);
    }

    /**
     * Whether the database holds anything about people and an activity, whether that is there or was removed a moment ago.
     *
     * @param \stdClass $cm row of course_modules with modname
     * @return bool
     */
    public static function are_rows_about(\stdClass $cm): bool {
        return registry::handler($cm->modname)->userdata((int)$cm->instance) > 0
            || self::in_tables($cm) || self::in_gradebook($cm) || self::in_context($cm);
    }

    /**
     * What lies in a subsection.
     *
     * @param int $instance id in the table of subsections
     * @return int[] course modules, hidden ones too, without those that are being deleted
     */
    public static function inside(int $instance): array {
        global $DB;
        return array_map('intval', $DB->get_fieldset_sql(
            "SELECT c.id
               FROM {course_sections} s
               JOIN {course_modules} c ON c.section = s.id
              WHERE s.component = 'mod_subsection' AND s.itemid = :instance AND c.deletioninprogress = 0
           ORDER BY c.id",
            ['instance' => $instance]
        ));
    }

    /**
     * Whether anything in a subsection is touched.
     *
     * @param int $instance
     * @return bool
     */
    private static function any_inside(int $instance): bool {
        foreach (self::inside($instance) as $cmid) {
            if (self::by_anybody($cmid)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether tables with the activity's own id, or exceptions in the calendar, speak of people.
     *
     * @param \stdClass $cm
     * @return bool
     */
    private static function in_tables(\stdClass $cm): bool {
        global $DB;
        foreach (self::TABLES[$cm->modname] ?? [] as $table => $column) {
            if ($DB->get_manager()->table_exists($table) && $DB->record_exists($table, [$column => $cm->instance])) {
                return true;
            }
        }
        foreach (self::OF_MODULE as $table => $column) {
            if ($DB->record_exists($table, [$column => $cm->id])) {
                return true;
            }
        }
        return $DB->record_exists_select('event', 'modulename = :modname AND instance = :instance AND priority IS NOT NULL',
            ['modname' => $cm->modname, 'instance' => $cm->instance]);
    }

    /**
     * Whether the gradebook says anything about a person in an activity. Empty rows, which core makes for everybody, do not.
     *
     * @param \stdClass $cm
     * @return bool
     */
    private static function in_gradebook(\stdClass $cm): bool {
        global $DB;
        return $DB->record_exists_sql(
            'SELECT 1
               FROM {grade_grades} g
               JOIN {grade_items} i ON i.id = g.itemid
              WHERE i.itemtype = :mod AND i.itemmodule = :modname AND i.iteminstance = :instance AND i.courseid = :course
                AND (' . self::GRADED . ')',
            ['mod' => 'mod', 'modname' => $cm->modname, 'instance' => $cm->instance, 'course' => $cm->course]
        );
    }

    /**
     * Whether anything about people hangs on the context of an activity.
     *
     * @param \stdClass $cm
     * @return bool
     */
    private static function in_context(\stdClass $cm): bool {
        global $DB;
        $context = \context_module::instance($cm->id, IGNORE_MISSING);
        foreach ($context ? self::OF_CONTEXT : [] as $table) {
            if ($DB->record_exists($table, ['contextid' => $context->id])) {
                return true;
            }
        }
        return false;
    }
}
