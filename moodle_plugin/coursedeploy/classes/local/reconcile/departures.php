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
 * Deals with everything of ours that the package does not hold any more: activities first, then sections.
 *
 * What is to be removed is hidden first, all of it, and removed some time later: whoever had opened an activity a moment before
 * has finished by then what she was sending, and it is found.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class departures {

    /** Seconds between hiding and removing: longer than a request of a learner takes. */
    const GRACE = 2.0;

    /** @var run */
    private $run;

    /** @var census of the live course as it was */
    private $census;

    /** @var judge */
    private $judge;

    /** @var verdicts */
    private $verdicts;

    /** @var lookout */
    private $lookout;

    /** @var guard */
    private $guard;

    /** @var missing */
    private $missing;

    /** @var string[][] key => parts of the fingerprint before it was hidden, whether shown or not */
    private $before = [];

    /**
     * Constructor.
     *
     * @param run $run
     * @param census $census
     * @param judge $judge
     * @param verdicts $verdicts takes what is decided
     * @param lookout $lookout
     */
    public function __construct(run $run, census $census, judge $judge, verdicts $verdicts, lookout $lookout) {
        $this->run = $run;
        $this->census = $census;
        $this->judge = $judge;
        $this->verdicts = $verdicts;
        $this->lookout = $lookout;
        $this->guard = new guard($run, $verdicts);
        $this->missing = new missing($run, $census, $judge);
    }

    /**
     * Deals with activities.
     *
     * @param string[] $known keys that the package holds
     * @return void
     */
    public function activities(array $known): void {
        foreach (missing::of($this->census, $known) as $key => $cm) {
            $this->guarded((string)$key, $cm, function() use ($key, $cm): void {
                $this->put_away((string)$key, $cm);
            });
        }
        $retired = $this->missing->retired();
        if ($retired) {
            usleep((int)max(0, 1e6 * ($this->missing->hidden_at() + self::GRACE - microtime(true))));
        }
        foreach ($retired as $key => $cm) {
            $this->guarded((string)$key, $cm, function() use ($cm): void {
                $this->remove($cm);
            });
        }
    }

    /**
     * Deals with sections.
     *
     * @param sources $sources
     * @return void
     */
    public function sections(sources $sources): void {
        if ($sources->given) {
            $missing = new missing_sections($this->run, $this->judge, $this->run->is_dry() ? $this->would_leave() : []);
            foreach (missing_sections::of($this->census, $sources) as $key => $section) {
                $this->verdicts->set('section', (string)$key, $missing->put_away((string)$key, $section));
            }
        }
    }

    /**
     * What is still seen in the sections in a dry run only: what it would have put away, or into a section of the package.
     *
     * @return int[] live course modules
     */
    private function would_leave(): array {
        return array_merge($this->missing->put_aside(), array_map(function(\cm_info $one): int {
            return $this->run->twins()->of('course_module', (int)$one->id);
        }, array_values($this->run->stage_modinfo()->get_cms())));
    }

    /**
     * Hides an activity, or leaves it.
     *
     * @param string $key
     * @param \cm_info $cm
     * @return void
     */
    private function put_away(string $key, \cm_info $cm): void {
        $this->census->count_again();
        $this->before[$key] = $this->parts($cm);
        if ($this->run->asked()->wants($key)) {
            $this->lookout->demand_unedited($cm);
        }
        if (!$this->judge->is_edited('activity', $key, $this->census->fingerprint((int)$cm->id)->all())) {
            $this->run->journal()->follow((int)$cm->id, $key, '');
        }
        $this->verdicts->set('activity', $key, $this->missing->put_away($cm));
        $this->lookout->settle((int)$cm->id, '');
    }

    /**
     * Removes an activity that was hidden for that, unless anybody has edited or used it since.
     *
     * @param \cm_info $cm
     * @return void
     */
    private function remove(\cm_info $cm): void {
        $key = (string)$cm->idnumber;
        if ($this->parts($cm) !== $this->before[$key] && !$this->run->asked()->overwrites($key)) {
            $this->missing->take_back($cm);
            $this->reopen($key, (int)$cm->id);
            throw new meanwhile();
        }
        $this->lookout->around(lookout::WITH_ACTIVITIES, function() use ($cm): void {
            $this->missing->remove($cm);
        });
    }

    /**
     * Takes back that an activity was begun to be changed: only so will the edit be seen again.
     *
     * @param string $key
     * @param int $cmid
     * @return void
     */
    private function reopen(string $key, int $cmid): void {
        $row = $this->census->bases()->get('activity', $key);
        if ($row) {
            $this->census->bases()->close('activity', $key, $cmid, (string)$row->fingerprint,
                json_decode((string)$row->parts, true) ?: [], (string)$row->source,
                json_decode((string)$row->sourceparts, true) ?: []);
        }
    }

    /**
     * How an activity is now, but for being shown or hidden, which its marks follow.
     *
     * @param \cm_info $cm
     * @return string[] part => sha1
     */
    private function parts(\cm_info $cm): array {
        $now = fingerprint::of_activity($this->run->live_modinfo()->get_cm($cm->id), '1');
        return array_intersect_key($now->parts(), array_flip(fingerprint::OWN));
    }

    /**
     * Does something to one activity; what was edited meanwhile is told.
     *
     * @param string $key
     * @param \cm_info $cm
     * @param callable $work
     * @return void
     */
    private function guarded(string $key, \cm_info $cm, callable $work): void {
        $this->guard->activity($key, $cm, $work, function() use ($cm): void {
            $this->run->note_activity($cm, 'conflict', 'conflict', $cm->name);
        });
    }
}
