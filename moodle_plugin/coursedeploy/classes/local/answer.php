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

defined('MOODLE_INTERNAL') || die();

require_once(__DIR__ . '/../../externalcompat.php');

use core_external\external_multiple_structure;
use core_external\external_single_structure;
use core_external\external_value;

/**
 * A job as a web service answers it.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class answer {

    /**
     * The answer for one job.
     *
     * @param job $job
     * @return array
     */
    public static function of(job $job): array {
        $outcome = $job->outcome();
        $islive = $job->asked()->is_live();
        $courseid = $islive || $job->get('status') === job::DONE ? (int)$job->get('courseid') : 0;
        $answer = [
            'jobid' => (int)$job->get('id'),
            'requestid' => $job->get('requestid'),
            'target' => $job->get('target'),
            'status' => $job->get('status'),
            'progress' => (int)$job->get('progress'),
            'courseid' => $courseid,
            'courseurl' => $courseid ? (new \moodle_url('/course/view.php', ['id' => $courseid]))->out(false) : '',
            'errors' => $outcome['errors'] ?? [],
            'warnings' => $outcome['warnings'] ?? [],
            'sections' => $outcome['sections'] ?? [],
            'activities' => $outcome['activities'] ?? [],
            'actions' => $outcome['actions'] ?? [],
            'writes' => $outcome['writes'] ?? 0,
            'snapshotid' => $outcome['snapshotid'] ?? 0,
            'state' => $outcome['state'] ?? '',
            'timecreated' => (int)$job->get('timecreated'),
            'timestarted' => (int)$job->get('timestarted'),
            'timefinished' => (int)$job->get('timefinished'),
        ];
        if (!empty($outcome['package'])) {
            $answer['package'] = $outcome['package'];
        }
        return $answer;
    }

    /**
     * The shape of the answer.
     *
     * @return external_single_structure
     */
    public static function structure(): external_single_structure {
        return new external_single_structure([
            'jobid' => new external_value(PARAM_INT, 'Job'),
            'requestid' => new external_value(PARAM_ALPHANUMEXT, 'The caller\'s key'),
            'target' => new external_value(PARAM_ALPHA, 'precheck, new, reconcile, rollback or scorm'),
            'status' => new external_value(PARAM_ALPHA, 'created, queued, running, done or failed'),
            'progress' => new external_value(PARAM_INT, 'Percent'),
            'courseid' => new external_value(PARAM_INT, 'The course made or worked on; 0 for none'),
            'courseurl' => new external_value(PARAM_RAW, 'Its address; empty for none'),
            'errors' => self::messages('Why it failed'),
            'warnings' => self::messages('Remarks'),
            'package' => self::package(),
            'sections' => self::sections(),
            'activities' => self::activities(),
            'actions' => self::actions(),
            'writes' => new external_value(PARAM_INT, 'How many things were written to a live course'),
            'snapshotid' => new external_value(PARAM_INT, 'The snapshot made first; 0 for none'),
            'state' => new external_value(PARAM_ALPHANUM, 'State of a live course afterwards; empty for none'),
            'timecreated' => new external_value(PARAM_INT, 'Unix time'),
            'timestarted' => new external_value(PARAM_INT, 'Unix time; 0 for not yet'),
            'timefinished' => new external_value(PARAM_INT, 'Unix time; 0 for not yet'),
        ]);
    }

    /**
     * A list of messages.
     *
     * @param string $description
     * @return external_multiple_structure
     */
    private static function messages(string $description): external_multiple_structure {
        return new external_multiple_structure(new external_single_structure([
            'code' => new external_value(PARAM_RAW, 'For programs'),
            'message' => new external_value(PARAM_RAW, 'For people, plain text'),
        ]), $description);
    }

    /**
     * What the package says of itself.
     *
     * @return external_single_structure
     */
    private static function package(): external_single_structure {
        return new external_single_structure([
            'fullname' => new external_value(PARAM_RAW, 'Full name of the course'),
            'shortname' => new external_value(PARAM_RAW, 'Short name of the course'),
            'moodlerelease' => new external_value(PARAM_RAW, 'Moodle release it was made for'),
            'moodleversion' => new external_value(PARAM_RAW, 'Moodle version it was made for'),
            'backupversion' => new external_value(PARAM_RAW, 'Version of the backup format'),
            'sections' => new external_value(PARAM_INT, 'Number of sections'),
            'activities' => new external_value(PARAM_INT, 'Number of activities'),
            'users' => new external_value(PARAM_BOOL, 'Whether it carries accounts (never restored)'),
            'bytes' => new external_value(PARAM_INT, 'Size'),
            'sha1' => new external_value(PARAM_ALPHANUM, 'Hash'),
        ], 'What the package says of itself', VALUE_OPTIONAL);
    }

    /**
     * What was done to a live course.
     *
     * @return external_multiple_structure
     */
    private static function actions(): external_multiple_structure {
        return new external_multiple_structure(new external_single_structure([
            'kind' => new external_value(PARAM_RAW, 'course, section, activity, question, gradebook ...'),
            'key' => new external_value(PARAM_RAW, 'Identification number, key or kind'),
            'modname' => new external_value(PARAM_RAW, 'Kind of activity; empty for other things'),
            'cmid' => new external_value(PARAM_INT, 'Course module; 0 for other things'),
            'action' => new external_value(PARAM_ALPHA, 'unchanged, added, updated, moved, renamed, hidden, shown, deleted, '
                . 'leftalone, conflict, kept, noted or failed'),
            'parts' => new external_multiple_structure(new external_value(PARAM_RAW, 'Word'), 'What of it'),
            'code' => new external_value(PARAM_RAW, 'What is to be explained, for programs; may be empty'),
            'detail' => new external_value(PARAM_RAW, 'Names or plain words'),
        ]), 'What was done to a live course');
    }

    /**
     * The sections of the course.
     *
     * @return external_multiple_structure
     */
    private static function sections(): external_multiple_structure {
        return new external_multiple_structure(new external_single_structure([
            'id' => new external_value(PARAM_INT, 'Section'),
            'number' => new external_value(PARAM_INT, 'Position'),
            'name' => new external_value(PARAM_RAW, 'Name as stored'),
            'visible' => new external_value(PARAM_BOOL, 'Whether learners see it'),
        ]), 'Sections of the course made');
    }

    /**
     * The activities of the course.
     *
     * @return external_multiple_structure
     */
    private static function activities(): external_multiple_structure {
        return new external_multiple_structure(new external_single_structure([
            'cmid' => new external_value(PARAM_INT, 'Course module'),
            'modname' => new external_value(PARAM_PLUGIN, 'Kind'),
            'idnumber' => new external_value(PARAM_RAW, 'Identification number'),
            'section' => new external_value(PARAM_INT, 'Position of its section'),
            'name' => new external_value(PARAM_RAW, 'Name as stored'),
            'visible' => new external_value(PARAM_BOOL, 'Whether learners see it'),
        ]), 'Activities of the course made');
    }
}
