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

use local_coursedeploy\local\bases;
use local_coursedeploy\local\section_row;

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->dirroot . '/course/lib.php');

/**
 * Puts activities into their sections and into their order, and sections into theirs.
 *
 * What a person has moved stays where it is, unless the package moves it too. What persons have added stays where it is as long as
 * ours is in its order; else ours comes first.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class order {

    /** @var run */
    private $run;

    /** @var bases as they were before the run */
    private $bases;

    /** @var int[] live course module ids that were moved */
    private $moved = [];

    /** @var bool whether sections were moved */
    private $sectionsmoved = false;

    /**
     * Constructor.
     *
     * @param run $run
     * @param bases $bases
     */
    public function __construct(run $run, bases $bases) {
        $this->run = $run;
        $this->bases = $bases;
    }

    /**
     * Puts everything in its place.
     *
     * @param section_pair[] $pairs
     * @param int[] $fixed live course module ids that are not to be moved
     * @return void
     */
    public function restore(array $pairs, array $fixed): void {
        $pairs = array_filter($pairs, function(section_pair $pair): bool {
            return (bool)$pair->live;
        });
        foreach ($pairs as $pair) {
            foreach ($this->wanted($pair) as $cmid) {
                if (!in_array($cmid, $fixed, true)) {
                    $this->place($cmid, $pair);
                }
            }
        }
        foreach ($pairs as $pair) {
            $this->sort($pair, $fixed);
        }
        $this->sort_sections($pairs);
        if ($this->moved || $this->sectionsmoved) {
            rebuild_course_cache($this->run->live(), true);
        }
    }

    /**
     * What was moved.
     *
     * @return int[] live course module ids
     */
    public function moved(): array {
        return array_keys($this->moved);
    }

    /**
     * The activities that belong into a section, in their order.
     *
     * @param section_pair $pair
     * @return int[] live course module ids
     */
    private function wanted(section_pair $pair): array {
        return array_values(array_filter(array_map(function(int $cmid): int {
            return $this->run->twins()->of('course_module', $cmid);
        }, $pair->stage->sequence())));
    }

    /**
     * Puts an activity into its section.
     *
     * @param int $cmid
     * @param section_pair $pair
     * @return void
     */
    private function place(int $cmid, section_pair $pair): void {
        $cm = get_coursemodule_from_id('', $cmid, $this->run->live(), false, MUST_EXIST);
        if ((int)$cm->section === $pair->live->id() || !$this->run->asked()->wants((string)$cm->idnumber)) {
            return;
        }
        $base = $this->bases->get('activity', (string)$cm->idnumber);
        $placed = (int)((json_decode((string)($base->parts ?? ''), true) ?: [])['placement'] ?? 0);
        $byperson = $placed && $placed !== (int)$cm->section && !$this->run->asked()->overwrites((string)$cm->idnumber);
        if ($byperson && $placed === $pair->live->id()) {
            return;
        }
        if ($byperson) {
            $this->run->note_activity($this->run->live_modinfo()->get_cm($cmid), 'kept', 'movedonsite');
            return;
        }
        $this->moved[$cmid] = true;
        if (!$this->run->is_dry()) {
            $this->run->touch($cmid);
            moveto_module($cm, section_row::of_course($this->run->live())[$pair->live->id()]->row());
        }
    }

    /**
     * Sorts the activities of a section.
     *
     * @param section_pair $pair
     * @param int[] $fixed
     * @return void
     */
    private function sort(section_pair $pair, array $fixed): void {
        global $DB;
        $present = section_row::of_course($this->run->live())[$pair->live->id()]->sequence();
        $wanted = array_values(array_intersect($this->wanted($pair), $present));
        $base = $this->bases->get('section', $pair->key);
        $known = (json_decode((string)($base->parts ?? ''), true) ?: [])['order'] ?? [];
        // What we have just put here stands at the end: that is no order of a person's.
        $known = array_diff($known, array_keys($this->moved));
        if (array_values(array_intersect($present, $wanted)) === $wanted || !$this->is_wanted($wanted)) {
            return;
        }
        if (!self::may_sort($wanted, $present, $known)) {
            $this->run->note('section', $pair->key, 'kept', 'movedonsite', $pair->stage->get('name'), ['order']);
            return;
        }
        foreach (self::displaced($wanted, $present) as $cmid) {
            $this->moved[$cmid] = true;
        }
        if (!$this->run->is_dry()) {
            $sequence = array_merge($wanted, array_values(array_diff($present, $wanted)));
            $DB->set_field('course_sections', 'sequence', implode(',', $sequence), ['id' => $pair->live->id()]);
            rebuild_course_cache($this->run->live(), true);
        }
    }

    /**
     * Sorts the sections, when the course or one of them is asked for.
     *
     * @param section_pair[] $pairs
     * @return void
     */
    private function sort_sections(array $pairs): void {
        $pairs = array_filter($pairs, function(section_pair $pair): bool {
            return !$pair->stage->is_delegated();
        });
        $wanted = array_values(array_map(function(section_pair $pair): int {
            return $pair->live->id();
        }, $pairs));
        $present = array_keys(section_matcher::ordinary(section_row::of_course($this->run->live())));
        if (!$this->are_asked($pairs) || array_values(array_intersect($present, $wanted)) === $wanted) {
            return;
        }
        $order = new section_order($wanted, $present, bases::sections_of($this->bases->get('course', 'course')));
        $overwrites = $this->run->asked()->overwrites('course');
        $target = $order->target($overwrites);
        if ($order->is_conflict() && !$overwrites) {
            $this->run->note('course', 'course', 'kept', 'movedonsite', '', ['sections']);
        }
        if ($target !== $present) {
            $this->sectionsmoved = true;
            $this->run->note('course', 'course', 'moved', '', '', ['sections']);
            if (!$this->run->is_dry()) {
                $this->move_sections($target);
            }
        }
    }

    /**
     * Whether the order of sections is asked for.
     *
     * @param section_pair[] $pairs
     * @return bool
     */
    private function are_asked(array $pairs): bool {
        $asked = array_filter($pairs, function(section_pair $pair): bool {
            return $pair->key !== '' && $this->run->asked()->wants($pair->key);
        });
        return $this->run->asked()->wants('course') || $asked;
    }

    /**
     * Puts the sections into an order.
     *
     * @param int[] $order section ids
     * @return void
     */
    private function move_sections(array $order): void {
        global $DB;
        foreach ($order as $number => $id) {
            $present = (int)$DB->get_field('course_sections', 'section', ['id' => $id], MUST_EXIST);
            if ($number > 0 && $present !== $number) {
                move_section_to(get_course($this->run->live()), $present, $number, true);
            }
        }
    }

    /**
     * Whether one of the activities of a section was asked for.
     *
     * @param int[] $cmids
     * @return bool
     */
    private function is_wanted(array $cmids): bool {
        if ($this->run->asked()->only === null) {
            return true;
        }
        $modinfo = $this->run->live_modinfo();
        foreach ($cmids as $cmid) {
            if ($this->run->asked()->wants((string)$modinfo->get_cm($cmid)->idnumber)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a list may be put into another order: no person has changed the order that we knew.
     *
     * @param int[] $wanted in the order of the package
     * @param int[] $present in the order of the live course, with what is not ours
     * @param int[] $known in the order of the last publication
     * @return bool
     */
    private static function may_sort(array $wanted, array $present, array $known): bool {
        $ours = array_values(array_intersect($present, $wanted));
        $now = array_values(array_intersect($ours, $known));
        $then = array_values(array_intersect($known, $ours));
        return $now === $then;
    }

    /**
     * Which things have another neighbour before them than they should.
     *
     * @param int[] $wanted
     * @param int[] $present
     * @return int[]
     */
    private static function displaced(array $wanted, array $present): array {
        $ours = array_values(array_intersect($present, $wanted));
        return array_values(array_filter($wanted, function(int $id) use ($wanted, $ours): bool {
            $should = $wanted[array_search($id, $wanted) - 1] ?? 0;
            return $should !== ($ours[array_search($id, $ours) - 1] ?? 0);
        }));
    }
}
