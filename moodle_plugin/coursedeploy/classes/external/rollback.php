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
 * Brings the contents of a live course back to a snapshot. What learners did stays.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class rollback extends external_api {

    /**
     * The parameters.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([
            'courseid' => new external_value(PARAM_INT, 'The live course'),
            'requestid' => new external_value(PARAM_ALPHANUMEXT, 'The caller\'s key: the same key gives the first job again'),
            'snapshotid' => new external_value(PARAM_INT, 'The snapshot; 0 for the newest', VALUE_DEFAULT, 0),
            'run' => new external_value(PARAM_ALPHA, 'inline, or task for cron', VALUE_DEFAULT, 'inline'),
            'expectstate' => new external_value(PARAM_ALPHANUM, 'Refuse if the course is in another state', VALUE_DEFAULT, ''),
            'overwrite' => new external_value(PARAM_RAW, 'JSON list: what is written although somebody edited it since',
                VALUE_DEFAULT, ''),
            'dryrun' => new external_value(PARAM_BOOL, 'Only say what would be done', VALUE_DEFAULT, false),
        ]);
    }

    /**
     * Takes the request in and does it, or leaves it to cron.
     *
     * @param int $courseid
     * @param string $requestid
     * @param int $snapshotid
     * @param string $run
     * @param string $expectstate
     * @param string $overwrite
     * @param bool $dryrun
     * @return array the job
     */
    public static function execute($courseid, $requestid, $snapshotid = 0, $run = 'inline', $expectstate = '',
            $overwrite = '', $dryrun = false): array {
        $params = self::validate_parameters(self::execute_parameters(), [
            'courseid' => $courseid,
            'requestid' => $requestid,
            'snapshotid' => $snapshotid,
            'run' => $run,
            'expectstate' => $expectstate,
            'overwrite' => $overwrite,
            'dryrun' => $dryrun,
        ]);
        $course = access::live_course($params['courseid']);
        self::validate_context(\context_course::instance($course->id));
        $params += ['target' => request::TARGET_ROLLBACK, 'categoryid' => (int)$course->category];
        return restore::start(request::from_params($params), $params['requestid'], $params['run']);
    }

    /**
     * The shape of the answer.
     *
     * @return external_single_structure
     */
    public static function execute_returns(): external_single_structure {
        return answer::structure();
    }
}
