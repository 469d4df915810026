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
use local_coursedeploy\local\census;
use local_coursedeploy\local\section_row;
use local_coursedeploy\local\sources;

/**
 * Hides sections of ours that the package does not hold any more and that show nothing; they are never removed.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class missing_sections {

    /** @var run */
    private $run;

    /** @var judge */
    private $judge;

    /** @var int[] course modules that would not be seen any more if this were no dry run */
    private $leaving;

    /**
     * Constructor.
     *
     * @param run $run
     * @param judge $judge
     * @param int[] $leaving course modules that are still seen because this is a dry run
     */
    public function __construct(run $run, judge $judge, array $leaving = []) {
        $this->run = $run;
        $this->judge = $judge;
        $this->leaving = $leaving;
    }

    /**
     * The sections of ours that are not in the package and have not been dealt with.
     *
     * @param census $census
     * @param sources $sources
     * @return section_row[] by key
     */
    public static function of(census $census, sources $sources): array {
        $missing = [];
        foreach ($census->bases()->all('section') as $key => $row) {
            $section = $census->sections()[(int)$row->itemid] ?? null;
            $isknown = isset($sources->sections[$key]) || isset($sources->activities[$key]);
            if ($section && !$isknown && $row->source !== '' && $section->number() > 0 && !$section->is_delegated()) {
                $missing[$key] = $section;
            }
        }
        return $missing;
    }

    /**
     * Deals with one of them.
     *
     * @param string $key
     * @param section_row $section as it was before
     * @return string the verdict
     */
    public function put_away(string $key, section_row $section): string {
        if (!$this->run->asked()->wants($key)) {
            return judge::UNWANTED;
        }
        // As it is now: people work in the course while it is published.
        $section = section_row::of_course($this->run->live())[$section->id()] ?? $section;
        $edited = $this->judge->is_edited('section', $key, $section->fingerprint());
        if ($edited || $this->shows_something($section) || $this->run->asked()->missing === 'keep') {
            $this->run->note('section', $key, 'kept', 'sectionkept', $section->get('name'));
            return $edited ? judge::EDITED : judge::UPDATE;
        }
        if (!$section->get('visible')) {
            return judge::UPDATE;
        }
        $this->run->note('section', $key, 'hidden', 'sectionkept', $section->get('name'));
        if (!$this->run->is_dry()) {
            $row = section_row::of_course($this->run->live())[$section->id()]->row();
            course_update_section(get_course($this->run->live()), $row, ['visible' => 0]);
        }
        return judge::UPDATE;
    }

    /**
     * Whether we have written down that an activity came with a publication.
     *
     * @param \cm_info $cm
     * @return bool
     */
    private function is_ours(\cm_info $cm): bool {
        global $DB;
        $where = ['courseid' => $cm->course, 'kind' => 'activity', 'itemid' => $cm->id];
        return $DB->record_exists(bases::TABLE, $where);
    }

    /**
     * Whether there is something in a section that learners see, or that is a teacher's.
     *
     * @param section_row $section
     * @return bool
     */
    private function shows_something(section_row $section): bool {
        $modinfo = $this->run->live_modinfo();
        $now = section_row::of_course($this->run->live())[$section->id()];
        foreach (array_diff($now->sequence(), $this->leaving) as $cmid) {
            $cm = $modinfo->get_cms()[$cmid] ?? null;
            // What is hidden and not ours is a teacher's: she may be about to show it.
            if ($cm && !$cm->deletioninprogress && ($cm->visible || !$this->is_ours($cm))) {
                return true;
            }
        }
        return false;
    }
}
