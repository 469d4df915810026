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

use local_coursedeploy\local\refusal;
use local_coursedeploy\local\section_row;

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->dirroot . '/course/lib.php');

/**
 * Brings the sections of the live course up to date: name, text, pictures, visibility, restriction.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class sections {

    /** @var run */
    private $run;

    /** @var judge */
    private $judge;

    /** @var string[] key => verdict */
    private $verdicts = [];

    /**
     * Constructor.
     *
     * @param run $run
     * @param judge $judge
     */
    public function __construct(run $run, judge $judge) {
        $this->run = $run;
        $this->judge = $judge;
    }

    /**
     * Brings sections up to date.
     *
     * @param section_pair[] $pairs
     * @param bool $named whether the caller has named the sections: then those without a key are not ours
     * @param string[] $owners verdicts of the activities: the section of a subsection goes with it
     * @return void
     */
    public function update(array $pairs, bool $named, array $owners): void {
        foreach ($pairs as $pair) {
            if ($pair->key === '' && $named) {
                continue;
            }
            $verdict = $this->verdict($pair, $owners);
            if ($verdict === judge::UPDATE && !$this->run->is_dry() && $this->is_moved($pair)) {
                $verdict = $this->judge->meanwhile($pair->key);
            }
            $this->verdicts[$pair->key] = $verdict;
            $this->update_one($pair, $verdict);
        }
    }

    /**
     * Whether somebody has edited a section since it was judged.
     *
     * @param section_pair $pair
     * @return bool
     */
    private function is_moved(section_pair $pair): bool {
        if ($pair->isnew || !$pair->live) {
            return false;
        }
        $now = section_row::of_course($this->run->live())[$pair->live->id()] ?? null;
        return $now && $now->fingerprint() !== $pair->live->fingerprint();
    }

    /**
     * What was decided.
     *
     * @return string[] key => verdict
     */
    public function verdicts(): array {
        return $this->verdicts;
    }

    /**
     * What is to be done to a section.
     *
     * @param section_pair $pair
     * @param string[] $owners
     * @return string
     */
    private function verdict(section_pair $pair, array $owners): string {
        if ($pair->isnew || !$pair->live) {
            return judge::UPDATE;
        }
        return $pair->stage->is_delegated()
            ? ($owners[$pair->key] ?? judge::UNWANTED)
            : $this->judge->section($pair->key, $pair->live);
    }

    /**
     * Brings one section up to date.
     *
     * @param section_pair $pair
     * @param string $verdict
     * @return void
     */
    private function update_one(section_pair $pair, string $verdict): void {
        $name = $pair->stage->get('name');
        if ($verdict === judge::UPDATE) {
            $parts = $pair->live ? $this->write($pair) : [];
            if ($pair->isnew || $parts) {
                $renamed = $parts === ['name'] && !$pair->isnew;
                $this->run->note('section', $pair->key, $pair->isnew ? 'added' : ($renamed ? 'renamed' : 'updated'), '', $name,
                    $parts);
                return;
            }
            $this->run->note('section', $pair->key, 'unchanged', '', $name);
        } else if ($verdict === judge::SAME) {
            $this->run->note('section', $pair->key, 'unchanged', '', $name);
        } else if ($verdict === judge::EDITED) {
            $this->run->note('section', $pair->key, 'leftalone', 'edited', $name);
        } else if ($verdict === judge::CONFLICT) {
            $this->run->note('section', $pair->key, 'conflict', 'conflict', $name);
        }
    }

    /**
     * Writes what differs.
     *
     * @param section_pair $pair
     * @return string[] parts
     */
    private function write(section_pair $pair): array {
        $columns = $this->columns($pair);
        $files = new files($pair->stage->file_area(), $pair->live->file_area());
        $parts = array_map(function(string $column): string {
            return ['summary' => 'content', 'summaryformat' => 'content', 'visible' => 'visibility'][$column] ?? $column;
        }, array_keys($columns));
        $parts = array_values(array_unique(array_merge($parts, $files->differ() ? ['files'] : [])));
        if (!$parts || $this->run->is_dry()) {
            return $parts;
        }
        if (!$this->run->is_allowed('moodle/course:update')) {
            throw new refusal('norighthere', 'moodle/course:update');
        }
        $files->copy();
        $row = clone $pair->live->row();
        // The row of the table, as core wants it, even where other steps have moved the section meanwhile.
        $row->section = $this->number($pair->live->id());
        course_update_section(get_course($this->run->live()), $row, $columns);
        return $parts;
    }

    /**
     * The columns that differ.
     *
     * @param section_pair $pair
     * @return array column => value
     */
    private function columns(section_pair $pair): array {
        $columns = [];
        foreach (['name', 'summary', 'summaryformat', 'visible'] as $column) {
            $wanted = $pair->stage->get($column);
            $wanted = $column === 'summary' ? $this->run->rewrite($wanted) : $wanted;
            if (plain::value($wanted) !== plain::value($pair->live->get($column))) {
                $columns[$column] = $column === 'name' && $wanted === '' ? null : $wanted;
            }
        }
        $translation = new availability($this->run->twins());
        $wanted = $translation->translate($pair->stage->get('availability'));
        if ($translation->is_complete() && !availability::are_equal($wanted, $pair->live->get('availability'))) {
            $columns['availability'] = $wanted;
        }
        return $columns;
    }

    /**
     * The position of a section now.
     *
     * @param int $id
     * @return int
     */
    private function number(int $id): int {
        global $DB;
        return (int)$DB->get_field('course_sections', 'section', ['id' => $id], MUST_EXIST);
    }
}
