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

namespace local_coursedeploy\local\results;

/**
 * Marks: one row for every person and item of the gradebook that has one, totals too.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class grades extends query {

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['moodle/grade:viewall'];
    }

    /**
     * The columns.
     *
     * @return string
     */
    protected function columns(): string {
        return "gg.id, gg.userid, gg.finalgrade, gg.overridden, gg.excluded, gg.timemodified, gi.id AS itemid, gi.itemtype,
            gi.itemmodule, gi.iteminstance, gi.itemnumber, gi.itemname, gi.idnumber, gi.grademin, gi.grademax, gi.gradepass,
            gi.needsupdate, gc.fullname AS category";
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        return '{grade_grades} gg JOIN {grade_items} gi ON gi.id = gg.itemid
            LEFT JOIN {grade_categories} gc ON gc.id = gi.iteminstance AND gi.itemtype = \'category\'';
    }

    /**
     * What must be the case beside who and where.
     *
     * @return string[]
     */
    protected function conditions(): array {
        $conditions = ['gi.courseid = :courseid', 'gg.finalgrade IS NOT NULL'];
        if (!has_capability('moodle/grade:viewhidden', $this->audience->context())) {
            // A number above 1 is the time until which it is hidden.
            $conditions[] = '(gi.hidden = 0 OR (gi.hidden > 1 AND gi.hidden < :now1))';
            $conditions[] = '(gg.hidden = 0 OR (gg.hidden > 1 AND gg.hidden < :now2))';
        }
        $conditions[] = $this->of_activities_seen();
        return $conditions;
    }

    /**
     * The parameters.
     *
     * @return array
     */
    protected function parameters(): array {
        return ['courseid' => (int)$this->audience->course()->id, 'now1' => time(), 'now2' => time()];
    }

    /**
     * The column that says who.
     *
     * @return string
     */
    protected function user_column(): string {
        return 'gg.userid';
    }

    /**
     * The column that says when a row last changed.
     *
     * @return string
     */
    protected function time_column(): string {
        return 'gg.timemodified';
    }

    /**
     * The order.
     *
     * @return string
     */
    protected function order(): string {
        return 'gi.sortorder, gi.id, gg.userid';
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        $cm = $this->cm($row);
        return [
            'cmid' => $cm ? (int)$cm->id : 0,
            'idnumber' => (string)($cm ? $cm->idnumber : $row->idnumber),
            'itemid' => (int)$row->itemid,
            'itemtype' => $row->itemtype,
            'modname' => (string)$row->itemmodule,
            'itemnumber' => (int)$row->itemnumber,
            'name' => (string)($row->itemtype === 'category' ? $row->category : $row->itemname),
            'userid' => (int)$row->userid,
            'grade' => self::number($row->finalgrade),
            'grademin' => self::number($row->grademin),
            'grademax' => self::number($row->grademax),
            'gradepass' => self::number($row->gradepass),
            'overridden' => (bool)$row->overridden,
            'excluded' => (bool)$row->excluded,
            // Core works totals out again when somebody next looks at the gradebook.
            'outdated' => (bool)$row->needsupdate,
            'time' => (int)$row->timemodified,
        ];
    }

    /**
     * The condition that leaves out activities that the caller does not see.
     *
     * @return string
     */
    private function of_activities_seen(): string {
        $seen = $this->audience->activities('', []);
        $hidden = [];
        foreach (get_fast_modinfo($this->audience->course())->get_cms() as $cm) {
            if (!isset($seen[(int)$cm->id])) {
                $hidden[] = "(gi.itemmodule = '" . $cm->modname . "' AND gi.iteminstance = " . (int)$cm->instance . ')';
            }
        }
        return $hidden ? "(gi.itemtype <> 'mod' OR NOT (" . implode(' OR ', $hidden) . '))' : '1 = 1';
    }

    /**
     * The activity of a mark.
     *
     * @param \stdClass $row
     * @return \cm_info|null null for a total or a mark without activity
     */
    private function cm(\stdClass $row): ?\cm_info {
        if ($row->itemtype !== 'mod') {
            return null;
        }
        $instances = get_fast_modinfo($this->audience->course())->get_instances_of($row->itemmodule);
        return $instances[$row->iteminstance] ?? null;
    }
}
