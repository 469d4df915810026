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

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->dirroot . '/course/lib.php');

/**
 * Hides, or removes, activities of ours that the package does not hold any more. Work of learners is never removed.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class missing {

    /** @var run */
    private $run;

    /** @var census */
    private $census;

    /** @var judge */
    private $judge;

    /**
     * Constructor.
     *
     * @param run $run
     * @param census $census
     * @param judge $judge
     */
    public function __construct(run $run, census $census, judge $judge) {
        $this->run = $run;
        $this->census = $census;
        $this->judge = $judge;
    }

    /**
     * The activities of ours that are not in the package.
     *
     * @param census $census
     * @param string[] $keys what is in the package
     * @return \cm_info[]
     */
    public static function of(census $census, array $keys): array {
        return array_filter($census->cms_by_key(), function(\cm_info $cm) use ($census, $keys): bool {
            return !in_array((string)$cm->idnumber, $keys, true) && $census->owns($cm);
        });
    }

    /**
     * Deals with one of them.
     *
     * @param \cm_info $cm
     * @return string the verdict: judge::UPDATE when it may be changed
     */
    public function put_away(\cm_info $cm): string {
        $key = (string)$cm->idnumber;
        $request = $this->run->asked();
        if (!$request->wants($key)) {
            return judge::UNWANTED;
        }
        $edited = $this->judge->is_edited('activity', $key, $this->census->fingerprint((int)$cm->id)->all());
        if ($request->missing === 'keep') {
            $this->run->note_activity($cm, 'kept', 'orphan', $cm->name);
            return $edited ? judge::EDITED : judge::UPDATE;
        }
        if ($edited && !$request->overwrites($key) && fingerprint::own_visibility($cm)) {
            $this->run->note_activity($cm, 'conflict', 'conflict', $cm->name);
            return judge::CONFLICT;
        }
        $used = $this->census->usage()->is_used($cm) || $this->census->usage()->completions($cm)
            || $this->census->usage()->grades($cm);
        if ($request->missing === 'delete' && !$used) {
            $this->delete($cm);
        } else {
            $this->hide($cm, $used);
        }
        return $edited && !$request->overwrites($key) ? judge::EDITED : judge::UPDATE;
    }

    /**
     * Hides an activity.
     *
     * @param \cm_info $cm
     * @param bool $used
     * @return void
     */
    private function hide(\cm_info $cm, bool $used): void {
        global $DB;
        if (!fingerprint::own_visibility($cm)) {
            $this->run->note_activity($cm, 'unchanged', 'orphan', $cm->name);
            return;
        }
        $this->run->note_activity($cm, 'hidden', $used ? 'hasanswers' : '', $cm->name);
        if (!$this->run->is_dry()) {
            $this->run->touch((int)$cm->id);
            set_coursemodule_visible($cm->id, 0, $cm->visibleoncoursepage);
            // In a hidden section the activity was not visible anyway: what core remembers of it is changed.
            $DB->set_field('course_modules', 'visibleold', 0, ['id' => $cm->id]);
            activity::announce(get_coursemodule_from_id('', $cm->id, 0, true, MUST_EXIST));
        }
    }

    /**
     * Removes an activity that nobody has used. Core puts a copy into the recycle bin of the course, where the site has one.
     *
     * @param \cm_info $cm
     * @return void
     */
    private function delete(\cm_info $cm): void {
        $this->run->note_activity($cm, 'deleted', '', $cm->name);
        if (!$this->run->is_dry()) {
            course_delete_module($cm->id);
            $this->census->bases()->drop('activity', (string)$cm->idnumber);
        }
    }
}
