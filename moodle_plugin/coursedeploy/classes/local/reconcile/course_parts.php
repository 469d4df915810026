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
use local_coursedeploy\local\refusal;
use local_coursedeploy\local\sources;

/**
 * Brings what belongs to the course as a whole up to date, kind by kind, as far as the three-way rule allows.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class course_parts {

    /** In which kind of note aspects tell of themselves as a whole. */
    const NOTES = ['competencies' => 'competency', 'badges' => 'badge', 'groups' => 'group', 'blocks' => 'block'];

    /** @var run */
    private $run;

    /** @var census of the live course as it was */
    private $census;

    /** @var judge */
    private $judge;

    /** @var sources */
    private $sources;

    /** @var verdicts */
    private $verdicts;

    /** @var lookout */
    private $lookout;

    /**
     * Constructor.
     *
     * @param run $run
     * @param census $census
     * @param judge $judge
     * @param sources $sources
     * @param verdicts $verdicts takes what is decided
     * @param lookout $lookout
     */
    public function __construct(run $run, census $census, judge $judge, sources $sources, verdicts $verdicts, lookout $lookout) {
        $this->run = $run;
        $this->census = $census;
        $this->judge = $judge;
        $this->sources = $sources;
        $this->verdicts = $verdicts;
        $this->lookout = $lookout;
    }

    /**
     * Brings one aspect of the course up to date.
     *
     * @param string $kind
     * @return void
     */
    public function aspect(string $kind): void {
        $aspect = registry::aspects()[$kind] ?? null;
        if ($aspect) {
            $this->other($kind, function() use ($aspect): void {
                $lacking = array_filter($aspect->capabilities(), function(string $capability): bool {
                    return !$this->run->is_allowed($capability);
                });
                if (!$lacking) {
                    $aspect->apply($this->run);
                } else if ($aspect->content($this->run->stage()) != $aspect->content($this->run->live())) {
                    throw new refusal('norighthere', reset($lacking));
                }
            });
        }
    }

    /**
     * What is to be done to a kind that somebody has edited since it was judged. Where nothing is known of it, it is written down
     * as it was before: only so will the edit be seen again.
     *
     * @param string $kind
     * @return string
     */
    private function meanwhile(string $kind): string {
        $verdict = $this->judge->meanwhile($kind);
        $base = $this->census->bases()->get($kind, $kind);
        if ($verdict === judge::CONFLICT && (!$base || $base->pending !== '' || $base->fingerprint === '')) {
            $this->census->bases()->close($kind, $kind, $this->run->live(), $this->census->others()[$kind], [],
                (string)($base->source ?? ''), json_decode((string)($base->sourceparts ?? ''), true) ?: []);
        }
        return $verdict;
    }

    /**
     * Does something to what belongs to the course as a whole, if the rule allows it.
     *
     * @param string $kind
     * @param callable $work
     * @return void
     */
    public function other(string $kind, callable $work): void {
        $verdict = $this->judge->other($kind);
        if ($verdict === judge::UPDATE && $this->lookout->has_moved($kind)) {
            $verdict = $this->meanwhile($kind);
        }
        $this->verdicts->set($kind, $kind, $verdict);
        $note = self::NOTES[$kind] ?? $kind;
        if ($verdict === judge::CONFLICT) {
            $this->run->note($note, $kind, 'conflict', 'conflict');
        } else if ($verdict === judge::EDITED) {
            $this->run->note($note, $kind, 'leftalone', 'edited');
        } else if ($verdict === judge::UPDATE) {
            if (!$this->run->is_dry()) {
                $this->census->bases()->open($kind, $kind, 0, $this->sources->others[$kind] ?? '');
            }
            try {
                $work();
                $this->lookout->settle_other($kind);
            } catch (\Throwable $e) {
                failures::note($this->run, $this->verdicts, $kind, $kind, $note, 0, $e);
            }
        }
    }
}
