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
use local_coursedeploy\local\reconcile\judge;
use local_coursedeploy\local\reconcile\missing;
use local_coursedeploy\local\reconcile\missing_sections;
use local_coursedeploy\local\reconcile\section_matcher;
use local_coursedeploy\local\reconcile\section_order;

/**
 * Whether a publication has anything to write, as far as the digests tell: if not, the package is not even unpacked.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class outline {

    /** What publishers say about the place of an activity. */
    const PLACE = ['placement', 'after'];

    /** @var census */
    private $census;

    /** @var judge */
    private $judge;

    /** @var sources */
    private $sources;

    /** @var request */
    private $request;

    /**
     * Constructor.
     *
     * @param census $census
     * @param judge $judge
     * @param sources $sources
     * @param request $request
     */
    public function __construct(census $census, judge $judge, sources $sources, request $request) {
        $this->census = $census;
        $this->judge = $judge;
        $this->sources = $sources;
        $this->request = $request;
    }

    /**
     * Whether there may be anything to write.
     *
     * @return bool
     */
    public function has_work(): bool {
        return !$this->sources->given || $this->in_activities() || $this->in_sections() || $this->in_others()
            || $this->in_missing() || $this->in_order();
    }

    /**
     * The activities to be brought up to date, when nothing else is to be done: then the rest of the package need not be restored.
     *
     * @return string[]|null keys; null when more is to be done
     */
    public function only_these(): ?array {
        if (!$this->sources->given || $this->in_sections() || $this->in_others() || $this->in_missing() || $this->in_order()) {
            return null;
        }
        $cms = $this->census->cms_by_key();
        $keys = [];
        foreach (array_map('strval', array_keys($this->sources->activities)) as $key) {
            if (!$this->request->wants($key)) {
                continue;
            }
            if (!isset($cms[$key]) || $this->is_moved($key)) {
                return null;
            }
            if ($this->judge->activity($cms[$key]) === judge::UPDATE) {
                $keys[] = $key;
            }
        }
        return $keys;
    }

    /**
     * What is said when there is nothing to write.
     *
     * @return actions
     */
    public function actions(): actions {
        $actions = new actions();
        $cms = $this->census->cms_by_key();
        foreach (array_keys($this->sources->sections) as $key) {
            $section = $this->section((string)$key);
            $this->tell($actions, 'section', (string)$key, $section ? $this->judge->section((string)$key, $section) : '');
        }
        foreach (array_keys($this->sources->activities) as $key) {
            if (isset($cms[$key])) {
                $cm = $cms[$key];
                $more = ['modname' => $cm->modname, 'cmid' => (int)$cm->id, 'detail' => $cm->name];
                $this->tell($actions, 'activity', (string)$key, $this->judge->activity($cm), $more);
            }
        }
        foreach (array_keys($this->census->others()) as $kind) {
            $this->tell($actions, $kind, $kind, $this->judge->other($kind));
        }
        $order = $this->order();
        if ($order && $order->is_conflict()) {
            $actions->add('course', 'course', 'kept', ['code' => 'movedonsite', 'parts' => ['sections']]);
        }
        return $actions;
    }

    /**
     * Whether an activity is new, changed or moved.
     *
     * @return bool
     */
    private function in_activities(): bool {
        $cms = $this->census->cms_by_key();
        foreach (array_keys($this->sources->activities) as $key) {
            if (!$this->request->wants((string)$key)) {
                continue;
            }
            if (!isset($cms[$key]) || $this->judge->activity($cms[$key]) === judge::UPDATE || $this->is_moved((string)$key)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the publisher has moved an activity, or takes back that a person has moved it.
     *
     * @param string $key
     * @return bool
     */
    private function is_moved(string $key): bool {
        $base = $this->census->bases()->get('activity', $key);
        $stored = json_decode((string)($base->sourceparts ?? ''), true) ?: [];
        $given = $this->sources->activity_parts($key);
        foreach (self::PLACE as $part) {
            if (($given[$part] ?? '') !== ($stored[$part] ?? '')) {
                return true;
            }
        }
        return $this->request->overwrites($key) && $this->is_elsewhere($key);
    }

    /**
     * Whether an activity lies in another section than the one into which we put it.
     *
     * @param string $key
     * @return bool
     */
    private function is_elsewhere(string $key): bool {
        $cm = $this->census->cms_by_key()[$key] ?? null;
        $base = $this->census->bases()->get('activity', $key);
        $placed = (string)((json_decode((string)($base->parts ?? ''), true) ?: [])[fingerprint::PLACEMENT] ?? '');
        if (!$cm || $placed === '') {
            return false;
        }
        return $placed !== (string)$this->census->fingerprint((int)$cm->id)->parts()[fingerprint::PLACEMENT];
    }

    /**
     * Whether a section is new or changed.
     *
     * @return bool
     */
    private function in_sections(): bool {
        foreach (array_keys($this->sources->sections) as $key) {
            $section = $this->section((string)$key);
            if ($this->request->wants((string)$key)
                    && (!$section || $this->judge->section((string)$key, $section) === judge::UPDATE)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the order of sections is asked for, and is to be changed.
     *
     * @return bool
     */
    private function in_order(): bool {
        $order = $this->order();
        return $order && $order->target($this->request->overwrites('course')) !== $this->present();
    }

    /**
     * The order of sections, when it is asked for.
     *
     * @return section_order|null
     */
    private function order(): ?section_order {
        $asked = array_filter(array_map('strval', array_keys($this->sources->sections)), [$this->request, 'wants']);
        $known = bases::sections_of($this->census->bases()->get('course', 'course'));
        if (!$known || (!$asked && !$this->request->wants('course'))) {
            return null;
        }
        $wanted = $this->sources->ordered(function(string $key): int {
            return (int)($this->census->bases()->get('section', $key)->itemid ?? 0);
        });
        return new section_order($wanted, $this->present(), $known);
    }

    /**
     * The sections as they stand.
     *
     * @return int[] ids
     */
    private function present(): array {
        return array_keys(section_matcher::ordinary($this->census->sections()));
    }

    /**
     * Whether the publisher has changed something that belongs to the course as a whole. Of what publishers say nothing (blocks)
     * only a change of something else is an occasion to look.
     *
     * @return bool
     */
    private function in_others(): bool {
        foreach (array_keys($this->census->others()) as $kind) {
            $isgiven = isset($this->sources->others[$kind]) || ($kind === 'course' && $this->sources->course !== '');
            if ($isgiven && $this->judge->other($kind) === judge::UPDATE) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether an activity or a section of ours is to be put away.
     *
     * @return bool
     */
    private function in_missing(): bool {
        if ($this->request->missing === 'keep') {
            return false;
        }
        foreach (missing::of($this->census, array_map('strval', array_keys($this->sources->activities))) as $key => $cm) {
            $isopen = (bool)fingerprint::own_visibility($cm) || $this->request->missing === 'delete';
            if ($isopen && $this->request->wants((string)$key)) {
                return true;
            }
        }
        foreach (array_keys(missing_sections::of($this->census, $this->sources)) as $key) {
            if ($this->request->wants((string)$key)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The live section of a key.
     *
     * @param string $key
     * @return section_row|null
     */
    private function section(string $key): ?section_row {
        $base = $this->census->bases()->get('section', $key);
        return $base ? ($this->census->sections()[(int)$base->itemid] ?? null) : null;
    }

    /**
     * Says what was decided about one thing.
     *
     * @param actions $actions
     * @param string $kind
     * @param string $key
     * @param string $verdict
     * @param array $more
     * @return void
     */
    private function tell(actions $actions, string $kind, string $key, string $verdict, array $more = []): void {
        $words = [
            judge::SAME => ['unchanged', ''],
            judge::EDITED => ['leftalone', 'edited'],
            judge::CONFLICT => ['conflict', 'conflict'],
        ];
        if (isset($words[$verdict])) {
            $actions->add($kind, $key, $words[$verdict][0], ['code' => $words[$verdict][1]] + $more);
        }
    }
}
