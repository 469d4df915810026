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
use local_coursedeploy\local\intake;
use local_coursedeploy\local\job;
use local_coursedeploy\local\package;
use local_coursedeploy\local\refusal;
use local_coursedeploy\local\request;
use local_coursedeploy\local\runner;

/**
 * Checks an uploaded package, or makes a new course of it.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class restore extends external_api {

    /**
     * The parameters.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([
            'draftitemid' => new external_value(PARAM_INT, 'Draft area that holds NAME.mbz, or NAME.mbz.part000, part001 ...'),
            'requestid' => new external_value(PARAM_ALPHANUMEXT, 'The caller\'s key: the same key gives the first job again'),
            'target' => new external_value(PARAM_ALPHA, 'precheck or new'),
            'categoryid' => new external_value(PARAM_INT, 'Category of the course'),
            'sha1' => new external_value(PARAM_ALPHANUM, 'sha1 of the whole package'),
            'options' => new external_single_structure([
                'run' => new external_value(PARAM_ALPHA, 'inline, or task for cron', VALUE_DEFAULT, 'inline'),
                'fullname' => new external_value(PARAM_TEXT, 'Full name; empty for the package\'s', VALUE_DEFAULT, ''),
                'shortname' => new external_value(PARAM_TEXT, 'Short name; empty for the package\'s', VALUE_DEFAULT, ''),
                'idnumber' => new external_value(PARAM_RAW_TRIMMED, 'Identification number of the course', VALUE_DEFAULT, ''),
                'visible' => new external_value(PARAM_BOOL, 'Whether learners see it at once', VALUE_DEFAULT, false),
                'allowwarnings' => new external_value(PARAM_BOOL, 'Go on over Moodle\'s remarks', VALUE_DEFAULT, true),
            ], 'Options', VALUE_DEFAULT, []),
        ]);
    }

    /**
     * Takes the request in and does it, or leaves it to cron.
     *
     * @param int $draftitemid
     * @param string $requestid
     * @param string $target
     * @param int $categoryid
     * @param string $sha1
     * @param array $options
     * @return array the job
     */
    public static function execute($draftitemid, $requestid, $target, $categoryid, $sha1, $options = []): array {
        global $USER;
        $params = self::validate_parameters(self::execute_parameters(), [
            'draftitemid' => $draftitemid,
            'requestid' => $requestid,
            'target' => $target,
            'categoryid' => $categoryid,
            'sha1' => $sha1,
            'options' => $options,
        ]);
        $category = access::category($params['categoryid'], '');
        self::validate_context(\context_coursecat::instance($category->id));
        $options = $params['options'] + self::default_options();
        if (!in_array($options['run'], ['inline', 'task'], true)) {
            throw new refusal('unknownrun', s($options['run']));
        }
        $request = request::from_params($params + $options);
        access::demand($request, (int)$USER->id);
        [$job, $isnew] = intake::take((int)$USER->id, $params['requestid'], $request, $params['draftitemid']);
        if ($isnew) {
            self::start($job, $options['run']);
        } else {
            runner::settle($job);
        }
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

    /**
     * Starts a new job.
     *
     * @param job $job
     * @param string $run inline or task
     * @return void
     */
    private static function start(job $job, string $run): void {
        if ($run === 'task') {
            runner::queue($job);
            return;
        }
        // A client or a proxy that hangs up must not leave half a course.
        ignore_user_abort(true);
        if (!runner::run($job)) {
            package::forget($job);
            $job->delete();
            throw new refusal('busy');
        }
    }

    /**
     * The options when the caller gives none: an absent structure is not filled by the validation.
     *
     * @return array
     */
    private static function default_options(): array {
        return [
            'run' => 'inline',
            'fullname' => '',
            'shortname' => '',
            'idnumber' => '',
            'visible' => false,
            'allowwarnings' => true,
        ];
    }
}
