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
use local_coursedeploy\local\sources;

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->libdir . '/gradelib.php');

/**
 * Brings a live course to the state of a staging course, without taking from learners what is theirs.
 *
 * In this order, since each step needs the ones before it: groups, sections that are missing, activities that are new, what is in
 * the activities, gradebook, restrictions and other settings of activities, sections, places and order, what is missing in the
 * package, and the rest of what belongs to the course as a whole. A thing that fails is noted, and the others go on.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class reconciler {

    /** Kinds of activities that others draw from or link into: they come first, in this order. */
    const FIRST = ['qbank', 'book', 'lesson'];

    /** @var run */
    private $run;

    /** @var census of the live course as it was */
    private $census;

    /** @var judge */
    private $judge;

    /** @var sources */
    private $sources;

    /** @var array|null see snapshots::memory() */
    private $memory;

    /** @var verdicts */
    private $verdicts;

    /** @var lookout */
    private $lookout;

    /** @var guard */
    private $guard;

    /** @var arrivals */
    private $arrivals;

    /** @var \cm_info[] activities of the package by key */
    private $stage = [];

    /** @var string[][] key => parts that were changed */
    private $parts = [];

    /**
     * Constructor.
     *
     * @param run $run
     * @param census $census
     * @param judge $judge
     * @param sources $sources
     * @param array|null $memory what a snapshot remembers, when the package is one
     */
    public function __construct(run $run, census $census, judge $judge, sources $sources, ?array $memory = null) {
        $this->run = $run;
        $this->census = $census;
        $this->judge = $judge;
        $this->sources = $sources;
        $this->memory = $memory;
        $this->verdicts = new verdicts();
        $this->lookout = new lookout($census, $judge, $run->is_dry());
        $this->guard = new guard($run, $this->verdicts);
        $this->arrivals = new arrivals($run, $census, $sources, $this->verdicts, $this->lookout, $this->guard);
    }

    /**
     * Does it.
     *
     * @param int $userid who publishes
     * @return verdicts what was decided about everything
     */
    public function apply(int $userid): verdicts {
        $this->stage = $this->stage_activities();
        $course = new course_parts($this->run, $this->census, $this->judge, $this->sources, $this->verdicts, $this->lookout);
        $course->aspect('groups');
        $matcher = new section_matcher($this->run, $this->census, $this->sources, $this->memory);
        $matcher->match_ordinary();
        $this->pair_activities();
        $this->arrivals->import($this->stage, $userid);
        $matcher->match_delegated();
        $this->each([$this, 'update_content']);
        $course->aspect('gradebook');
        $this->each([$this, 'update_settings']);
        $this->sections($matcher);
        $course->other('course', function(): void {
            $parts = (new course_settings($this->run))->update();
            $this->run->note('course', 'course', $parts ? 'updated' : 'unchanged', '', '', $parts);
        });
        $this->order($matcher);
        $departures = new departures($this->run, $this->census, $this->judge, $this->verdicts, $this->lookout);
        $known = $this->memory === null ? $this->stage + $this->sources->activities : $this->stage;
        $departures->activities(array_map('strval', array_keys($known)));
        $departures->sections($this->sources);
        foreach (['completion', 'competencies', 'badges', 'blocks'] as $kind) {
            $course->aspect($kind);
        }
        $known = $this->memory === null ? array_map('strval', array_keys($this->sources->activities)) : [];
        (new telling($this->run, $this->census, $this->verdicts))->tell($this->stage, $this->arrivals->all(), $this->parts, $known);
        $this->finish();
        return $this->verdicts;
    }

    /**
     * The activities of the package that have an identification number.
     *
     * @return \cm_info[] by key, those that others link into first
     */
    private function stage_activities(): array {
        $stage = [];
        foreach ($this->run->stage_modinfo()->get_cms() as $cm) {
            if ((string)$cm->idnumber !== '') {
                $stage[(string)$cm->idnumber] = $cm;
            } else if ($cm->modname !== 'qbank') {
                $this->run->note_activity($cm, 'noted', 'noidnumber', $cm->name);
            }
        }
        $first = [];
        foreach (self::FIRST as $modname) {
            $first += array_filter($stage, function(\cm_info $cm) use ($modname): bool {
                return $cm->modname === $modname;
            });
        }
        return $first + $stage;
    }

    /**
     * Finds out which activities both courses have.
     *
     * @return void
     */
    private function pair_activities(): void {
        $live = $this->census->cms_by_key();
        foreach ($this->stage as $key => $cm) {
            $twin = $live[$key] ?? null;
            if (!$twin) {
                continue;
            }
            if ($twin->modname !== $cm->modname) {
                $this->verdicts->set('activity', $key, verdicts::FAILED);
                $this->run->note_activity($twin, 'conflict', 'othertype', $cm->modname);
                continue;
            }
            $this->run->twins()->pair_activities($cm->get_course_module_record(true), $twin->get_course_module_record(true));
            $this->judge_activity((string)$key, $twin);
        }
        // Those that were not restored, since nothing is to be done to them.
        foreach (array_intersect_key($live, array_diff_key($this->sources->activities, $this->stage)) as $key => $twin) {
            $this->judge_activity((string)$key, $twin);
        }
    }

    /**
     * Decides what is to be done to an activity that is there.
     *
     * @param string $key
     * @param \cm_info $live
     * @return void
     */
    private function judge_activity(string $key, \cm_info $live): void {
        $verdict = $this->judge->activity($live);
        $edited = $this->judge->is_edited('activity', $key, $this->census->fingerprint((int)$live->id)->all());
        if (!$edited || $verdict === judge::UPDATE) {
            $this->run->journal()->follow((int)$live->id, $key, $this->sources->activity($key));
        }
        $this->verdicts->set('activity', $key, $verdict);
    }

    /**
     * Does something to every activity that is to be brought up to date.
     *
     * @param callable $work gets the key, the staging and the live activity
     * @return void
     */
    private function each(callable $work): void {
        foreach ($this->stage as $key => $cm) {
            $liveid = $this->run->twins()->of('course_module', (int)$cm->id);
            if (!$liveid || $this->verdicts->get('activity', $key) !== judge::UPDATE) {
                continue;
            }
            $this->guard->activity((string)$key, $cm, function() use ($work, $key, $cm, $liveid): void {
                $live = $this->run->live_modinfo()->get_cm($liveid);
                $change = function() use ($work, $key, $cm, $live): void {
                    $work($key, $cm, $live);
                };
                // What is particular about a new activity is no news: all of it is.
                $this->arrivals->has($key) ? $this->run->silently($change) : $change();
            });
        }
    }

    /**
     * Brings the content of an activity up to date.
     *
     * @param string $key
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    private function update_content(string $key, \cm_info $stage, \cm_info $live): void {
        if (!registry::is_handled($live->modname)) {
            $this->run->note_activity($live, 'kept', 'nothandled', $live->modname);
            $this->verdicts->set('activity', $key, verdicts::KEPT);
            return;
        }
        $this->change($key, $live, [new activity($this->run, $stage, $live), 'update']);
    }

    /**
     * Brings the settings of an activity up to date.
     *
     * @param string $key
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    private function update_settings(string $key, \cm_info $stage, \cm_info $live): void {
        $this->change($key, $live, [new cm_settings($this->run, $stage, $live), 'update']);
    }

    /**
     * Changes an activity, unless somebody has edited it meanwhile, and takes it as it is then.
     *
     * @param string $key
     * @param \cm_info $live
     * @param callable $update gets what to do right before and right after it writes, gives the parts that differ
     * @return void
     */
    private function change(string $key, \cm_info $live, callable $update): void {
        global $DB;
        // Of a new activity, what was done and how it is then are kept together, or neither.
        $transaction = $this->arrivals->has($key) && !$this->run->is_dry() ? $DB->start_delegated_transaction() : null;
        $parts = $update(function() use ($live): void {
            $this->lookout->demand_unedited($live);
        }, function() use ($live): void {
            $this->lookout->settle((int)$live->id, $live->modname);
        });
        if ($transaction) {
            $this->arrivals->write_down($key, (int)$live->id);
            $transaction->allow_commit();
        }
        $this->add_parts($key, $parts);
    }

    /**
     * Brings the sections up to date.
     *
     * @param section_matcher $matcher
     * @return void
     */
    private function sections(section_matcher $matcher): void {
        $sections = new sections($this->run, $this->judge);
        $named = $this->sources->given || $this->memory !== null;
        $sections->update($matcher->pairs(), $named, $this->verdicts->all('activity'));
        foreach ($sections->verdicts() as $key => $verdict) {
            $this->verdicts->set('section', (string)$key, $verdict);
        }
        foreach ($matcher->pairs() as $pair) {
            if ($pair->key !== '' && $pair->live) {
                $this->verdicts->place($pair->key, $pair->live->id());
            }
        }
    }

    /**
     * Puts activities and sections in order.
     *
     * @param section_matcher $matcher
     * @return void
     */
    private function order(section_matcher $matcher): void {
        $fixed = [];
        foreach ($this->stage as $key => $cm) {
            if (in_array($this->verdicts->get('activity', $key), [verdicts::FAILED, judge::UNWANTED], true)) {
                $fixed[] = $this->run->twins()->of('course_module', (int)$cm->id);
            }
        }
        $order = new order($this->run, $this->census->bases());
        $order->restore($matcher->pairs(), array_filter($fixed));
        $keys = array_flip(array_map('intval', array_filter(array_map(function(\cm_info $cm): int {
            return $this->run->twins()->of('course_module', (int)$cm->id);
        }, $this->stage))));
        foreach ($order->moved() as $cmid) {
            $this->lookout->settle((int)$cmid, '');
            if (isset($keys[$cmid])) {
                $this->add_parts((string)$keys[$cmid], ['placement']);
            }
        }
    }

    /**
     * Notes parts of an activity that were changed.
     *
     * @param string $key
     * @param string[] $parts
     * @return void
     */
    private function add_parts(string $key, array $parts): void {
        $this->parts[$key] = array_values(array_unique(array_merge($this->parts[$key] ?? [], $parts)));
    }

    /**
     * Lets core catch up: caches, and totals of marks.
     *
     * @return void
     */
    private function finish(): void {
        if (!$this->run->is_dry() && $this->run->actions()->writes()) {
            rebuild_course_cache($this->run->live(), true);
            $this->lookout->around(['gradebook'], function(): void {
                grade_regrade_final_grades($this->run->live());
            });
        }
    }
}
