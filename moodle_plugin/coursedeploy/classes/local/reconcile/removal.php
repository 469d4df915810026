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

namespace local_coursedeploy\local\reconcile;

use local_coursedeploy\local\touched;

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->dirroot . '/course/lib.php');

/**
 * Removes one hidden activity for good, unless anything about a person has come to hang on it, up to the last moment.
 *
 * All of it is one transaction. It is looked for such things once core has put its copy into the recycle bin, which takes its time,
 * right before the first row is removed; and again when all are removed, since what was written meanwhile can be seen then. What
 * cannot be seen is a row that is written after the first look and before core removes the rows of that very table, some
 * milliseconds later: no database that Moodle runs on lets a plugin forbid that for one activity alone. Only a request that was
 * let in before the activity was hidden can write it, so some time passes between the one and the other (see departures).
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class removal {

    /** Modules that write about people as they go. */
    const SAY_GOODBYE = ['bigbluebuttonbn'];

    /** More than what core counts up while it removes one activity. */
    const REVISIONS = 100;

    /** @var int the course module that is being removed; 0 for none */
    private static $removed = 0;

    /**
     * Removes it.
     *
     * @param int $cmid
     * @return bool false when something hangs on it: nothing was removed
     */
    public static function of(int $cmid): bool {
        global $DB;
        $cm = get_coursemodule_from_id('', $cmid, 0, false, MUST_EXIST);
        $context = \context_module::instance($cmid);
        $revision = (int)$DB->get_field('course', 'cacherev', ['id' => $cm->course]);
        $transaction = $DB->start_delegated_transaction();
        self::$removed = $cmid;
        try {
            course_delete_module($cmid);
            if (!in_array($cm->modname, self::SAY_GOODBYE, true) && touched::are_rows_about($cm)) {
                throw new meanwhile();
            }
            $transaction->allow_commit();
            return true;
        } catch (\Throwable $e) {
            $DB->force_transaction_rollback();
            self::bring_back_files($context);
            self::forget_course((int)$cm->course, $revision);
            if ($e instanceof meanwhile) {
                return false;
            }
            throw $e;
        } finally {
            self::$removed = 0;
        }
    }

    /**
     * The last look before the first row goes. Core asks it of every activity that anybody removes.
     *
     * @param \stdClass $cm row of course_modules
     * @return void
     * @throws meanwhile
     */
    public static function look(\stdClass $cm): void {
        if ((int)$cm->id === self::$removed && touched::by_anybody((int)$cm->id)) {
            throw new meanwhile();
        }
    }

    /**
     * How many copies of activities the recycle bin of a course holds.
     *
     * @param int $courseid
     * @return int
     */
    public static function copies(int $courseid): int {
        global $DB;
        $bin = 'tool_recyclebin_course';
        return $DB->get_manager()->table_exists($bin) ? $DB->count_records($bin, ['courseid' => $courseid]) : 0;
    }

    /**
     * Gets the contents of files out of the bin of the file system, which knows of no transaction.
     *
     * @param \context $context
     * @return void
     */
    private static function bring_back_files(\context $context): void {
        global $DB;
        $storage = get_file_storage();
        foreach ($DB->get_records_select('files', 'contextid = ? AND filesize > 0', [$context->id]) as $row) {
            $storage->get_file_system()->is_file_readable_locally_by_storedfile($storage->get_file_instance($row), true);
        }
    }

    /**
     * Lets core read a course anew. The revision under which it kept what was not to be was taken back, and would come again.
     *
     * @param int $courseid
     * @param int $revision before
     * @return void
     */
    private static function forget_course(int $courseid, int $revision): void {
        global $DB;
        $DB->set_field('course', 'cacherev', $revision + self::REVISIONS, ['id' => $courseid]);
        rebuild_course_cache($courseid, true);
    }
}
