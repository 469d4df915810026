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
use local_coursedeploy\local\touched;

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

    /** @var bool[] course module id => whether it is removed (else: only hidden), of those that were put away */
    private $done = [];

    /** @var \cm_info[] key => activity that was hidden to be removed */
    private $retired = [];

    /** @var float when the last of them was hidden, Unix time */
    private $hiddenat = 0.0;

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
     * The activities of ours that are not in the package; subsections after what is in them. A number that looks like ours does
     * not do: we must have written the activity down.
     *
     * @param census $census
     * @param string[] $keys what is in the package
     * @return \cm_info[]
     */
    public static function of(census $census, array $keys): array {
        $missing = array_filter($census->cms_by_key(), function(\cm_info $cm) use ($census, $keys): bool {
            return !in_array((string)$cm->idnumber, $keys, true) && $census->published($cm);
        });
        $boxes = array_filter($missing, function(\cm_info $cm): bool {
            return $cm->modname === 'subsection';
        });
        return array_diff_key($missing, $boxes) + $boxes;
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
        if (!$request->overwrites($key) && $this->is_persons($cm, $edited)) {
            $this->run->note_activity($cm, 'conflict', 'conflict', $cm->name);
            return judge::CONFLICT;
        }
        $inside = $this->left_inside($cm);
        if ($this->holds_others($inside)) {
            $this->run->note_activity($cm, 'kept', 'sectionkept', $cm->name);
            return judge::EDITED;
        }
        $istouched = touched::by_anybody((int)$cm->id);
        if ($request->missing === 'delete' && !$istouched && !$inside) {
            $this->retire($cm);
        } else {
            $this->hide($cm, $istouched);
        }
        return $edited && !$request->overwrites($key) ? judge::EDITED : judge::UPDATE;
    }

    /**
     * Whether a person's work would go. Where nothing is removed, what she has hidden herself is out of the way already.
     *
     * @param \cm_info $cm
     * @param bool $edited
     * @return bool
     */
    private function is_persons(\cm_info $cm, bool $edited): bool {
        if ($edited && fingerprint::own_visibility($cm)) {
            return true;
        }
        return $this->run->asked()->missing === 'delete' && !$this->census->is_as_left($cm);
    }

    /**
     * What is in a subsection once everything else is done. In a dry run, what the package has elsewhere is still there.
     *
     * @param \cm_info $cm
     * @return int[] course modules
     */
    private function left_inside(\cm_info $cm): array {
        if ($cm->modname !== 'subsection') {
            return [];
        }
        $elsewhere = $this->run->is_dry() ? array_map(function(\cm_info $one): int {
            return $this->run->twins()->of('course_module', (int)$one->id);
        }, $this->run->stage_modinfo()->get_cms()) : [];
        return array_filter(touched::inside((int)$cm->instance), function(int $id) use ($elsewhere): bool {
            return empty($this->done[$id]) && !in_array($id, $elsewhere, true);
        });
    }

    /**
     * Whether there is anything among activities that we have not put away ourselves, just now or formerly: a teacher's own, or
     * what was edited.
     *
     * @param int[] $inside course modules
     * @return bool
     */
    private function holds_others(array $inside): bool {
        return (bool)array_diff($inside, array_keys($this->done));
    }

    /**
     * Hides an activity.
     *
     * @param \cm_info $cm
     * @param bool $istouched whether anything about people hangs on it
     * @return void
     */
    private function hide(\cm_info $cm, bool $istouched): void {
        $this->done[(int)$cm->id] = false;
        if (!fingerprint::own_visibility($cm)) {
            $this->run->note_activity($cm, 'unchanged', 'orphan', $cm->name);
            return;
        }
        $this->run->note_activity($cm, 'hidden', $istouched ? 'hasanswers' : '', $cm->name);
        $this->show($cm, false);
    }

    /**
     * Hides an activity, to remove it later: nobody may begin anything in it any more.
     *
     * @param \cm_info $cm
     * @return void
     */
    private function retire(\cm_info $cm): void {
        $this->done[(int)$cm->id] = true;
        if ($this->run->is_dry()) {
            $this->run->note_activity($cm, 'deleted', '', $cm->name);
            return;
        }
        $this->retired[(string)$cm->idnumber] = $cm;
        if (fingerprint::own_visibility($cm)) {
            $this->show($cm, false);
        }
        $this->hiddenat = microtime(true);
    }

    /**
     * The activities that were put away, or would be in a dry run.
     *
     * @return int[] course modules
     */
    public function put_aside(): array {
        return array_keys($this->done);
    }

    /**
     * The activities that were hidden to be removed.
     *
     * @return \cm_info[] by key, as they were before
     */
    public function retired(): array {
        return $this->retired;
    }

    /**
     * When the last of them was hidden.
     *
     * @return float Unix time
     */
    public function hidden_at(): float {
        return $this->hiddenat;
    }

    /**
     * Removes one of them that nobody has used. Core puts a copy into the recycle bin of the course, where the site has one.
     *
     * @param \cm_info $cm
     * @return void
     */
    public function remove(\cm_info $cm): void {
        $copies = removal::copies((int)$cm->course);
        if ($this->left_inside($cm) || !removal::of((int)$cm->id)) {
            $this->done[(int)$cm->id] = false;
            $wasshown = (bool)fingerprint::own_visibility($cm);
            $this->run->note_activity($cm, $wasshown ? 'hidden' : 'unchanged', $wasshown ? 'hasanswers' : 'orphan', $cm->name);
            return;
        }
        $this->run->note_activity($cm, 'deleted', removal::copies((int)$cm->course) > $copies ? 'recyclebin' : '', $cm->name);
        $this->census->bases()->drop('activity', (string)$cm->idnumber);
    }

    /**
     * Shows one of them again: somebody has edited it since.
     *
     * @param \cm_info $cm
     * @return void
     */
    public function take_back(\cm_info $cm): void {
        $this->done[(int)$cm->id] = false;
        if (fingerprint::own_visibility($cm)) {
            $this->show($cm, true);
        }
    }

    /**
     * Shows or hides an activity, unless nothing is written.
     *
     * @param \cm_info $cm
     * @param bool $visible
     * @return void
     */
    private function show(\cm_info $cm, bool $visible): void {
        global $DB;
        if (!$this->run->is_dry()) {
            $this->run->touch((int)$cm->id);
            // In a hidden section the activity is not visible anyway: what core remembers of it is changed.
            if (!$visible || $cm->visible) {
                set_coursemodule_visible($cm->id, (int)$visible, $cm->visibleoncoursepage);
            }
            $DB->set_field('course_modules', 'visibleold', (int)$visible, ['id' => $cm->id]);
            activity::announce(get_coursemodule_from_id('', $cm->id, 0, true, MUST_EXIST));
        }
    }
}
