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

use local_coursedeploy\local\refusal;

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->dirroot . '/course/lib.php');
require_once($CFG->dirroot . '/backup/util/includes/backup_includes.php');
require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');

/**
 * Brings activities that only the staging course has into the live course, by core's own import of single activities.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class importer {

    /** @var run */
    private $run;

    /** @var int */
    private $userid;

    /**
     * Constructor.
     *
     * @param run $run
     * @param int $userid who publishes
     */
    public function __construct(run $run, int $userid) {
        $this->run = $run;
        $this->userid = $userid;
    }

    /**
     * Copies one activity. A subsection brings what is in it along.
     *
     * @param \cm_info $stage
     * @return int[] staging course module id => live course module id, of all that came
     */
    public function import(\cm_info $stage): array {
        $before = self::cmids($this->run->live());
        try {
            $found = $this->copy($stage);
        } catch (\Throwable $e) {
            $this->remove_new($before);
            throw $e;
        }
        foreach ($found as $stageid => $liveid) {
            $this->welcome($stageid, $liveid);
        }
        rebuild_course_cache($this->run->live(), true);
        return $found;
    }

    /**
     * Removes an activity that a publication had begun to make when it broke off, without a copy in the recycle bin.
     *
     * @param int $cmid
     * @return void
     */
    public static function remove_half_made(int $cmid): void {
        global $CFG, $DB;
        $cm = $DB->get_record('course_modules', ['id' => $cmid]);
        $modname = $cm ? $DB->get_field('modules', 'name', ['id' => $cm->module]) : '';
        if (!$modname) {
            return;
        }
        $forced = $CFG->forced_plugin_settings['tool_recyclebin'] ?? null;
        $CFG->forced_plugin_settings['tool_recyclebin']['coursebinenable'] = 0;
        try {
            if ($cm->instance && $DB->record_exists($modname, ['id' => $cm->instance])) {
                course_delete_module($cmid);
            } else {
                delete_mod_from_section($cmid, $cm->section);
                \context_helper::delete_instance(CONTEXT_MODULE, $cmid);
                $DB->delete_records('course_modules', ['id' => $cmid]);
                rebuild_course_cache($cm->course, true);
            }
        } finally {
            $CFG->forced_plugin_settings['tool_recyclebin'] = $forced ?? [];
        }
    }

    /**
     * Backs the activity up and restores it into the live course.
     *
     * @param \cm_info $stage
     * @return int[] staging course module id => live course module id
     */
    private function copy(\cm_info $stage): array {
        $backup = new \backup_controller(\backup::TYPE_1ACTIVITY, $stage->id, \backup::FORMAT_MOODLE, \backup::INTERACTIVE_NO,
            \backup::MODE_IMPORT, $this->userid);
        $folder = $backup->get_plan()->get_basepath();
        try {
            $backup->execute_plan();
            $backupid = $backup->get_backupid();
            $backup->destroy();
            $restore = new \restore_controller($backupid, $this->run->live(), \backup::INTERACTIVE_NO, \backup::MODE_IMPORT,
                $this->userid, \backup::TARGET_CURRENT_ADDING);
            $this->precheck($restore);
            $restore->execute_plan();
            $found = $this->results($restore);
            $restore->destroy();
            return $found;
        } finally {
            fulldelete($folder);
        }
    }

    /**
     * Lets Moodle check what is to be restored.
     *
     * @param \restore_controller $restore
     * @return void
     */
    private function precheck(\restore_controller $restore): void {
        if (!$restore->execute_precheck()) {
            $errors = $restore->get_precheck_results()['errors'] ?? [];
            if ($errors) {
                $restore->destroy();
                throw new refusal('importrefused', s(strip_tags(implode('; ', $errors))));
            }
        }
    }

    /**
     * Which activities came.
     *
     * @param \restore_controller $restore
     * @return int[] staging course module id => live course module id
     */
    private function results(\restore_controller $restore): array {
        $found = [];
        foreach ($restore->get_plan()->get_tasks() as $task) {
            if ($task instanceof \restore_activity_task && $task->get_moduleid()) {
                $context = \context::instance_by_id($task->get_old_contextid(), IGNORE_MISSING);
                if ($context) {
                    $found[(int)$context->instanceid] = (int)$task->get_moduleid();
                }
            }
        }
        return $found;
    }

    /**
     * Makes an activity that has come known. What the live course has already, elsewhere, is not taken twice.
     *
     * @param int $stageid staging course module
     * @param int $liveid live course module
     * @return void
     */
    private function welcome(int $stageid, int $liveid): void {
        $twins = $this->run->twins();
        if ($twins->of('course_module', $stageid)) {
            self::remove_half_made($liveid);
            return;
        }
        $stage = get_coursemodule_from_id('', $stageid, 0, false, MUST_EXIST);
        $live = get_coursemodule_from_id('', $liveid, 0, false, MUST_EXIST);
        if ((string)$live->idnumber !== (string)$stage->idnumber) {
            set_coursemodule_idnumber($liveid, $stage->idnumber);
        }
        $twins->pair_activities($stage, $live);
        $this->run->journal()->follow($liveid, (string)$stage->idnumber);
        \core\event\course_module_created::create_from_cm($live)->trigger();
    }

    /**
     * Removes what an import that failed has left.
     *
     * @param int[] $before course modules that were there before
     * @return void
     */
    private function remove_new(array $before): void {
        global $DB;
        if ($DB->is_transaction_started()) {
            $DB->force_transaction_rollback();
        }
        foreach (array_diff(self::cmids($this->run->live()), $before) as $cmid) {
            self::remove_half_made((int)$cmid);
        }
    }

    /**
     * The course modules of a course.
     *
     * @param int $courseid
     * @return int[]
     */
    private static function cmids(int $courseid): array {
        global $DB;
        return $DB->get_fieldset_select('course_modules', 'id', 'course = :course', ['course' => $courseid]);
    }
}
