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

namespace local_coursedeploy\task;

use local_coursedeploy\local\job;
use local_coursedeploy\local\leftovers;
use local_coursedeploy\local\package;
use local_coursedeploy\local\runner;

/**
 * Closes jobs whose process died, forgets old jobs and gone courses, and removes packages, snapshots and courses in the making that
 * nobody will use. Uploads that were never published lie in the draft areas of their owners, which Moodle itself empties.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class clean_up extends \core\task\scheduled_task {

    /** How long the result of a job is kept, in seconds: so long a repeated request is recognised. */
    const KEEP = 90 * DAYSECS;

    /**
     * Name for the task log.
     *
     * @return string
     */
    public function get_name(): string {
        return get_string('taskcleanup', 'local_coursedeploy');
    }

    /**
     * Cleans up.
     *
     * @return void
     */
    public function execute(): void {
        $this->settle_broken_jobs();
        $this->forget_old_jobs();
        $this->remove_leftover_packages();
        leftovers::forget_gone_courses();
        leftovers::remove_spare_snapshots();
        leftovers::remove_throwaway_courses(DAYSECS);
    }

    /**
     * Closes jobs whose process died.
     *
     * @return void
     */
    private function settle_broken_jobs(): void {
        $open = job::get_records_select('status IN (:created, :running)', ['created' => job::CREATED, 'running' => job::RUNNING]);
        foreach ($open as $job) {
            runner::settle($job);
        }
    }

    /**
     * Forgets jobs that nobody asks for any more; one that waits for cron for so long will never be done.
     *
     * @return void
     */
    private function forget_old_jobs(): void {
        $old = job::get_records_select('timemodified < :before AND status <> :running', [
            'before' => time() - self::KEEP,
            'running' => job::RUNNING,
        ]);
        foreach ($old as $job) {
            package::forget($job);
            $job->delete();
        }
    }

    /**
     * Removes packages whose job is over or gone.
     *
     * @return void
     */
    private function remove_leftover_packages(): void {
        global $DB;
        $areas = $DB->get_records_sql(
            'SELECT MIN(id) AS id, contextid, itemid
               FROM {files}
              WHERE component = :component AND filearea = :area
           GROUP BY contextid, itemid',
            ['component' => package::COMPONENT, 'area' => package::AREA]
        );
        foreach ($areas as $area) {
            $job = job::get_record(['id' => $area->itemid]);
            if (!$job || $job->is_over()) {
                get_file_storage()->delete_area_files($area->contextid, package::COMPONENT, package::AREA, $area->itemid);
            }
        }
    }
}
