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

/**
 * Web service functions, and the service that holds them (disabled until an administrator turns it on).
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

defined('MOODLE_INTERNAL') || die();

$functions = [
    'local_coursedeploy_get_info' => [
        'classname' => 'local_coursedeploy\external\get_info',
        'methodname' => 'execute',
        'description' => 'Versions, limits and the rights of the caller in one category.',
        'type' => 'read',
        'ajax' => false,
    ],
    'local_coursedeploy_restore' => [
        'classname' => 'local_coursedeploy\external\restore',
        'methodname' => 'execute',
        'description' => 'Checks an uploaded course package, makes a new course of it, or brings a live course up to date.',
        'type' => 'write',
        'ajax' => false,
    ],
    'local_coursedeploy_get_inventory' => [
        'classname' => 'local_coursedeploy\external\get_inventory',
        'methodname' => 'execute',
        'description' => 'What a live course holds, what of it was published, and what learners use.',
        'type' => 'read',
        'ajax' => false,
    ],
    'local_coursedeploy_rollback' => [
        'classname' => 'local_coursedeploy\external\rollback',
        'methodname' => 'execute',
        'description' => 'Brings the contents of a live course back to a snapshot.',
        'type' => 'write',
        'ajax' => false,
    ],
    'local_coursedeploy_snapshot' => [
        'classname' => 'local_coursedeploy\external\snapshot',
        'methodname' => 'execute',
        'description' => 'Keeps the contents of a live course, without its people, to go back to.',
        'type' => 'write',
        'ajax' => false,
    ],
    'local_coursedeploy_get_job' => [
        'classname' => 'local_coursedeploy\external\get_job',
        'methodname' => 'execute',
        'description' => 'State and result of one of the caller\'s publishing jobs; closes a job whose process died.',
        'type' => 'write',
        'ajax' => false,
    ],
    'local_coursedeploy_upsert_scorm' => [
        'classname' => 'local_coursedeploy\external\upsert_scorm',
        'methodname' => 'execute',
        'description' => 'Puts another package into one SCORM activity of a live course; learners\' tracks stay.',
        'type' => 'write',
        'ajax' => false,
    ],
    'local_coursedeploy_get_results' => [
        'classname' => 'local_coursedeploy\external\get_results',
        'methodname' => 'execute',
        'description' => 'What people have done in a course, for its evaluation, in pages.',
        'type' => 'read',
        'ajax' => false,
    ],
];

$services = [
    'Coursedeploy' => [
        'shortname' => 'coursedeploy',
        'enabled' => 0,
        'restrictedusers' => 1,
        'uploadfiles' => 1,
        'downloadfiles' => 0,
        'requiredcapability' => '',
        'functions' => [
            'local_coursedeploy_get_info',
            'local_coursedeploy_restore',
            'local_coursedeploy_get_job',
            'local_coursedeploy_get_inventory',
            'local_coursedeploy_rollback',
            'local_coursedeploy_snapshot',
            'local_coursedeploy_upsert_scorm',
            'local_coursedeploy_get_results',
            'core_webservice_get_site_info',
            'core_course_get_contents',
            'core_course_get_courses_by_field',
            // What no package carries: opening posts, entries, records, pages. The account's rights decide, as everywhere.
            'mod_forum_get_forum_discussions',
            'mod_forum_add_discussion',
            'mod_forum_update_discussion_post',
            'mod_glossary_get_entries_by_letter',
            'mod_glossary_get_categories',
            'mod_glossary_add_entry',
            'mod_glossary_update_entry',
            'mod_data_get_fields',
            'mod_data_get_entries',
            'mod_data_add_entry',
            'mod_data_update_entry',
            'mod_wiki_get_subwiki_pages',
            'mod_wiki_get_page_for_editing',
            'mod_wiki_new_page',
            'mod_wiki_edit_page',
            'core_group_get_course_groups',
            // The access list and the sessions of a course, for an account that an administrator gives these rights.
            'core_user_get_users_by_field',
            'core_user_create_users',
            'core_enrol_get_enrolled_users',
            'enrol_manual_enrol_users',
            'core_group_create_groups',
            'core_group_get_group_members',
            'core_group_add_group_members',
            'core_cohort_search_cohorts',
            'core_cohort_create_cohorts',
            'core_cohort_get_cohort_members',
            'core_cohort_add_cohort_members',
            'core_calendar_get_calendar_events',
            'core_calendar_create_calendar_events',
            'core_calendar_delete_calendar_events',
            'core_user_add_user_private_files',
        ],
    ],
];
