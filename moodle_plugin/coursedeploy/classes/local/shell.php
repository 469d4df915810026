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
require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');

/**
 * The empty hidden course that a package is restored or tried into, until it is either kept or thrown away.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class shell {

    /** @var job */
    private $job;

    /** @var int */
    private $courseid;

    /**
     * Makes the empty course, and writes down in the job that it is there.
     *
     * @param job $job
     * @param string $fullname
     * @param string $shortname
     */
    public function __construct(job $job, string $fullname, string $shortname) {
        $this->job = $job;
        $this->courseid = (int)\restore_dbops::create_new_course($fullname, $shortname, $job->get('categoryid'));
        $job->holds_course($this->courseid);
    }

    /**
     * The course.
     *
     * @return int
     */
    public function courseid(): int {
        return $this->courseid;
    }

    /**
     * Throws the course away.
     *
     * @return void
     */
    public function discard(): void {
        self::discard_of($this->job);
    }

    /**
     * Throws away the course that an unfinished job holds.
     *
     * @param job $job
     * @return void
     */
    public static function discard_of(job $job): void {
        global $DB;
        if ($DB->is_transaction_started()) {
            // A restore that broke off may have left one open; what follows would be undone with it at the end.
            $DB->force_transaction_rollback();
        }
        $course = $DB->get_record('course', ['id' => $job->get('stagingid')]);
        if ($course && (int)$course->id !== (int)SITEID) {
            throwaway::delete($course);
            fix_course_sortorder();
        }
        $job->holds_course(0);
    }
}
