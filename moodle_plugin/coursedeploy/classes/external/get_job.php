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
use local_coursedeploy\local\answer;
use local_coursedeploy\local\job;
use local_coursedeploy\local\refusal;
use local_coursedeploy\local\runner;

/**
 * State and result of one of the caller's own jobs.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class get_job extends external_api {

    /**
     * The parameters.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([
            'requestid' => new external_value(PARAM_ALPHANUMEXT, 'The key given to restore'),
        ]);
    }

    /**
     * Answers the job.
     *
     * @param string $requestid
     * @return array
     */
    public static function execute($requestid): array {
        global $USER;
        $params = self::validate_parameters(self::execute_parameters(), ['requestid' => $requestid]);
        $job = job::find((int)$USER->id, $params['requestid']);
        if (!$job) {
            throw new refusal('nojob', s($params['requestid']));
        }
        // The category and not the user or the site: a token bound to the category must be able to ask.
        $context = \context_coursecat::instance($job->get('categoryid'), IGNORE_MISSING);
        self::validate_context($context ?: \context_system::instance());
        require_capability('local/coursedeploy:publish', $context ?: \context_system::instance());
        runner::settle($job);
        return answer::of($job);
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
