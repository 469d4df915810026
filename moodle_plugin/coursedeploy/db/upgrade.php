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
 * Brings the tables of an earlier version up to date.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */

/**
 * Upgrades the database.
 *
 * @param int $oldversion
 * @return bool
 */
function xmldb_local_coursedeploy_upgrade($oldversion) {
    global $DB;
    $manager = $DB->get_manager();

    if ($oldversion < 2026112200) {
        $job = new xmldb_table('local_coursedeploy_job');
        $staging = new xmldb_field('stagingid', XMLDB_TYPE_INTEGER, '10', null, XMLDB_NOTNULL, null, '0', 'courseid');
        if (!$manager->field_exists($job, $staging)) {
            $manager->add_field($job, $staging);
        }
        // Until now a course in the making stood in courseid.
        $DB->execute("UPDATE {local_coursedeploy_job} SET stagingid = courseid, courseid = 0 WHERE status = 'running'");
        foreach (['local_coursedeploy_base', 'local_coursedeploy_snap'] as $table) {
            if (!$manager->table_exists($table)) {
                $manager->install_one_table_from_xmldb_file(__DIR__ . '/install.xml', $table);
            }
        }
        upgrade_plugin_savepoint(true, 2026112200, 'local', 'coursedeploy');
    }
    if ($oldversion < 2026112203) {
        // The name of a course counts now: one that nobody has edited is not to look edited for that.
        foreach ($DB->get_records('local_coursedeploy_base', ['kind' => 'course']) as $base) {
            if ($DB->record_exists('course', ['id' => $base->courseid])) {
                $course = new \local_coursedeploy\local\course_row((int)$base->courseid);
                if ($course->fingerprint(['fullname']) === $base->fingerprint) {
                    $DB->set_field('local_coursedeploy_base', 'fingerprint', $course->fingerprint(), ['id' => $base->id]);
                }
            }
        }
        upgrade_plugin_savepoint(true, 2026112203, 'local', 'coursedeploy');
    }
    return true;
}
