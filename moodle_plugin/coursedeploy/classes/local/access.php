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
 * Who may publish where.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class access {

    /** Without one of these nothing is published. */
    const NEEDED = [
        'local/coursedeploy:publish',
        'moodle/course:create',
        'moodle/course:view',
        'moodle/course:viewhiddencourses',
        'moodle/course:update',
        'moodle/course:changefullname',
        'moodle/course:changeshortname',
        'moodle/course:changeidnumber',
        'moodle/course:manageactivities',
        'moodle/restore:restorecourse',
        'moodle/question:add',
        'moodle/question:managecategory',
    ];

    /** Of these, what only a new course needs: its names. */
    const FOR_NEW = [
        'moodle/course:create',
        'moodle/course:changefullname',
        'moodle/course:changeshortname',
        'moodle/course:changeidnumber',
    ];

    /** Needed in the category of a live course, for the staging course. */
    const FOR_STAGING = [
        'moodle/course:create',
        'moodle/restore:restorecourse',
        'moodle/question:add',
        'moodle/question:managecategory',
    ];

    /** Needed on top in a course that is brought up to date. */
    const LIVE = [
        'moodle/course:activityvisibility',
        'moodle/course:sectionvisibility',
        'moodle/course:movesections',
        'moodle/backup:backupcourse',
        'moodle/backup:backuptargetimport',
        'moodle/restore:restoretargetimport',
    ];

    /** Asked for in a course when something of that kind is to be changed there. */
    const BY_KIND = [
        'mod/quiz:manage',
        'moodle/question:editall',
        'moodle/question:moveall',
        'moodle/grade:manage',
        'moodle/grade:managegradingforms',
        'moodle/competency:coursecompetencymanage',
        'moodle/course:managegroups',
        'moodle/badges:createbadge',
        'moodle/badges:configuredetails',
        'moodle/badges:configurecriteria',
    ];

    /** Needed to bring people and dates into a course: the role coursedeploy-personnes.xml gives them. */
    const PEOPLE = [
        'moodle/course:enrolreview',
        'enrol/manual:enrol',
        'moodle/role:assign',
        'moodle/course:viewparticipants',
        'moodle/user:viewdetails',
        'moodle/site:viewuseridentity',
        'moodle/course:managegroups',
        'moodle/site:accessallgroups',
        'moodle/cohort:view',
        'moodle/cohort:manage',
        'moodle/cohort:assign',
        'moodle/calendar:manageentries',
    ];

    /** Without one of these a part of the work is not possible. */
    const USEFUL = [
        'moodle/course:visibility',
        'moodle/course:viewhiddenactivities',
        'moodle/course:viewhiddensections',
        'moodle/course:ignoreavailabilityrestrictions',
        'moodle/restore:configure',
    ];

    /**
     * The category that a caller names by id or by identification number.
     *
     * @param int $categoryid 0 when named by number
     * @param string $idnumber
     * @return \stdClass row of the category table
     */
    public static function category(int $categoryid, string $idnumber): \stdClass {
        global $DB;
        $by = $categoryid ? ['id' => $categoryid] : ['idnumber' => $idnumber];
        if (!$categoryid && $idnumber === '') {
            throw new refusal('nocategory', '');
        }
        $category = $DB->get_record('course_categories', $by, '*', IGNORE_MULTIPLE);
        if (!$category) {
            throw new refusal('nocategory', s($categoryid ?: $idnumber));
        }
        return $category;
    }

    /**
     * The live course that a caller names.
     *
     * @param int $courseid
     * @return \stdClass row of the course table
     */
    public static function live_course(int $courseid): \stdClass {
        global $DB;
        $course = $courseid && $courseid !== (int)SITEID ? $DB->get_record('course', ['id' => $courseid]) : false;
        if (!$course) {
            throw new refusal('nocourse', $courseid);
        }
        return $course;
    }

    /**
     * Refuses a request that the user may not make. Asked when it comes in and again when it is done.
     *
     * @param request $request
     * @param int $userid
     * @return void
     * @throws \required_capability_exception
     */
    public static function demand(request $request, int $userid): void {
        $context = $request->context();
        if ($request->is_live()) {
            self::demand_live($request, $context, $userid);
            return;
        }
        foreach (self::NEEDED as $capability) {
            require_capability($capability, $context, $userid);
        }
        if ($request->visible) {
            require_capability('moodle/course:visibility', $context, $userid);
        }
    }

    /**
     * Refuses work on a live course that the user may not do: there, and in its category, where the staging course is made.
     *
     * @param request $request
     * @param \context $course
     * @param int $userid
     * @return void
     */
    private static function demand_live(request $request, \context $course, int $userid): void {
        if ($request->target === request::TARGET_SCORM) {
            require_capability('local/coursedeploy:publish', $course, $userid);
            require_capability('moodle/course:manageactivities', $course, $userid);
            return;
        }
        foreach (array_merge(array_diff(self::NEEDED, self::FOR_NEW), self::LIVE) as $capability) {
            require_capability($capability, $course, $userid);
        }
        foreach (self::FOR_STAGING as $capability) {
            require_capability($capability, $course->get_parent_context(), $userid);
        }
    }

    /**
     * Which of the rights the caller has.
     *
     * @param \context $context
     * @return array[] name, needed, allowed
     */
    public static function survey(\context $context): array {
        $rights = [];
        $all = array_merge(self::NEEDED, self::LIVE, self::USEFUL, self::BY_KIND, self::PEOPLE);
        foreach (array_unique($all) as $capability) {
            if (!get_capability_info($capability)) {
                continue;
            }
            $rights[] = [
                'name' => $capability,
                'title' => get_capability_string($capability),
                'needed' => in_array($capability, self::NEEDED, true),
                'allowed' => has_capability($capability, $context),
            ];
        }
        return $rights;
    }
}
