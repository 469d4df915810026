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

namespace local_coursedeploy\external;

defined('MOODLE_INTERNAL') || die();

require_once(__DIR__ . '/../../externalcompat.php');

use core_external\external_api;
use core_external\external_function_parameters;
use core_external\external_multiple_structure;
use core_external\external_single_structure;
use core_external\external_value;
use local_coursedeploy\local\access;
use local_coursedeploy\local\limits;
use local_coursedeploy\local\names;
use local_coursedeploy\local\request;

/**
 * What a client must know before it sends anything.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class get_info extends external_api {

    /** Raised when an answer or a parameter changes its meaning. */
    const API_VERSION = 2;

    /** What a client can do beside the targets of restore. */
    const FEATURES = ['inventory', 'snapshot', 'rollback', 'upsert_scorm', 'results', 'sources'];

    /**
     * The parameters.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([
            'categoryid' => new external_value(PARAM_INT, 'The category', VALUE_DEFAULT, 0),
            'categoryidnumber' => new external_value(PARAM_RAW_TRIMMED, 'Or its identification number', VALUE_DEFAULT, ''),
            'idnumber' => new external_value(PARAM_RAW_TRIMMED, 'Is there a course of that number?', VALUE_DEFAULT, ''),
            'shortname' => new external_value(PARAM_TEXT, 'Is there a course of that short name?', VALUE_DEFAULT, ''),
        ]);
    }

    /**
     * Says what the site is, what it takes and what the caller may do. Needs no right but the access to the service, so that
     * a caller learns which rights are missing; what exists on the site is told only to those who may publish.
     *
     * @param int $categoryid
     * @param string $categoryidnumber
     * @param string $idnumber
     * @param string $shortname
     * @return array
     */
    public static function execute($categoryid = 0, $categoryidnumber = '', $idnumber = '', $shortname = ''): array {
        $params = self::validate_parameters(self::execute_parameters(), [
            'categoryid' => $categoryid,
            'categoryidnumber' => $categoryidnumber,
            'idnumber' => $idnumber,
            'shortname' => $shortname,
        ]);
        $category = access::category($params['categoryid'], $params['categoryidnumber']);
        $context = \context_coursecat::instance($category->id);
        self::validate_context($context);
        $maypublish = has_capability('local/coursedeploy:publish', $context);
        return [
            'apiversion' => self::API_VERSION,
            'pluginversion' => (int)get_config('local_coursedeploy', 'version'),
            'targets' => [request::TARGET_PRECHECK, request::TARGET_NEW, request::TARGET_RECONCILE, request::TARGET_ROLLBACK],
            'features' => self::FEATURES,
            'category' => [
                'id' => (int)$category->id,
                'idnumber' => (string)$category->idnumber,
                'name' => $category->name,
            ],
            'site' => self::site(),
            'limits' => self::limits(),
            'rights' => access::survey($context),
            'roles' => self::roles($context),
            'idnumbercourse' => $maypublish ? names::course_by_idnumber($params['idnumber']) : 0,
            'shortnamecourse' => $maypublish ? names::course_by_shortname($params['shortname']) : 0,
            'publishedcourses' => $maypublish ? self::published($params['idnumber']) : [],
        ];
    }

    /**
     * The shape of the answer.
     *
     * @return external_single_structure
     */
    public static function execute_returns(): external_single_structure {
        $word = new external_value(PARAM_RAW, 'Word');
        return new external_single_structure([
            'apiversion' => new external_value(PARAM_INT, 'Version of these functions'),
            'pluginversion' => new external_value(PARAM_INT, 'Version of the plugin'),
            'targets' => new external_multiple_structure($word, 'What jobs can do'),
            'features' => new external_multiple_structure($word, 'What else there is'),
            'category' => new external_single_structure([
                'id' => new external_value(PARAM_INT, 'Id'),
                'idnumber' => new external_value(PARAM_RAW, 'Identification number'),
                'name' => new external_value(PARAM_RAW, 'Name as stored'),
            ]),
            'site' => new external_single_structure([
                'release' => new external_value(PARAM_RAW, 'Moodle release'),
                'version' => new external_value(PARAM_RAW, 'Moodle version'),
                'branch' => new external_value(PARAM_RAW, 'Moodle branch, such as 405'),
                'time' => new external_value(PARAM_INT, 'Now, Unix time'),
                'timezone' => new external_value(PARAM_RAW, 'Time zone of the site'),
                'lastcron' => new external_value(PARAM_INT, 'Last start of cron, Unix time; 0 for never'),
                'modules' => new external_multiple_structure($word, 'Installed activities'),
                'questiontypes' => new external_multiple_structure($word, 'Installed question types'),
                'formats' => new external_multiple_structure($word, 'Installed course formats'),
                'languages' => new external_multiple_structure($word, 'Installed languages'),
            ]),
            'limits' => new external_single_structure([
                'uploadbytes' => new external_value(PARAM_INT, 'Most bytes in one upload'),
                'postbytes' => new external_value(PARAM_INT, 'Most bytes in one request; 0 for no limit'),
                'inputvars' => new external_value(PARAM_INT, 'Most variables in one request'),
            ]),
            'rights' => new external_multiple_structure(new external_single_structure([
                'name' => new external_value(PARAM_CAPABILITY, 'Capability'),
                'title' => new external_value(PARAM_RAW, 'Its name for people'),
                'needed' => new external_value(PARAM_BOOL, 'Whether nothing is published without it'),
                'allowed' => new external_value(PARAM_BOOL, 'Whether the caller has it in the category'),
            ])),
            'roles' => new external_multiple_structure(new external_single_structure([
                'id' => new external_value(PARAM_INT, 'Id'),
                'shortname' => new external_value(PARAM_RAW, 'Short name'),
            ]), 'Roles that the caller may give in the category'),
            'idnumbercourse' => new external_value(PARAM_INT, 'The course of that number; 0 for none'),
            'shortnamecourse' => new external_value(PARAM_INT, 'The course of that short name; 0 for none'),
            'publishedcourses' => new external_multiple_structure(new external_single_structure([
                'id' => new external_value(PARAM_INT, 'Course'),
                'fullname' => new external_value(PARAM_RAW, 'Full name as stored; empty where the caller may not publish'),
                'shortname' => new external_value(PARAM_RAW, 'Short name as stored; empty likewise'),
            ]), 'The courses that were published with that number and do not have it any more'),
        ]);
    }

    /**
     * The courses that were published with a number and do not have it any more.
     *
     * @param string $idnumber
     * @return array
     */
    private static function published(string $idnumber): array {
        $told = [];
        foreach (names::courses_published_as($idnumber) as $course) {
            $istold = has_capability('local/coursedeploy:publish', \context_course::instance($course->id));
            $told[] = [
                'id' => (int)$course->id,
                'fullname' => $istold ? $course->fullname : '',
                'shortname' => $istold ? $course->shortname : '',
            ];
        }
        return $told;
    }

    /**
     * What the site is.
     *
     * @return array
     */
    private static function site(): array {
        global $CFG;
        return [
            'release' => $CFG->release,
            'version' => (string)$CFG->version,
            'branch' => (string)$CFG->branch,
            'time' => time(),
            'timezone' => \core_date::get_server_timezone(),
            'lastcron' => (int)get_config('tool_task', 'lastcronstart'),
            'modules' => array_keys(\core_component::get_plugin_list('mod')),
            'questiontypes' => array_keys(\core_component::get_plugin_list('qtype')),
            'formats' => array_keys(\core_component::get_plugin_list('format')),
            'languages' => array_keys(get_string_manager()->get_list_of_translations()),
        ];
    }

    /**
     * What the site takes.
     *
     * @return array
     */
    private static function limits(): array {
        return [
            'uploadbytes' => limits::upload_bytes(),
            'postbytes' => limits::post_bytes(),
            'inputvars' => limits::input_vars(),
        ];
    }

    /**
     * The roles that the caller may give to people in a category's courses.
     *
     * @param \context $context
     * @return array
     */
    private static function roles(\context $context): array {
        $roles = [];
        foreach (get_assignable_roles($context, ROLENAME_SHORT) as $id => $shortname) {
            $roles[] = ['id' => (int)$id, 'shortname' => $shortname];
        }
        return $roles;
    }
}
