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
use local_coursedeploy\local\census;
use local_coursedeploy\local\inventory_answer;
use local_coursedeploy\local\names;
use local_coursedeploy\local\refusal;

/**
 * What a live course holds, what of it was published and has been edited since, and what learners use.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class get_inventory extends external_api {

    /**
     * The parameters.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([
            'courseid' => new external_value(PARAM_INT, 'The course', VALUE_DEFAULT, 0),
            'idnumber' => new external_value(PARAM_RAW_TRIMMED, 'Or its identification number', VALUE_DEFAULT, ''),
            'categoryid' => new external_value(PARAM_INT, 'Category in which the caller publishes', VALUE_DEFAULT, 0),
            'categoryidnumber' => new external_value(PARAM_RAW_TRIMMED, 'Or its identification number', VALUE_DEFAULT, ''),
        ]);
    }

    /**
     * Takes stock of a course.
     *
     * @param int $courseid
     * @param string $idnumber
     * @param int $categoryid
     * @param string $categoryidnumber
     * @return array
     */
    public static function execute($courseid = 0, $idnumber = '', $categoryid = 0, $categoryidnumber = ''): array {
        $params = self::validate_parameters(self::execute_parameters(), [
            'courseid' => $courseid,
            'idnumber' => $idnumber,
            'categoryid' => $categoryid,
            'categoryidnumber' => $categoryidnumber,
        ]);
        if ($params['categoryid'] || $params['categoryidnumber'] !== '') {
            $category = access::category($params['categoryid'], $params['categoryidnumber']);
            self::validate_context(\context_coursecat::instance($category->id));
        }
        $found = $params['courseid'] ?: names::course_by_idnumber($params['idnumber']);
        $context = $found && $found != SITEID ? \context_course::instance($found, IGNORE_MISSING) : false;
        if (!$context) {
            throw new refusal('nocourse', s($params['idnumber'] !== '' ? $params['idnumber'] : $params['courseid']));
        }
        self::validate_context($context);
        require_capability('local/coursedeploy:publish', $context);
        return (new inventory_answer(new census((int)$found)))->to_array();
    }

    /**
     * The shape of the answer.
     *
     * @return external_single_structure
     */
    public static function execute_returns(): external_single_structure {
        return new external_single_structure([
            'courseid' => new external_value(PARAM_INT, 'The course'),
            'idnumber' => new external_value(PARAM_RAW, 'Identification number'),
            'shortname' => new external_value(PARAM_RAW, 'Short name as stored'),
            'fullname' => new external_value(PARAM_RAW, 'Full name as stored'),
            'url' => new external_value(PARAM_RAW, 'Address'),
            'visible' => new external_value(PARAM_BOOL, 'Whether learners see it'),
            'categoryid' => new external_value(PARAM_INT, 'Its category'),
            'state' => new external_value(PARAM_ALPHANUM, 'Moves when anything moves that a plan depends on'),
            'published' => new external_single_structure([
                'requestid' => new external_value(PARAM_RAW, 'Key of the last publication; empty for none'),
                'sha1' => new external_value(PARAM_ALPHANUM, 'Of its package'),
                'time' => new external_value(PARAM_INT, 'Unix time'),
                'label' => new external_value(PARAM_RAW, 'Name of the version'),
            ]),
            'sections' => self::rows(self::section()),
            'activities' => self::rows(self::activity()),
            'deleted' => self::rows([
                'idnumber' => new external_value(PARAM_RAW, 'Published activity that is gone'),
                'source' => new external_value(PARAM_RAW, 'Digest of what it was made from'),
            ]),
            'questions' => self::rows(self::question()),
            'others' => self::rows(['kind' => new external_value(PARAM_RAW, 'Aspect of the course')] + self::prints()),
            'snapshots' => self::rows([
                'id' => new external_value(PARAM_INT, 'Snapshot'),
                'time' => new external_value(PARAM_INT, 'Unix time'),
                'bytes' => new external_value(PARAM_INT, 'Size'),
                'requestid' => new external_value(PARAM_RAW, 'The publication that it was made for'),
            ]),
        ]);
    }

    /**
     * A list of records.
     *
     * @param external_value[] $columns
     * @return external_multiple_structure
     */
    private static function rows(array $columns): external_multiple_structure {
        return new external_multiple_structure(new external_single_structure($columns));
    }

    /**
     * What tells edits from publications.
     *
     * @return external_value[]
     */
    private static function prints(): array {
        return [
            'fingerprint' => new external_value(PARAM_RAW, 'Digest of what is there'),
            'base' => new external_value(PARAM_RAW, 'The same right after the last publication; empty for never published'),
            'source' => new external_value(PARAM_RAW, 'Digest of what it was made from'),
        ];
    }

    /**
     * A section.
     *
     * @return external_value[]
     */
    private static function section(): array {
        return [
            'id' => new external_value(PARAM_INT, 'Section'),
            'key' => new external_value(PARAM_RAW, 'Key given at publication; empty for one that is not ours'),
            'number' => new external_value(PARAM_INT, 'Position'),
            'name' => new external_value(PARAM_RAW, 'Name as stored'),
            'visible' => new external_value(PARAM_BOOL, 'Whether learners see it'),
            'delegated' => new external_value(PARAM_BOOL, 'Whether it is that of a subsection'),
            'place' => new external_value(PARAM_INT, 'Its place among ours at the last publication; -1 for not known'),
        ] + self::prints();
    }

    /**
     * An activity.
     *
     * @return external_value[]
     */
    private static function activity(): array {
        return [
            'cmid' => new external_value(PARAM_INT, 'Course module'),
            'instance' => new external_value(PARAM_INT, 'Id in the module\'s table'),
            'modname' => new external_value(PARAM_PLUGIN, 'Kind'),
            'idnumber' => new external_value(PARAM_RAW, 'Identification number'),
            'name' => new external_value(PARAM_RAW, 'Name as stored'),
            'sectionid' => new external_value(PARAM_INT, 'Its section'),
            'section' => new external_value(PARAM_INT, 'Position of its section'),
            'position' => new external_value(PARAM_INT, 'Position in its section, from 0'),
            'visible' => new external_value(PARAM_BOOL, 'Whether learners see it'),
            'owned' => new external_value(PARAM_BOOL, 'Whether it came with a publication'),
            'onlyvisibility' => new external_value(PARAM_BOOL, 'Whether it is as published but for being hidden or shown'),
            'parts' => new external_value(PARAM_RAW, 'JSON: digests of the parts of what is there'),
            'baseparts' => new external_value(PARAM_RAW, 'JSON: the same right after the last publication'),
            'sourceparts' => new external_value(PARAM_RAW, 'JSON: what the publisher said of the parts'),
            'pending' => new external_value(PARAM_RAW, 'Digest of what it was being made from when a publication broke off'),
            'userdata' => new external_value(PARAM_INT, 'Records that learners made'),
            'completions' => new external_value(PARAM_INT, 'Learners with a state'),
            'grades' => new external_value(PARAM_INT, 'Learners with a mark'),
            'touched' => new external_value(PARAM_BOOL, 'Whether anything about anybody hangs on it: it is never removed'),
            'weight' => new external_value(PARAM_FLOAT, 'Weight; null for no mark', VALUE_REQUIRED, null, NULL_ALLOWED),
            'gradepass' => new external_value(PARAM_FLOAT, 'Mark to pass; null for no mark', VALUE_REQUIRED, null, NULL_ALLOWED),
            'grademax' => new external_value(PARAM_FLOAT, 'Best mark; null for no mark', VALUE_REQUIRED, null, NULL_ALLOWED),
        ] + self::prints();
    }

    /**
     * A question.
     *
     * @return external_value[]
     */
    private static function question(): array {
        return [
            'idnumber' => new external_value(PARAM_RAW, 'Identification number of the bank entry'),
            'quiz' => new external_value(PARAM_RAW, 'Identification number of its activity; may be empty'),
            'version' => new external_value(PARAM_INT, 'Newest version'),
            'hash' => new external_value(PARAM_RAW, 'Digest of what is there'),
            'base' => new external_value(PARAM_RAW, 'The same right after the last publication'),
            'source' => new external_value(PARAM_RAW, 'Digest of what it was made from'),
            'attempts' => new external_value(PARAM_INT, 'Answers of learners'),
        ];
    }
}
