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

/**
 * Does jobs, one at a time for one course.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class runner {

    /** Seconds that one job waits for another on the same course. */
    const PATIENCE = 10;

    /** A job that was taken in but not begun after this many seconds never will be. */
    const FORGOTTEN_AFTER = 3600;

    /** Longest time of a job in seconds. */
    const TIME_LIMIT = 3600;

    /**
     * Does a job now.
     *
     * @param job $job not begun; holds the result afterwards
     * @return bool false when another job holds the course: nothing was done
     */
    public static function run(job $job): bool {
        $lock = self::lock($job, self::PATIENCE);
        if (!$lock) {
            return false;
        }
        try {
            $job->read();
            if (!$job->is_over() && $job->get('status') !== job::RUNNING) {
                $job->begin();
                self::work($job);
            }
        } finally {
            $lock->release();
        }
        return true;
    }

    /**
     * Does something short with a live course while no job works on it.
     *
     * @param int $courseid
     * @param callable $work
     * @return mixed what it returns
     * @throws refusal when a job is at work
     */
    public static function alone_with(int $courseid, callable $work) {
        $factory = \core\lock\lock_config::get_lock_factory(package::COMPONENT);
        $lock = $factory->get_lock(request::lock_of_course($courseid), self::PATIENCE, self::TIME_LIMIT);
        if (!$lock) {
            throw new refusal('busy');
        }
        ob_start();
        try {
            return $work();
        } finally {
            ob_end_clean();
            $lock->release();
        }
    }

    /**
     * Leaves a job to cron.
     *
     * @param job $job
     * @param int $delay seconds before it may begin
     * @return void
     */
    public static function queue(job $job, int $delay = 0): void {
        $task = new \local_coursedeploy\task\run_job();
        $task->set_component(package::COMPONENT);
        $task->set_custom_data(['jobid' => (int)$job->get('id')]);
        // Under cron as the one who asked, so that every right asked for is that user's.
        $task->set_userid($job->get('userid'));
        if ($delay) {
            $task->set_next_run_time(time() + $delay);
        }
        $job->queued();
        \core\task\manager::queue_adhoc_task($task);
    }

    /**
     * Closes a job whose process has died: removes what it left and says so.
     *
     * @param job $job
     * @return void
     */
    public static function settle(job $job): void {
        $neverbegun = $job->get('status') === job::CREATED && $job->get('timemodified') < time() - self::FORGOTTEN_AFTER;
        if ($job->get('status') !== job::RUNNING && !$neverbegun) {
            return;
        }
        // Whoever works on it holds the lock; a dead process holds none.
        $lock = self::lock($job, 0);
        if (!$lock) {
            return;
        }
        try {
            $job->read();
            if (!$job->is_over()) {
                self::close_broken($job, new refusal($job->asked()->is_live() ? 'interruptedlive' : 'interrupted'));
            }
        } finally {
            $lock->release();
        }
    }

    /**
     * Does the work of a job.
     *
     * @param job $job
     * @return void
     */
    private static function work(job $job): void {
        $report = new report();
        \core_php_time_limit::raise(self::TIME_LIMIT);
        raise_memory_limit(MEMORY_EXTRA);
        // What other plugins print while a course is made or removed would spoil the answer.
        ob_start();
        try {
            self::make($job, $report);
        } catch (refusal $refusal) {
            $report->refuse($refusal);
        } catch (\Throwable $e) {
            $report->add_error($e->errorcode ?? 'failure', self::words_of($e));
        }
        $noise = trim(strip_tags((string)ob_get_clean()));
        if ($noise !== '') {
            $report->add_warning('output', \core_text::substr($noise, 0, 500));
        }
        package::forget($job);
        $job->finish($report);
    }

    /**
     * Does what was asked.
     *
     * @param job $job
     * @param report $report
     * @return void
     */
    private static function make(job $job, report $report): void {
        $request = $job->asked();
        access::demand($request, (int)$job->get('userid'));
        if ($request->target === request::TARGET_SCORM) {
            (new scorm_swap($job, $report))->run();
        } else if ($request->is_live()) {
            (new publication($job, $report))->run();
        } else {
            self::use_package($job, $report);
        }
    }

    /**
     * Checks the package or makes a new course of it.
     *
     * @param job $job
     * @param report $report
     * @return void
     */
    private static function use_package(job $job, report $report): void {
        $package = new unpacked(package::of($job), (int)$job->get('userid'));
        try {
            $report->describe_package($package->describe());
            $maker = new course_maker($job, $package, $report);
            if ($job->asked()->target === request::TARGET_NEW) {
                $maker->create();
            } else {
                $maker->check();
            }
        } finally {
            $package->remove();
        }
    }

    /**
     * Closes a job that did not come to its end.
     *
     * @param job $job
     * @param refusal $why
     * @return void
     */
    private static function close_broken(job $job, refusal $why): void {
        $report = new report();
        $report->refuse($why);
        ob_start();
        shell::discard_of($job);
        ob_end_clean();
        package::forget($job);
        $job->finish($report);
    }

    /**
     * What a failure says, with the details only where the site shows them to developers.
     *
     * @param \Throwable $e
     * @return string
     */
    private static function words_of(\Throwable $e): string {
        debugging('local_coursedeploy: ' . $e->getMessage() . "\n" . format_backtrace($e->getTrace(), true), DEBUG_NORMAL);
        $details = debugging() && !empty($e->debuginfo) ? ' (' . $e->debuginfo . ')' : '';
        return $e->getMessage() . $details;
    }

    /**
     * The lock of what the job works on.
     *
     * @param job $job
     * @param int $seconds how long to wait
     * @return \core\lock\lock|false
     */
    private static function lock(job $job, int $seconds) {
        $factory = \core\lock\lock_config::get_lock_factory(package::COMPONENT);
        return $factory->get_lock($job->asked()->lock_name(), $seconds, self::TIME_LIMIT);
    }
}
