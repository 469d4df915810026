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

/**
 * The gradebook: categories known by name, what counts how much, marks to pass. Marks of learners stay; only totals are worked out
 * again, and that is said.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class gradebook extends planned_aspect {

    /** How a category puts marks together. */
    const CATEGORY = ['aggregation', 'keephigh', 'droplow', 'aggregateonlygraded', 'aggregateoutcomes'];

    /** What an item counts, without moving a mark. */
    const ITEM = ['gradepass', 'hidden', 'display', 'decimals', 'aggregationcoef', 'weightoverride'];

    /** What would move marks that learners have. */
    const MARKS = ['gradetype', 'grademax', 'grademin', 'multfactor', 'plusfactor'];

    /**
     * Kind.
     *
     * @return string
     */
    public function kind(): string {
        return 'gradebook';
    }

    /**
     * Categories, items that belong to no activity, letters. What belongs to an activity counts there.
     *
     * @param int $courseid
     * @return array
     */
    public function content(int $courseid): array {
        global $DB;
        $names = $DB->get_records_menu('grade_categories', ['courseid' => $courseid], '', 'id, fullname');
        $categories = [];
        foreach (rows::of('grade_categories', ['courseid' => $courseid], 'depth, fullname, id') as $row) {
            $parent = $row->parent ? (string)($names[$row->parent] ?? '') : '';
            $categories[] = [$parent, $row->fullname] + plain::row(rows::only($row, self::CATEGORY));
        }
        $items = [];
        foreach (rows::of('grade_items', ['courseid' => $courseid], 'itemtype, itemname, id') as $row) {
            if ($row->itemtype !== 'mod') {
                $items[] = $this->item_content($row, $names);
            }
        }
        sort($items);
        return ['categories' => $categories, 'items' => $items, 'letters' => letters::of($courseid)];
    }

    /**
     * Rights.
     *
     * @return string[]
     */
    public function capabilities(): array {
        return ['moodle/grade:manage'];
    }

    /**
     * Categories from the top down, then the items in them.
     *
     * @param run $run
     * @return todo
     */
    protected function plan(run $run): todo {
        return (new gradebook_changes($run))->plan();
    }

    /**
     * Works the totals out again.
     *
     * @param run $run
     * @return void
     */
    protected function settle(run $run): void {
        grade_regrade_final_grades($run->live());
    }

    /**
     * What an item says.
     *
     * @param \stdClass $row
     * @param string[] $names of categories
     * @return array
     */
    private function item_content(\stdClass $row, array $names): array {
        // The maximum of a category follows from what is in it.
        $columns = $row->itemtype === 'manual' ? array_merge(self::ITEM, self::MARKS, ['idnumber']) : self::ITEM;
        $columns = $row->weightoverride ? array_merge($columns, ['aggregationcoef2']) : $columns;
        $place = $row->itemtype === 'category' ? $row->iteminstance : $row->categoryid;
        $formula = formulas::content($row->calculation);
        $values = plain::row(rows::only($row, $columns));
        return [$row->itemtype, (string)$row->itemname, (string)($names[$place] ?? ''), $formula] + $values;
    }
}
