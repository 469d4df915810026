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
use core_external\external_single_structure;
use core_external\external_value;
use local_coursedeploy\local\access;
use local_coursedeploy\local\answer;
use local_coursedeploy\local\request;

/**
 * Puts another package into one SCORM activity of a live course. Learners' tracks stay.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class upsert_scorm extends external_api {

    /**
     * The parameters.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([
            'courseid' => new external_value(PARAM_INT, 'The live course'),
            'idnumber' => new external_value(PARAM_RAW_TRIMMED, 'Identification number of the activity'),
            'draftitemid' => new external_value(PARAM_INT, 'Draft area that holds the package, or its parts'),
            'requestid' => new external_value(PARAM_ALPHANUMEXT, 'The caller\'s key: the same key gives the first job again'),
            'sha1' => new external_value(PARAM_ALPHANUM, 'sha1 of the package'),
            'options' => new external_single_structure(self::options(), 'Options', VALUE_DEFAULT, []),
        ]);
    }

    /**
     * Takes the request in and does it, or leaves it to cron.
     *
     * @param int $courseid
     * @param string $idnumber
     * @param int $draftitemid
     * @param string $requestid
     * @param string $sha1
     * @param array $options
     * @return array the job
     */
    public static function execute($courseid, $idnumber, $draftitemid, $requestid, $sha1, $options = []): array {
        $params = self::validate_parameters(self::execute_parameters(), [
            'courseid' => $courseid,
            'idnumber' => $idnumber,
            'draftitemid' => $draftitemid,
            'requestid' => $requestid,
            'sha1' => $sha1,
            'options' => $options,
        ]);
        $course = access::live_course($params['courseid']);
        self::validate_context(\context_course::instance($course->id));
        $options = $params['options'] + ['run' => 'inline', 'name' => '', 'allowtrackloss' => false, 'overwrite' => false,
            'source' => '', 'expectstate' => ''];
        $key = $params['idnumber'];
        $request = request::from_params([
            'target' => request::TARGET_SCORM,
            'categoryid' => (int)$course->category,
            'courseid' => (int)$course->id,
            'key' => $key,
            'name' => $options['name'],
            'sha1' => $params['sha1'],
            'sources' => self::sources($key, $options['source']),
            'allowtrackloss' => $options['allowtrackloss'] ? [$key] : [],
            'overwrite' => $options['overwrite'] ? [$key] : [],
            'expectstate' => $options['expectstate'],
            'snapshot' => false,
        ]);
        return restore::start($request, $params['requestid'], $options['run'], $params['draftitemid']);
    }

    /**
     * The shape of the answer.
     *
     * @return external_single_structure
     */
    public static function execute_returns(): external_single_structure {
        return answer::structure();
    }

    /**
     * The options.
     *
     * @return external_value[]
     */
    private static function options(): array {
        return [
            'run' => new external_value(PARAM_ALPHA, 'inline, or task for cron', VALUE_DEFAULT, 'inline'),
            'name' => new external_value(PARAM_TEXT, 'New name; empty for the one it has', VALUE_DEFAULT, ''),
            'allowtrackloss' => new external_value(PARAM_BOOL, 'Even if learners lose tracks', VALUE_DEFAULT, false),
            'overwrite' => new external_value(PARAM_BOOL, 'Even if somebody put in another package', VALUE_DEFAULT, false),
            'source' => new external_value(PARAM_RAW, 'JSON: digest and parts of what it is made from', VALUE_DEFAULT, ''),
            'expectstate' => new external_value(PARAM_ALPHANUM, 'Refuse if the course is in another state', VALUE_DEFAULT, ''),
        ];
    }

    /**
     * The digests of one activity in the form of those of a whole package.
     *
     * @param string $key
     * @param string $source JSON; '' for none
     * @return string JSON; '' for none
     */
    private static function sources(string $key, string $source): string {
        // What is no JSON is passed on as null, which is refused as any other bad digests are.
        return $source === '' ? '' : json_encode(['activities' => json_decode($source) ? [$key => json_decode($source)] : null]);
    }
}
