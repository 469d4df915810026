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

use local_coursedeploy\local\reconcile\actions;
use local_coursedeploy\local\reconcile\scorm_package;

/**
 * Puts another package into one SCORM activity of a live course, and a new name if asked. Nothing else of the course is looked at
 * or changed, so it is quick.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class scorm_swap {

    /** @var job */
    private $job;

    /** @var request */
    private $request;

    /** @var report */
    private $report;

    /** @var bases */
    private $bases;

    /**
     * Constructor.
     *
     * @param job $job
     * @param report $report takes what is done
     */
    public function __construct(job $job, report $report) {
        $this->job = $job;
        $this->request = $job->asked();
        $this->report = $report;
        $this->bases = new bases($this->request->courseid, (int)$job->get('id'));
    }

    /**
     * Does it.
     *
     * @return void
     * @throws refusal before anything was written
     */
    public function run(): void {
        $courseid = $this->request->courseid;
        $this->demand_state();
        $cm = $this->cm();
        require_capability('moodle/course:manageactivities', $cm->context, (int)$this->job->get('userid'));
        $wanted = package::of($this->job);
        if (!scorm_package::identifiers($wanted)) {
            throw new refusal('notascorm');
        }
        $actions = new actions();
        $this->swap($cm, $wanted, $actions);
        $this->report->take_actions($actions);
        $this->report->take_state((new census($courseid))->state());
    }

    /**
     * Refuses to work on a course that has moved since the caller looked at it.
     *
     * @return void
     */
    private function demand_state(): void {
        if ($this->request->expectstate !== ''
                && $this->request->expectstate !== (new census($this->request->courseid, $this->bases))->state()) {
            throw new refusal('statemoved');
        }
    }

    /**
     * The activity.
     *
     * @return \cm_info
     */
    private function cm(): \cm_info {
        // User -1: the course as it is, not as one person sees it.
        foreach (get_fast_modinfo($this->request->courseid, -1)->get_instances_of('scorm') as $cm) {
            if ($this->request->key !== '' && (string)$cm->idnumber === $this->request->key && !$cm->deletioninprogress) {
                return $cm;
            }
        }
        throw new refusal('noscorm', s($this->request->key));
    }

    /**
     * Changes what differs.
     *
     * @param \cm_info $cm
     * @param \stored_file $wanted
     * @param actions $actions
     * @return void
     */
    private function swap(\cm_info $cm, \stored_file $wanted, actions $actions): void {
        $package = new scorm_package((int)$cm->instance, $cm->context->id);
        $present = $package->file();
        $parts = [];
        if (!$present || $present->get_contenthash() !== $wanted->get_contenthash()) {
            $parts[] = 'package';
        }
        if ($this->request->name !== '' && $this->request->name !== $cm->name) {
            $parts[] = 'name';
        }
        if (!$parts || ($parts === ['name'] && $this->bases->get('activity', $this->request->key))) {
            $this->write($cm, $parts, $package, $wanted, $actions);
        } else if (!$package->is_local()) {
            $this->note($actions, $cm, 'kept', [], 'nothandled', 'scormtype');
        } else if ($this->is_exchanged_on_site($cm) && !$this->request->overwrites($this->request->key)) {
            $this->note($actions, $cm, 'conflict', [], 'conflict', 'package');
        } else {
            $this->demand_tracks($package, $wanted);
            $this->write($cm, $parts, $package, $wanted, $actions);
        }
    }

    /**
     * Refuses a package without the items that learners have tracks for.
     *
     * @param scorm_package $package
     * @param \stored_file $wanted
     * @return void
     */
    private function demand_tracks(scorm_package $package, \stored_file $wanted): void {
        $risk = $package->at_risk($wanted);
        if ($risk && !in_array($this->request->key, $this->request->allowtrackloss, true)) {
            throw new refusal('tracksatrisk', s(implode(', ', $risk)));
        }
    }

    /**
     * Whether somebody put another package into the activity since it was published, or the activity never was.
     *
     * @param \cm_info $cm
     * @return bool
     */
    private function is_exchanged_on_site(\cm_info $cm): bool {
        $known = $this->bases->get('activity', $this->request->key);
        if (!$known || ((int)$known->itemid && (int)$known->itemid !== (int)$cm->id)) {
            // A person's own: it only bears the number.
            return true;
        }
        $parts = $known->pending === '' ? json_decode((string)$known->parts, true) : null;
        return isset($parts['files']) && $parts['files'] !== fingerprint::of_activity($cm)->parts()['files'];
    }

    /**
     * Writes.
     *
     * @param \cm_info $cm
     * @param string[] $parts
     * @param scorm_package $package
     * @param \stored_file $wanted
     * @param actions $actions
     * @return void
     */
    private function write(\cm_info $cm, array $parts, scorm_package $package, \stored_file $wanted, actions $actions): void {
        global $DB;
        $key = $this->request->key;
        $known = $this->bases->get('activity', $key);
        $edited = $known && $known->pending === '' && $known->fingerprint !== ''
            && $known->fingerprint !== fingerprint::of_activity($cm)->all() ? clone $known : null;
        $source = sources::from_json($this->request->sources)->activities[$key] ?? ['digest' => '', 'parts' => []];
        $isours = $known || ($source['digest'] !== '' && $this->request->overwrites($key));
        if ($parts && $isours) {
            $this->bases->open('activity', $key, (int)$cm->id, $source['digest']);
        }
        if ($parts) {
            $transaction = $DB->start_delegated_transaction();
            if (in_array('package', $parts, true)) {
                $package->exchange($wanted);
            }
            if (in_array('name', $parts, true)) {
                $this->rename($cm);
            }
            $DB->set_field('scorm', 'timemodified', time(), ['id' => $cm->instance]);
            $transaction->allow_commit();
            rebuild_course_cache($this->request->courseid, true);
            \core\event\course_module_updated::create_from_cm(get_coursemodule_from_id('scorm', $cm->id))->trigger();
        }
        if ($isours && ($parts || $source['digest'] !== '')) {
            $this->remember($cm, $source, $edited);
        }
        $this->note($actions, $cm, $parts ? 'updated' : 'unchanged', $parts);
    }

    /**
     * Gives the activity, and its column in the gradebook if that bears the same name, the new name.
     *
     * @param \cm_info $cm
     * @return void
     */
    private function rename(\cm_info $cm): void {
        global $DB;
        $name = \core_text::substr($this->request->name, 0, 255);
        $DB->set_field('scorm', 'name', $name, ['id' => $cm->instance]);
        $where = ['courseid' => $cm->course, 'itemtype' => 'mod', 'itemmodule' => 'scorm', 'iteminstance' => $cm->instance,
            'itemname' => $cm->name];
        $DB->set_field('grade_items', 'itemname', $name, $where);
    }

    /**
     * Writes down how the activity is now. What a person had edited in it before goes on counting as edited.
     *
     * @param \cm_info $cm
     * @param array $source digest and parts
     * @param \stdClass|null $edited what was known, when a person has edited it since
     * @return void
     */
    private function remember(\cm_info $cm, array $source, ?\stdClass $edited): void {
        $now = fingerprint::of_activity(get_fast_modinfo($this->request->courseid, -1)->get_cm($cm->id));
        $parts = $now->parts();
        $all = $now->all();
        if ($edited) {
            $all = $edited->fingerprint;
            $parts = array_merge(json_decode((string)$edited->parts, true) ?: [], ['files' => $parts['files']]);
        }
        $this->bases->close('activity', $this->request->key, (int)$cm->id, $all, $parts, $source['digest'], $source['parts']);
    }

    /**
     * Tells what was done.
     *
     * @param actions $actions
     * @param \cm_info $cm
     * @param string $action
     * @param string[] $parts
     * @param string $code
     * @param string $detail
     * @return void
     */
    private function note(actions $actions, \cm_info $cm, string $action, array $parts, string $code = '',
            string $detail = ''): void {
        $actions->add('activity', $this->request->key, $action, ['modname' => 'scorm', 'cmid' => (int)$cm->id, 'parts' => $parts,
            'code' => $code, 'detail' => $detail]);
    }
}
