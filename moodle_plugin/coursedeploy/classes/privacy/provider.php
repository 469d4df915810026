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

namespace local_coursedeploy\privacy;

use core_privacy\local\metadata\collection;
use core_privacy\local\request\approved_contextlist;
use core_privacy\local\request\approved_userlist;
use core_privacy\local\request\contextlist;
use core_privacy\local\request\transform;
use core_privacy\local\request\userlist;
use core_privacy\local\request\writer;
use local_coursedeploy\local\job;
use local_coursedeploy\local\package;

/**
 * What the plugin keeps of a person: the publishing jobs that the person asked for, and their packages while they wait.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class provider implements
        \core_privacy\local\metadata\provider,
        \core_privacy\local\request\plugin\provider,
        \core_privacy\local\request\core_userlist_provider {

    /**
     * What is kept.
     *
     * @param collection $collection
     * @return collection
     */
    public static function get_metadata(collection $collection): collection {
        $fields = [];
        foreach (['userid', 'requestid', 'target', 'categoryid', 'courseid', 'status', 'request', 'result',
                'timecreated', 'timestarted', 'timefinished', 'timemodified', 'usermodified'] as $field) {
            $fields[$field] = 'privacy:metadata:job:' . $field;
        }
        $collection->add_database_table(job::TABLE, $fields, 'privacy:metadata:job');
        $collection->add_subsystem_link('core_files', [], 'privacy:metadata:core_files');
        return $collection;
    }

    /**
     * Where a person's data is: in the person's own context.
     *
     * @param int $userid
     * @return contextlist
     */
    public static function get_contexts_for_userid(int $userid): contextlist {
        $contextlist = new contextlist();
        if (job::record_exists_select('userid = :userid', ['userid' => $userid])) {
            $contextlist->add_user_context($userid);
        }
        return $contextlist;
    }

    /**
     * Whose data a context holds.
     *
     * @param userlist $userlist
     * @return void
     */
    public static function get_users_in_context(userlist $userlist): void {
        $context = $userlist->get_context();
        if ($context instanceof \context_user
                && job::record_exists_select('userid = :userid', ['userid' => $context->instanceid])) {
            $userlist->add_user($context->instanceid);
        }
    }

    /**
     * Hands out a person's jobs.
     *
     * @param approved_contextlist $contextlist
     * @return void
     */
    public static function export_user_data(approved_contextlist $contextlist): void {
        $userid = (int)$contextlist->get_user()->id;
        foreach ($contextlist->get_contexts() as $context) {
            if (!self::is_own($context, $userid)) {
                continue;
            }
            $jobs = array_map([self::class, 'exported'], job::get_records(['userid' => $userid], 'id'));
            writer::with_context($context)->export_data(
                [get_string('pluginname', 'local_coursedeploy')],
                (object)['jobs' => array_values($jobs)]
            );
        }
    }

    /**
     * Deletes everything in a context.
     *
     * @param \context $context
     * @return void
     */
    public static function delete_data_for_all_users_in_context(\context $context): void {
        if ($context instanceof \context_user) {
            self::delete_jobs((int)$context->instanceid);
        }
    }

    /**
     * Deletes a person's jobs.
     *
     * @param approved_contextlist $contextlist
     * @return void
     */
    public static function delete_data_for_user(approved_contextlist $contextlist): void {
        $userid = (int)$contextlist->get_user()->id;
        foreach ($contextlist->get_contexts() as $context) {
            if (self::is_own($context, $userid)) {
                self::delete_jobs($userid);
            }
        }
    }

    /**
     * Deletes the jobs of several persons.
     *
     * @param approved_userlist $userlist
     * @return void
     */
    public static function delete_data_for_users(approved_userlist $userlist): void {
        foreach ($userlist->get_userids() as $userid) {
            if (self::is_own($userlist->get_context(), (int)$userid)) {
                self::delete_jobs((int)$userid);
            }
        }
    }

    /**
     * A job as it is handed out.
     *
     * @param job $job
     * @return \stdClass
     */
    private static function exported(job $job): \stdClass {
        return (object)[
            'requestid' => $job->get('requestid'),
            'target' => $job->get('target'),
            'categoryid' => $job->get('categoryid'),
            'courseid' => $job->get('courseid'),
            'status' => $job->get('status'),
            'request' => $job->get('request'),
            'result' => $job->get('result'),
            'timecreated' => transform::datetime($job->get('timecreated')),
            'timestarted' => $job->get('timestarted') ? transform::datetime($job->get('timestarted')) : null,
            'timefinished' => $job->get('timefinished') ? transform::datetime($job->get('timefinished')) : null,
        ];
    }

    /**
     * Whether a context is a person's own.
     *
     * @param \context $context
     * @param int $userid
     * @return bool
     */
    private static function is_own(\context $context, int $userid): bool {
        return $context instanceof \context_user && (int)$context->instanceid === $userid;
    }

    /**
     * Deletes the jobs of a person, with their packages.
     *
     * @param int $userid
     * @return void
     */
    private static function delete_jobs(int $userid): void {
        foreach (job::get_records(['userid' => $userid]) as $job) {
            package::forget($job);
            $job->delete();
        }
    }
}
