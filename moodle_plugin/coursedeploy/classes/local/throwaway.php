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

global $CFG;
require_once($CFG->dirroot . '/course/lib.php');
require_once($CFG->libdir . '/badgeslib.php');

/**
 * Deletes courses in which nobody ever was, with all that core would leave of them on the site.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class throwaway {

    /**
     * Deletes such a course.
     *
     * @param \stdClass $course row
     * @return void
     */
    public static function delete(\stdClass $course): void {
        // The mark of core's own restore clean-up: without it the recycle bin makes a backup of the course first.
        $course->deletesource = 'restore';
        self::remove_tags((int)$course->id);
        self::remove_badges((int)$course->id);
        delete_course($course, false);
    }

    /**
     * Removes the tags of the questions in a course: core leaves them to a nightly task.
     *
     * @param int $courseid
     * @return void
     */
    private static function remove_tags(int $courseid): void {
        global $DB;
        $path = \context_course::instance($courseid)->path;
        $contexts = 'SELECT id FROM {context} WHERE path = :path OR ' . $DB->sql_like('path', ':below');
        $DB->delete_records_select('tag_instance', "component = :component AND contextid IN ($contexts)", [
            'component' => 'core_question',
            'path' => $path,
            'below' => $path . '/%',
        ]);
    }

    /**
     * Removes the badges of a course and their pictures: core would archive the ones among those of the site, and move the others
     * there, where they would be in the way of the same badge for ever.
     *
     * @param int $courseid
     * @return void
     */
    private static function remove_badges(int $courseid): void {
        global $DB;
        foreach ($DB->get_fieldset_select('badge', 'id', 'courseid = ?', [$courseid]) as $badgeid) {
            (new \core_badges\badge((int)$badgeid))->delete(false);
        }
        // Also those of badges that have gone to a live course.
        get_file_storage()->delete_area_files(\context_course::instance($courseid)->id, 'badges', 'badgeimage');
    }
}
