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

use local_coursedeploy\local\reconcile\journal;
use local_coursedeploy\local\reconcile\judge;
use local_coursedeploy\local\reconcile\reconciler;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\verdicts;

/**
 * Brings a live course up to date with a package, or back to a snapshot.
 *
 * If the work breaks off, what was begun is known (bases), and the next publication goes on from there.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class publication {

    /** Percent of the work that is done once the staging course is there. */
    const STAGED = 50;

    /** Percent of the work that is done once the live course is as it should be. */
    const APPLIED = 90;

    /** @var job */
    private $job;

    /** @var request */
    private $request;

    /** @var report */
    private $report;

    /** @var int the live course */
    private $courseid;

    /** @var \stdClass|null the snapshot to go back to */
    private $snapshot = null;

    /** @var array|null what that snapshot remembers */
    private $memory = null;

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
        $this->courseid = $this->request->courseid;
    }

    /**
     * Does it.
     *
     * @return void
     * @throws refusal before anything was written
     */
    public function run(): void {
        if ($this->request->target === request::TARGET_ROLLBACK) {
            $this->snapshot = (new snapshots($this->courseid))->find($this->request->snapshotid);
            $this->memory = snapshots::memory($this->snapshot);
        }
        $census = $this->take_census();
        $this->demand_state($census);
        if (!$this->request->dryrun && (new half_made($census))->settle()) {
            $census = $this->take_census();
        }
        $sources = $this->memory === null
            ? sources::from_json($this->request->sources)
            : sources::from_memory($this->memory);
        $judge = new judge($census, $sources, $this->request, $this->memory);
        $outline = new outline($census, $judge, $sources, $this->request);
        if ($this->memory === null && !$outline->has_work()) {
            $this->report->take_actions($outline->actions());
            $this->report->take_state($census->state());
            return;
        }
        $snapshot = $this->take_snapshot($census);
        $keys = $this->memory === null ? $outline->only_these() : null;
        $this->keep_snapshot($snapshot, $this->work($sources, $keys));
    }

    /**
     * Looks at the live course.
     *
     * @return census
     */
    private function take_census(): census {
        return new census($this->courseid, new bases($this->courseid, (int)$this->job->get('id')));
    }

    /**
     * Refuses to work on a course that has moved since the caller looked at it.
     *
     * @param census $census
     * @return void
     */
    private function demand_state(census $census): void {
        if ($this->request->expectstate !== '' && $this->request->expectstate !== $census->state()) {
            throw new refusal('statemoved');
        }
    }

    /**
     * Keeps the course as it is.
     *
     * @param census $census
     * @return \stdClass|null row
     */
    private function take_snapshot(census $census): ?\stdClass {
        if (!$this->request->snapshot || $this->request->dryrun) {
            return null;
        }
        $row = (new snapshots($this->courseid))->make($census, (int)$this->job->get('userid'), $this->job->get('requestid'),
            (int)$this->job->get('id'));
        $this->report->take_snapshot((int)$row->id);
        return $row;
    }

    /**
     * Drops the snapshot of a publication that found nothing to write, so that going back means to before the last change; else the
     * oldest ones.
     *
     * @param \stdClass|null $row
     * @param bool $changed whether anything was written or half written
     * @return void
     */
    private function keep_snapshot(?\stdClass $row, bool $changed): void {
        $snapshots = new snapshots($this->courseid);
        if ($row && !$changed) {
            $snapshots->remove($row);
            $this->report->take_snapshot(0);
        }
        $snapshots->thin_out();
    }

    /**
     * Restores the package into a staging course, and brings the live course to its state.
     *
     * @param sources $sources
     * @param string[]|null $keys the activities to which it comes down; null for everything
     * @return bool whether anything was written or half written
     */
    private function work(sources $sources, ?array $keys): bool {
        $file = $this->snapshot
            ? (new snapshots($this->courseid))->file($this->snapshot)
            : package::of($this->job);
        $package = new unpacked($file, (int)$this->job->get('userid'));
        try {
            $this->report->describe_package($package->describe());
            $folders = $keys === null ? null : (new selection($package))->folders($keys);
            $staging = (new course_maker($this->job, $package, $this->report))->stage($folders);
        } finally {
            $package->remove();
        }
        if (!$staging) {
            return false;
        }
        $this->job->advance(self::STAGED);
        try {
            // Snapshot and staging take their time, and people work in the course meanwhile.
            $census = $this->take_census();
            $judge = new judge($census, $sources, $this->request, $this->memory);
            $name = $this->request->fullname !== '' ? $this->request->fullname : $package->fullname();
            return $this->reconcile($staging->courseid(), $census, $sources, $judge, $name);
        } finally {
            $staging->discard();
        }
    }

    /**
     * Brings the live course to the state of the staging course.
     *
     * @param int $stage
     * @param census $census
     * @param sources $sources
     * @param judge $judge
     * @param string $fullname that the course is to have
     * @return bool whether anything was written or half written
     */
    private function reconcile(int $stage, census $census, sources $sources, judge $judge, string $fullname): bool {
        $run = new run($stage, $this->courseid, $this->request, new journal($census->bases()), $fullname);
        $drift = new drift($census);
        $hidden = [];
        foreach ($census->cms_by_key() as $key => $cm) {
            if ($drift->is_only_visibility($cm) && !$this->request->overwrites((string)$key)) {
                $run->leave_visibility((int)$cm->id);
                $hidden[$key] = true;
            }
        }
        $edited = bookkeeper::edited($census, $judge);
        try {
            $verdicts = (new reconciler($run, $census, $judge, $sources, $this->memory))
                ->apply((int)$this->job->get('userid'));
        } finally {
            $this->report->take_actions($run->actions());
        }
        $this->job->advance(self::APPLIED);
        if ($this->request->dryrun) {
            $this->report->take_state($census->state());
            return false;
        }
        $now = $this->take_census();
        if ($this->memory === null) {
            held::mark($sources, $run->actions()->all());
        }
        (new bookkeeper($now, $sources, $verdicts, $edited, $census, $hidden))->write($this->job);
        $this->recall($now->bases(), $verdicts);
        $this->report->take_state($now->state());
        return $run->actions()->writes() || $run->actions()->has_failures();
    }

    /**
     * Brings back, with a snapshot, what was known then: of what a person had edited already the base too, so that it goes on
     * counting as edited, and which publication it was.
     *
     * @param bases $bases
     * @param verdicts $verdicts
     * @return void
     */
    private function recall(bases $bases, verdicts $verdicts): void {
        $live = ['activity' => $this->memory['activities'] ?? [], 'section' => []];
        foreach ($this->memory['sections'] ?? [] as $section) {
            $live['section'][$section['id']] = $section['fingerprint'];
        }
        foreach ($this->memory['bases'] ?? [] as $row) {
            $isactivity = $row['kind'] === 'activity';
            $then = $live[$row['kind']][$isactivity ? $row['itemkey'] : $row['itemid']]
                ?? $this->memory['others'][$row['kind']] ?? $row['fingerprint'];
            $wasedited = $row['pending'] === '' && $row['fingerprint'] !== '' && $then !== $row['fingerprint'];
            $isleft = in_array($verdicts->get($row['kind'], $row['itemkey']), [verdicts::FAILED, judge::CONFLICT], true);
            if ($row['kind'] === 'course' && !$isleft && !$wasedited) {
                // The order of sections of that time is ours again.
                $bases->close('course', 'course', $this->courseid, (string)($bases->get('course', 'course')->fingerprint ?? ''),
                    json_decode((string)$row['parts'], true) ?: [], $row['source']);
            } else if ($row['kind'] === 'published' || ($wasedited && !$isleft)) {
                $bases->close($row['kind'], $row['itemkey'], (int)$row['itemid'], $row['fingerprint'],
                    json_decode((string)$row['parts'], true) ?: [], $row['source'],
                    json_decode((string)$row['sourceparts'], true) ?: []);
            }
        }
    }
}
