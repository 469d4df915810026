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
use local_coursedeploy\local\section_row;
use local_coursedeploy\local\sources;

/**
 * Finds which section of the live course is which section of the package, and makes those that are missing.
 *
 * By the section that was published under the key, else by name, else by place; never one that another key has. A section that a
 * teacher put in between is nobody's.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class section_matcher {

    /** @var run */
    private $run;

    /** @var census */
    private $census;

    /** @var sources */
    private $sources;

    /** @var array|null see snapshots::memory() */
    private $memory;

    /** @var section_row[] ordinary live sections that are nobody's yet, by id */
    private $free;

    /** @var section_pair[] */
    private $pairs = [];

    /**
     * Constructor.
     *
     * @param run $run
     * @param census $census
     * @param sources $sources
     * @param array|null $memory
     */
    public function __construct(run $run, census $census, sources $sources, ?array $memory) {
        $this->run = $run;
        $this->census = $census;
        $this->sources = $sources;
        $this->memory = $memory;
        $this->free = self::ordinary($census->sections());
    }

    /**
     * Matches the ordinary sections.
     *
     * @return void
     */
    public function match_ordinary(): void {
        $found = [];
        $stage = array_values(self::ordinary(section_row::of_course($this->run->stage())));
        foreach (['known', 'named', 'placed'] as $way) {
            foreach ($stage as $place => $section) {
                $live = isset($found[$place]) ? null : $this->$way($section, $place);
                if ($live) {
                    $found[$place] = $live;
                    unset($this->free[$live->id()]);
                }
            }
        }
        foreach ($stage as $place => $section) {
            $live = $found[$place] ?? $this->make();
            $key = $this->is_named() || !$live ? $this->key($section) : $this->census->section_key($live->id());
            $this->pair(new section_pair($key, $section, $live, !isset($found[$place])));
        }
    }

    /**
     * Matches the sections of subsections, once the activities that they belong to are matched.
     *
     * @return void
     */
    public function match_delegated(): void {
        $live = [];
        foreach (section_row::of_course($this->run->live()) as $section) {
            if ($section->is_delegated()) {
                $live[$section->get('component') . '|' . $section->get('itemid')] = $section;
            }
        }
        foreach (section_row::of_course($this->run->stage()) as $section) {
            $modname = preg_replace('~^mod_~', '', $section->get('component'));
            $instance = $section->is_delegated() ? $this->run->twins()->of($modname, (int)$section->get('itemid')) : 0;
            $twin = $live[$section->get('component') . '|' . $instance] ?? null;
            if ($instance && $twin) {
                $isnew = !isset($this->census->sections()[$twin->id()]);
                $this->pair(new section_pair($this->key_of_owner($modname, $instance), $section, $twin, $isnew));
            }
        }
    }

    /**
     * What was matched.
     *
     * @return section_pair[]
     */
    public function pairs(): array {
        return $this->pairs;
    }

    /**
     * The sections that belong to no activity.
     *
     * @param section_row[] $sections
     * @return section_row[] with their keys
     */
    public static function ordinary(array $sections): array {
        return array_filter($sections, function(section_row $section): bool {
            return !$section->is_delegated();
        });
    }

    /**
     * Keeps a pair.
     *
     * @param section_pair $pair
     * @return void
     */
    private function pair(section_pair $pair): void {
        $this->pairs[] = $pair;
        if ($pair->live) {
            $this->run->twins()->pair('section', $pair->stage->id(), $pair->live->id());
        }
    }

    /**
     * The section that is known to be the one.
     *
     * @param section_row $stage
     * @param int $place
     * @return section_row|null
     */
    private function known(section_row $stage, int $place): ?section_row {
        if ($place === 0) {
            return reset($this->free) ?: null;
        }
        $then = $this->memory['sections'][$stage->number()]['id'] ?? 0;
        $key = $this->key($stage);
        $base = $key === '' ? null : $this->census->bases()->get('section', $key);
        return $this->free[$then] ?? $this->free[(int)($base->itemid ?? 0)] ?? null;
    }

    /**
     * A section of the same name that no publication named.
     *
     * @param section_row $stage
     * @return section_row|null
     */
    private function named(section_row $stage): ?section_row {
        foreach ($this->free as $section) {
            if ($section->get('name') !== '' && $section->get('name') === $stage->get('name') && $this->is_nobodys($section)) {
                return $section;
            }
        }
        return null;
    }

    /**
     * The section in the same place, in a course that no publication has named the sections of.
     *
     * @param section_row $stage
     * @param int $place
     * @return section_row|null
     */
    private function placed(section_row $stage, int $place): ?section_row {
        $section = array_values(self::ordinary($this->census->sections()))[$place] ?? null;
        $isfree = $section && isset($this->free[$section->id()]) && $this->is_nobodys($section);
        return $isfree && (!$this->is_named() || !$this->census->bases()->all('section')) ? $section : null;
    }

    /**
     * Whether the sections of the package have keys.
     *
     * @return bool
     */
    private function is_named(): bool {
        return $this->memory !== null || $this->sources->given;
    }

    /**
     * Whether no publication has named a section, or this one names none.
     *
     * @param section_row $section
     * @return bool
     */
    private function is_nobodys(section_row $section): bool {
        return !$this->is_named() || $this->census->section_key($section->id()) === '';
    }

    /**
     * Makes a section after the ordinary ones.
     *
     * @return section_row|null null in a dry run
     */
    private function make(): ?section_row {
        if ($this->run->is_dry()) {
            return null;
        }
        $course = get_course($this->run->live());
        $made = course_create_section($course, count(self::ordinary(section_row::of_course($this->run->live()))));
        return section_row::of_course($this->run->live())[$made->id];
    }

    /**
     * The key of a section of the package.
     *
     * @param section_row $stage
     * @return string '' for none
     */
    private function key(section_row $stage): string {
        if ($this->memory === null) {
            return $this->sources->section_key($stage->number());
        }
        $then = $this->memory['sections'][$stage->number()]['id'] ?? 0;
        foreach ($this->memory['bases'] as $row) {
            if ($row['kind'] === 'section' && $then && (int)$row['itemid'] === (int)$then) {
                return $row['itemkey'];
            }
        }
        return '';
    }

    /**
     * The key of the activity that a section belongs to.
     *
     * @param string $modname
     * @param int $instance
     * @return string
     */
    private function key_of_owner(string $modname, int $instance): string {
        $cm = get_coursemodule_from_instance($modname, $instance, $this->run->live());
        return $cm ? (string)$cm->idnumber : '';
    }
}
