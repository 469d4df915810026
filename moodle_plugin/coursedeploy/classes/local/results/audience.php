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
 * Whose results of which activities a caller may see, as conditions for queries: people enrolled in the course, of the caller's
 * groups where groups are separate, and activities that the caller sees and may report on.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class audience {

    /** @var \stdClass row of the course */
    private $course;

    /** @var \context_course */
    private $context;

    /**
     * Constructor.
     *
     * @param \stdClass $course
     */
    public function __construct(\stdClass $course) {
        $this->course = $course;
        $this->context = \context_course::instance($course->id);
    }

    /**
     * The course.
     *
     * @return \stdClass
     */
    public function course(): \stdClass {
        return $this->course;
    }

    /**
     * Its context.
     *
     * @return \context_course
     */
    public function context(): \context_course {
        return $this->context;
    }

    /**
     * People whose results in the course may be seen.
     *
     * @param string $usercolumn
     * @return array condition and parameters
     */
    public function people(string $usercolumn): array {
        $groups = $this->groups_of_course();
        if ($groups === []) {
            return ['1 = 0', []];
        }
        return $this->enrolled($usercolumn, $groups ?? 0);
    }

    /**
     * People and activities of a kind whose results may be seen.
     *
     * @param \cm_info[] $cms
     * @param string $cmcolumn
     * @param string $usercolumn '' when it does not matter who
     * @return array condition and parameters
     */
    public function people_in(array $cms, string $cmcolumn, string $usercolumn): array {
        global $DB;
        $params = [];
        $alternatives = [];
        $open = [];
        foreach ($cms as $cm) {
            $groups = $this->groups_of_activity($cm);
            if ($groups === null || $usercolumn === '') {
                $open[] = (int)$cm->id;
            } else if ($groups) {
                [$only, $its] = $this->one_of_groups($cm, $groups, $cmcolumn, $usercolumn);
                $alternatives[] = $only;
                $params += $its;
            }
        }
        if ($open) {
            [$in, $its] = $DB->get_in_or_equal($open, SQL_PARAMS_NAMED, 'cm');
            $alternatives[] = "$cmcolumn $in";
            $params += $its;
        }
        if (!$alternatives) {
            return ['1 = 0', []];
        }
        return ['(' . implode(' OR ', $alternatives) . ')', $params];
    }

    /**
     * People enrolled in the course.
     *
     * @param string $usercolumn
     * @param int|int[] $groups 0 for any
     * @return array condition and parameters
     */
    public function enrolled(string $usercolumn, $groups = 0): array {
        $onlyactive = !has_capability('moodle/course:viewsuspendedusers', $this->context);
        [$sql, $params] = get_enrolled_sql($this->context, '', $groups, $onlyactive);
        return ["$usercolumn IN ($sql)", $params];
    }

    /**
     * The activities that the caller may report on. Restrictions by date or marks are for learners and do not count.
     *
     * @param string $modname '' for any
     * @param string[] $rights core capabilities, asked in each activity
     * @return \cm_info[] by id
     */
    public function activities(string $modname, array $rights): array {
        $modinfo = get_fast_modinfo($this->course);
        $cms = $modname === '' ? $modinfo->get_cms() : $modinfo->get_instances_of($modname);
        $seen = [];
        foreach ($cms as $cm) {
            $shown = $cm->visible || has_capability('moodle/course:viewhiddenactivities', $cm->context);
            if ($shown && !$cm->deletioninprogress && has_all_capabilities($rights, $cm->context)) {
                $seen[(int)$cm->id] = $cm;
            }
        }
        return $seen;
    }

    /**
     * The groups to whose members the caller is held in one activity.
     *
     * @param \cm_info $cm
     * @return int[]|null null for everybody
     */
    public function groups_of_activity(\cm_info $cm): ?array {
        if ((int)groups_get_activity_groupmode($cm) !== SEPARATEGROUPS
                || has_capability('moodle/site:accessallgroups', $cm->context)) {
            return null;
        }
        return self::ids(groups_get_activity_allowed_groups($cm));
    }

    /**
     * The groups to whose members the caller is held in the course.
     *
     * @return int[]|null null for everybody
     */
    private function groups_of_course(): ?array {
        global $USER;
        if ((int)groups_get_course_groupmode($this->course) !== SEPARATEGROUPS
                || has_capability('moodle/site:accessallgroups', $this->context)) {
            return null;
        }
        return self::ids(groups_get_all_groups($this->course->id, $USER->id, $this->course->defaultgroupingid));
    }

    /**
     * The members of some groups in one activity.
     *
     * @param \cm_info $cm
     * @param int[] $groups
     * @param string $cmcolumn
     * @param string $usercolumn
     * @return array condition and parameters
     */
    private function one_of_groups(\cm_info $cm, array $groups, string $cmcolumn, string $usercolumn): array {
        global $DB;
        $name = 'onecm' . $cm->id;
        [$in, $params] = $DB->get_in_or_equal($groups, SQL_PARAMS_NAMED, 'grp');
        $members = "SELECT gm.userid FROM {groups_members} gm WHERE gm.groupid $in";
        return ["($cmcolumn = :$name AND $usercolumn IN ($members))", [$name => (int)$cm->id] + $params];
    }

    /**
     * The ids of groups.
     *
     * @param \stdClass[]|false $groups
     * @return int[]
     */
    private static function ids($groups): array {
        return array_map('intval', array_keys($groups ?: []));
    }
}
