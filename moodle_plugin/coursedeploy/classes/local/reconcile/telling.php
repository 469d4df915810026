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

/**
 * Says what became of every activity.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class telling {

    /** @var run */
    private $run;

    /** @var census of the live course as it was */
    private $census;

    /** @var verdicts */
    private $verdicts;

    /**
     * Constructor.
     *
     * @param run $run
     * @param census $census
     * @param verdicts $verdicts
     */
    public function __construct(run $run, census $census, verdicts $verdicts) {
        $this->run = $run;
        $this->census = $census;
        $this->verdicts = $verdicts;
    }

    /**
     * Says what became of every activity of the package.
     *
     * @param \cm_info[] $stage activities of the package by key
     * @param bool[] $new key => true, of the activities that are new
     * @param string[][] $parts key => parts that were changed
     * @param string[] $known keys of the activities that the publisher names
     * @return void
     */
    public function tell(array $stage, array $new, array $parts, array $known): void {
        $modinfo = $this->run->live_modinfo();
        foreach ($stage as $key => $cm) {
            $verdict = $this->verdicts->get('activity', $key);
            $liveid = $this->run->twins()->of('course_module', (int)$cm->id);
            $one = $liveid ? $modinfo->get_cm($liveid) : $cm;
            if (isset($new[$key]) && $verdict === judge::UPDATE) {
                $this->run->note_activity($one, 'added', '', $cm->name);
            } else {
                $this->tell_of_known($one, $verdict, $parts[$key] ?? []);
            }
        }
        foreach (array_diff_key($this->census->cms_by_key(), $stage) as $key => $cm) {
            if (in_array((string)$key, $known, true)) {
                $this->tell_of_known($cm, $this->verdicts->get('activity', (string)$key), []);
            }
        }
    }

    /**
     * Says what became of an activity that was there.
     *
     * @param \cm_info $cm
     * @param string $verdict
     * @param string[] $parts
     * @return void
     */
    private function tell_of_known(\cm_info $cm, string $verdict, array $parts): void {
        if ($verdict === judge::EDITED || $verdict === judge::CONFLICT) {
            $isconflict = $verdict === judge::CONFLICT;
            $this->run->note_activity($cm, $isconflict ? 'conflict' : 'leftalone', $isconflict ? 'conflict' : 'edited', $cm->name);
            return;
        }
        if (in_array($verdict, [verdicts::FAILED, verdicts::KEPT, judge::UNWANTED, ''], true)) {
            return;
        }
        $action = $parts ? (['name'] === $parts ? 'renamed' : (['placement'] === $parts ? 'moved' : 'updated')) : 'unchanged';
        $this->run->note_activity($cm, $action, '', $cm->name, $parts);
    }
}
