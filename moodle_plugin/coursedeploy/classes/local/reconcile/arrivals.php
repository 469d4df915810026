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

use local_coursedeploy\local\census;
use local_coursedeploy\local\fingerprint;
use local_coursedeploy\local\sources;

/**
 * Brings activities in that the live course lacks, and remembers which ones are new.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class arrivals {

    /** @var run */
    private $run;

    /** @var census of the live course as it was */
    private $census;

    /** @var sources */
    private $sources;

    /** @var verdicts */
    private $verdicts;

    /** @var lookout */
    private $lookout;

    /** @var guard */
    private $guard;

    /** @var bool[] key => true, of the activities that are new */
    private $new = [];

    /**
     * Constructor.
     *
     * @param run $run
     * @param census $census
     * @param sources $sources
     * @param verdicts $verdicts takes what is decided
     * @param lookout $lookout
     * @param guard $guard
     */
    public function __construct(run $run, census $census, sources $sources, verdicts $verdicts, lookout $lookout, guard $guard) {
        $this->run = $run;
        $this->census = $census;
        $this->sources = $sources;
        $this->verdicts = $verdicts;
        $this->lookout = $lookout;
        $this->guard = $guard;
    }

    /**
     * Brings them in. Subsections first, since each brings its own along.
     *
     * @param \cm_info[] $stage activities of the package by key
     * @param int $userid who publishes
     * @return void
     */
    public function import(array $stage, int $userid): void {
        $importer = new importer($this->run, $userid);
        $boxes = array_filter($stage, function(\cm_info $cm): bool {
            return $cm->modname === 'subsection';
        });
        foreach ($boxes + $stage as $key => $cm) {
            if ($this->run->twins()->of('course_module', (int)$cm->id) || $this->verdicts->get('activity', $key) !== '') {
                continue;
            }
            if (!$this->run->asked()->wants($key)) {
                $this->verdicts->set('activity', $key, judge::UNWANTED);
                continue;
            }
            $this->verdicts->set('activity', $key, judge::UPDATE);
            $this->new[$key] = true;
            if (!$this->run->is_dry()) {
                $this->guard->activity((string)$key, $cm, function() use ($importer, $cm, $key): void {
                    $this->census->bases()->open('activity', $key, 0, $this->sources->activity($key));
                    $this->take_in($this->lookout->around(lookout::WITH_ACTIVITIES, function() use ($importer, $cm): array {
                        return $importer->import($cm);
                    }));
                });
            }
        }
    }

    /**
     * Whether an activity is new.
     *
     * @param string $key
     * @return bool
     */
    public function has(string $key): bool {
        return isset($this->new[$key]);
    }

    /**
     * The activities that are new.
     *
     * @return bool[] key => true
     */
    public function all(): array {
        return $this->new;
    }

    /**
     * Writes down how a new activity is so far: should the work break off, what a person does in it then is to be seen.
     *
     * @param string $key
     * @param int $cmid
     * @return void
     */
    public function write_down(string $key, int $cmid): void {
        $made = fingerprint::of_activity($this->run->live_modinfo()->get_cm($cmid));
        $this->census->bases()->made($key, $cmid, $made->all(), $made->parts());
    }

    /**
     * Notes which activities came.
     *
     * @param int[] $found staging course module id => live course module id
     * @return void
     */
    private function take_in(array $found): void {
        $modinfo = $this->run->stage_modinfo();
        foreach (array_keys($found) as $id) {
            $key = (string)$modinfo->get_cm($id)->idnumber;
            if ($key !== '' && $this->verdicts->get('activity', $key) === '') {
                $this->verdicts->set('activity', $key, judge::UPDATE);
                $this->new[$key] = true;
            }
            if (isset($this->new[$key])) {
                $this->write_down($key, $found[$id]);
            }
        }
    }
}
