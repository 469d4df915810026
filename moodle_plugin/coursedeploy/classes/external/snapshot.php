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
use local_coursedeploy\local\census;
use local_coursedeploy\local\refusal;
use local_coursedeploy\local\runner;
use local_coursedeploy\local\snapshots;

/**
 * Keeps the contents of a live course, without its people, to go back to.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class snapshot extends external_api {

    /**
     * The parameters.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([
            'courseid' => new external_value(PARAM_INT, 'The live course'),
            'requestid' => new external_value(PARAM_ALPHANUMEXT, 'The caller\'s key: the same key gives the same snapshot'),
        ]);
    }

    /**
     * Makes the snapshot.
     *
     * @param int $courseid
     * @param string $requestid
     * @return array
     */
    public static function execute($courseid, $requestid): array {
        global $USER;
        $params = self::validate_parameters(self::execute_parameters(), ['courseid' => $courseid, 'requestid' => $requestid]);
        $course = access::live_course($params['courseid']);
        $context = \context_course::instance($course->id);
        self::validate_context($context);
        require_capability('local/coursedeploy:publish', $context);
        require_capability('moodle/backup:backupcourse', $context);
        if ($params['requestid'] === '' || \core_text::strlen($params['requestid']) > 64) {
            throw new refusal('badrequestid');
        }
        $row = runner::alone_with((int)$course->id, function() use ($course, $params, $USER): \stdClass {
            $snapshots = new snapshots((int)$course->id);
            $row = $snapshots->of_request($params['requestid'])
                ?? $snapshots->make(new census((int)$course->id), (int)$USER->id, $params['requestid']);
            $snapshots->thin_out();
            return $row;
        });
        return ['id' => (int)$row->id, 'time' => (int)$row->timecreated, 'bytes' => (int)$row->bytes];
    }

    /**
     * The shape of the answer.
     *
     * @return external_single_structure
     */
    public static function execute_returns(): external_single_structure {
        return new external_single_structure([
            'id' => new external_value(PARAM_INT, 'Snapshot'),
            'time' => new external_value(PARAM_INT, 'Unix time'),
            'bytes' => new external_value(PARAM_INT, 'Size'),
        ]);
    }
}
