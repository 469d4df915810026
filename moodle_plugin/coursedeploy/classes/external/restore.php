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
            'target' => new external_value(PARAM_ALPHA, 'precheck, new or reconcile'),
            'categoryid' => new external_value(PARAM_INT, 'Category of the course; 0 for that of the live course'),
            'sha1' => new external_value(PARAM_ALPHANUM, 'sha1 of the whole package'),
            'options' => new external_single_structure(self::options() + self::options_for_live(), 'Options', VALUE_DEFAULT, []),
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
        $params = self::validate_parameters(self::execute_parameters(), [
            'draftitemid' => $draftitemid,
            'requestid' => $requestid,
            'target' => $target,
            'categoryid' => $categoryid,
            'sha1' => $sha1,
            'options' => $options,
        ]);
        if (!in_array($params['target'], [request::TARGET_PRECHECK, request::TARGET_NEW, request::TARGET_RECONCILE], true)) {
            throw new refusal('unknowntarget', s($params['target']));
        }
        $options = $params['options'] + ['run' => 'inline'] + request::DEFAULTS;
        if ($params['target'] === request::TARGET_RECONCILE) {
            $course = access::live_course((int)$options['courseid']);
            $params['categoryid'] = (int)$course->category;
            self::validate_context(\context_course::instance($course->id));
        } else {
            $options['courseid'] = 0;
            $category = access::category($params['categoryid'], '');
            self::validate_context(\context_coursecat::instance($category->id));
        }
        return self::start(request::from_params($params + $options), $params['requestid'], $options['run'],
            $params['draftitemid']);
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
     * Takes a request in and does it, or leaves it to cron.
     *
     * @param request $request in a context that was validated
     * @param string $requestid
     * @param string $run inline or task
     * @param int $draftitemid 0 for no package
     * @return array the job
     */
    public static function start(request $request, string $requestid, string $run, int $draftitemid = 0): array {
        global $USER;
        if (!in_array($run, ['inline', 'task'], true)) {
            throw new refusal('unknownrun', s($run));
        }
        access::demand($request, (int)$USER->id);
        [$job, $isnew] = intake::take((int)$USER->id, $requestid, $request, $draftitemid);
        if (!$isnew) {
            runner::settle($job);
        } else if ($run === 'task') {
            runner::queue($job);
        } else {
            self::work($job);
        }
        return answer::of($job);
    }

    /**
     * Does a new job now.
     *
     * @param job $job
     * @return void
     */
    private static function work(job $job): void {
        // A client or a proxy that hangs up must not leave half a course.
        ignore_user_abort(true);
        if (!runner::run($job)) {
            package::forget($job);
            $job->delete();
            throw new refusal('busy');
        }
        if ($job->asked()->is_live()) {
            self::pass_on_refusal($job);
        }
    }

    /**
     * A live job that was refused before anything was written is no job: the caller gets the refusal and may ask again.
     *
     * @param job $job
     * @return void
     */
    private static function pass_on_refusal(job $job): void {
        foreach ($job->outcome()['errors'] ?? [] as $error) {
            if (in_array($error['code'], ['statemoved', 'nosnapshot', 'tracksatrisk', 'noscorm', 'notascorm'], true)) {
                $job->delete();
                throw new refusal($error['code'], $error['a'] ?? null);
            }
        }
    }

    /**
     * The options of every target.
     *
     * @return external_value[]
     */
    private static function options(): array {
        return [
            'run' => new external_value(PARAM_ALPHA, 'inline, or task for cron', VALUE_DEFAULT, 'inline'),
            'fullname' => new external_value(PARAM_TEXT, 'Full name; empty for the package\'s', VALUE_DEFAULT, ''),
            'shortname' => new external_value(PARAM_TEXT, 'Short name; empty for the package\'s', VALUE_DEFAULT, ''),
            'idnumber' => new external_value(PARAM_RAW_TRIMMED, 'Identification number of the course', VALUE_DEFAULT, ''),
            'visible' => new external_value(PARAM_BOOL, 'Whether learners see it at once', VALUE_DEFAULT, false),
            'allowwarnings' => new external_value(PARAM_BOOL, 'Go on over Moodle\'s remarks', VALUE_DEFAULT, true),
            'sources' => new external_value(PARAM_RAW, 'JSON: digests of what everything is made from', VALUE_DEFAULT, ''),
            'label' => new external_value(PARAM_TEXT, 'Name of the version', VALUE_DEFAULT, ''),
        ];
    }

    /**
     * The options for a live course.
     *
     * @return external_value[]
     */
    private static function options_for_live(): array {
        return [
            'courseid' => new external_value(PARAM_INT, 'The live course', VALUE_DEFAULT, 0),
            'expectstate' => new external_value(PARAM_ALPHANUM, 'Refuse if the course is in another state', VALUE_DEFAULT, ''),
            'only' => new external_value(PARAM_RAW, 'JSON list of keys; empty for everything', VALUE_DEFAULT, ''),
            'overwrite' => new external_value(PARAM_RAW, 'JSON list of keys edited on the site', VALUE_DEFAULT, ''),
            'missing' => new external_value(PARAM_ALPHA, 'hide, keep or delete what the package lacks', VALUE_DEFAULT, 'hide'),
            'snapshot' => new external_value(PARAM_BOOL, 'Keep the course as it is first', VALUE_DEFAULT, true),
            'regrade' => new external_value(PARAM_RAW, 'JSON list of quizzes', VALUE_DEFAULT, ''),
            'allowtrackloss' => new external_value(PARAM_RAW, 'JSON list of SCORM activities', VALUE_DEFAULT, ''),
            'dryrun' => new external_value(PARAM_BOOL, 'Only say what would be done', VALUE_DEFAULT, false),
        ];
    }
}
