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
use local_coursedeploy\local\runner;

/**
 * Does one publishing job under cron, as the user who asked for it.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class run_job extends \core\task\adhoc_task {

    /** Seconds before a job whose course is held by another tries again. */
    const RETRY_DELAY = 60;

    /**
     * Name for the task log.
     *
     * @return string
     */
    public function get_name(): string {
        return get_string('taskrunjob', 'local_coursedeploy');
    }

    /**
     * Does the job.
     *
     * @return void
     */
    public function execute(): void {
        $data = $this->get_custom_data();
        $job = job::get_record(['id' => (int)$data->jobid]);
        if (!$job) {
            mtrace('The job is gone.');
            return;
        }
        if (!runner::run($job)) {
            runner::queue($job, self::RETRY_DELAY);
            mtrace('Another job holds the course; later.');
            return;
        }
        mtrace('Job ' . $job->get('id') . ': ' . $job->get('status'));
    }

    /**
     * The job writes down its own failure; doing it again blindly would help nobody. Asked by Moodle 4.4 and later.
     *
     * @return bool
     */
    public function retry_until_success(): bool {
        return false;
    }
}
