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
require_once($CFG->libdir . '/enrollib.php');
require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');

/**
 * Tries an unpacked package, or makes a new course of it: the whole course, or none.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class course_maker {

    /** @var job */
    private $job;

    /** @var request */
    private $request;

    /** @var unpacked */
    private $package;

    /** @var report */
    private $report;

    /** @var string[]|null folders of the activities that are restored; null for all */
    private $folders = null;

    /**
     * Constructor.
     *
     * @param job $job
     * @param unpacked $package
     * @param report $report takes what is found
     */
    public function __construct(job $job, unpacked $package, report $report) {
        $this->job = $job;
        $this->request = $job->asked();
        $this->package = $package;
        $this->report = $report;
    }

    /**
     * Tries the package on a course that is thrown away.
     *
     * @return void
     */
    public function check(): void {
        $this->report_names();
        $shell = new shell($this->job, 'Coursedeploy check', 'coursedeploy_check_' . random_string(12));
        try {
            $controller = $this->controller($shell->courseid());
            $this->precheck($controller);
            $controller->destroy();
        } finally {
            $shell->discard();
            $this->drop_temporary_tables();
        }
    }

    /**
     * Makes the course. When anything fails nothing is left.
     *
     * @return void
     */
    public function create(): void {
        names::demand_free($this->request->idnumber, $this->shortname());
        $shell = new shell($this->job, $this->fullname(), $this->shortname());
        try {
            if ($this->fill($shell->courseid(), $this->fullname(), $this->shortname())) {
                $this->dress($shell->courseid());
                $this->remember($shell->courseid());
                $this->report->describe_course(new inventory($shell->courseid()));
                $this->job->keeps_course();
                return;
            }
        } catch (\Throwable $e) {
            $shell->discard();
            $this->drop_temporary_tables();
            throw $e;
        }
        $shell->discard();
        $this->drop_temporary_tables();
    }

    /**
     * Restores the package into a course that serves as a pattern and is thrown away.
     *
     * @param string[]|null $folders of the activities that are needed; null for all
     * @return shell|null null when the package is not fit; the report says why
     */
    public function stage(?array $folders = null): ?shell {
        $this->folders = $folders;
        $name = 'coursedeploy_staging_' . random_string(12);
        $shell = new shell($this->job, 'Coursedeploy staging', $name);
        try {
            if ($this->fill($shell->courseid(), 'Coursedeploy staging', $name)) {
                return $shell;
            }
        } catch (\Throwable $e) {
            $shell->discard();
            $this->drop_temporary_tables();
            throw $e;
        }
        $shell->discard();
        $this->drop_temporary_tables();
        return null;
    }

    /**
     * Restores the package into the empty course.
     *
     * @param int $courseid
     * @param string $fullname
     * @param string $shortname
     * @return bool whether it was done
     */
    private function fill(int $courseid, string $fullname, string $shortname): bool {
        $controller = $this->controller($courseid);
        $this->choose($controller->get_plan(), 'course_fullname', $fullname);
        $this->choose($controller->get_plan(), 'course_shortname', $shortname);
        $this->leave_out($controller->get_plan());
        $fit = $this->precheck($controller);
        if ($fit) {
            $controller->execute_plan();
            $this->take_results($controller);
        }
        $controller->destroy();
        return $fit;
    }

    /**
     * Leaves out the activities that are not needed.
     *
     * @param \restore_plan $plan
     * @return void
     */
    private function leave_out(\restore_plan $plan): void {
        if ($this->folders === null) {
            return;
        }
        foreach ((new selection($this->package))->all() as $folder) {
            if (!in_array($folder, $this->folders, true)) {
                $this->choose($plan, $folder . '_included', 0);
            }
        }
    }

    /**
     * Gives the restored course the names, number and visibility that were asked for, not those of the package.
     *
     * @param int $courseid
     * @return void
     */
    private function dress(int $courseid): void {
        global $DB;
        update_course((object)[
            'id' => $courseid,
            'fullname' => $this->fullname(),
            'shortname' => $this->shortname(),
            'idnumber' => $this->request->idnumber,
            'visible' => (int)$this->request->visible,
        ]);
        if (enrol_is_enabled('manual') && !$DB->record_exists('enrol', ['courseid' => $courseid, 'enrol' => 'manual'])) {
            enrol_get_plugin('manual')->add_default_instance(get_course($courseid));
        }
    }

    /**
     * Writes down how everything in the new course is, and what it was made from.
     *
     * @param int $courseid
     * @return void
     */
    private function remember(int $courseid): void {
        $sources = sources::from_json($this->request->sources);
        $verdicts = new reconcile\verdicts();
        foreach (section_row::of_course($courseid) as $section) {
            $key = $section->is_delegated() ? '' : $sources->section_key($section->number());
            if ($key !== '') {
                $verdicts->place($key, $section->id());
            }
        }
        $now = new census($courseid, new bases($courseid, (int)$this->job->get('id')));
        foreach (array_keys($now->cms_by_key()) as $key) {
            $verdicts->set('activity', (string)$key, reconcile\judge::UPDATE);
        }
        (new bookkeeper($now, $sources, $verdicts, [], $now))->write($this->job);
        $this->report->take_state($now->state());
    }

    /**
     * A restore of the package into an empty course, without accounts whatever the package holds.
     *
     * @param int $courseid
     * @return \restore_controller
     */
    private function controller(int $courseid): \restore_controller {
        $controller = new \restore_controller(
            $this->package->folder(),
            $courseid,
            \backup::INTERACTIVE_NO,
            \backup::MODE_GENERAL,
            $this->job->get('userid'),
            \backup::TARGET_NEW_COURSE,
            new progress($this->job, $this->request->is_live() ? publication::STAGED : progress::SHARE)
        );
        if ($controller->get_status() == \backup::STATUS_REQUIRE_CONV) {
            throw new refusal('notabackup');
        }
        if (!$this->choose($controller->get_plan(), 'users', 0)) {
            throw new refusal('userslocked');
        }
        if ($this->package->has_users()) {
            $this->report->add_warning('usersleftout', get_string('usersleftout', 'local_coursedeploy'));
        }
        return $controller;
    }

    /**
     * Lets Moodle check the package.
     *
     * @param \restore_controller $controller
     * @return bool whether the restore may go on
     */
    private function precheck(\restore_controller $controller): bool {
        $clean = $controller->execute_precheck();
        $this->report->take_precheck($controller->get_precheck_results());
        if (!$clean && $this->report->is_good() && !$this->request->allowwarnings
                && $this->request->target !== request::TARGET_PRECHECK) {
            $this->report->refuse(new refusal('warningsnotallowed'));
        }
        return $this->report->is_good();
    }

    /**
     * Sets one setting of a restore.
     *
     * @param \restore_plan $plan
     * @param string $name
     * @param mixed $value
     * @return bool whether the setting, if there is one, has the value now; a locked one cannot be set
     */
    private function choose(\restore_plan $plan, string $name, $value): bool {
        if (!$plan->setting_exists($name)) {
            return true;
        }
        $setting = $plan->get_setting($name);
        if ($setting->get_value() == $value) {
            return true;
        }
        if ($setting->get_status() != \base_setting::NOT_LOCKED) {
            return false;
        }
        $setting->set_value($value);
        return true;
    }

    /**
     * Passes on what the steps of the restore reported.
     *
     * @param \restore_controller $controller
     * @return void
     */
    private function take_results(\restore_controller $controller): void {
        foreach (array_keys($controller->get_plan()->get_results()) as $name) {
            $this->report->add_warning('restore', $name);
        }
    }

    /**
     * Says which names another course has, without stopping the check.
     *
     * @return void
     */
    private function report_names(): void {
        try {
            names::demand_free($this->request->idnumber, $this->shortname());
        } catch (refusal $refusal) {
            $this->report->refuse($refusal);
        }
    }

    /**
     * Drops the tables of a restore that was not done: the next one on this connection would take them for its own.
     *
     * @return void
     */
    private function drop_temporary_tables(): void {
        global $DB;
        foreach (['backup_ids_temp', 'backup_files_temp'] as $table) {
            if ($DB->get_manager()->table_exists($table)) {
                $DB->get_manager()->drop_table(new \xmldb_table($table));
            }
        }
        \restore_dbops::reset_backup_ids_cached();
    }

    /**
     * Full name of the course to make.
     *
     * @return string
     */
    private function fullname(): string {
        return $this->request->fullname !== '' ? $this->request->fullname : $this->package->fullname();
    }

    /**
     * Short name of the course to make.
     *
     * @return string
     */
    private function shortname(): string {
        return $this->request->shortname !== '' ? $this->request->shortname : $this->package->shortname();
    }
}
