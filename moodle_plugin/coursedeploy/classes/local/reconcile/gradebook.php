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

    /** Columns whose change moves totals. */
    const TOTALS = ['aggregation', 'keephigh', 'droplow', 'aggregateonlygraded', 'aggregationcoef', 'aggregationcoef2',
        'weightoverride'];

    /** From whom a change comes, in Moodle's history of marks. */
    const SOURCE = 'local_coursedeploy';

    /** @var string[] what moves totals, in words */
    private $totals = [];

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
        global $CFG;
        require_once($CFG->libdir . '/gradelib.php');
        $todo = new todo();
        $this->totals = [];
        foreach (rows::of('grade_categories', ['courseid' => $run->stage()], 'depth, id') as $category) {
            $this->plan_category($todo, $run, $category);
        }
        $items = rows::of('grade_items', ['courseid' => $run->stage()], 'sortorder, id');
        foreach ($items as $item) {
            $this->plan_item($todo, $run, $item);
        }
        $this->plan_new_formulas($todo, $run, $items);
        letters::plan($todo, $run);
        if ($this->totals && $this->has_marks('courseid = ?', [$run->live()])) {
            $todo->note('gradetotals', implode(', ', array_unique($this->totals)));
        }
        return $todo;
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
     * A category.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $category
     * @return void
     */
    private function plan_category(todo $todo, run $run, \stdClass $category): void {
        $id = $run->twins()->of('grade_category', (int)$category->id);
        $name = $category->parent ? $category->fullname : '';
        if (!$id) {
            $this->say($todo, $name, 'added', true);
            $todo->add('categories', function() use ($run, $category) {
                $this->add_category($run, $category);
            });
            return;
        }
        $twin = \grade_category::fetch(['id' => $id]);
        $parent = $category->parent ? $run->twins()->of('grade_category', (int)$category->parent) : 0;
        if ($category->parent && $parent !== (int)$twin->parent) {
            $this->say($todo, $name, 'moved', true);
            $todo->add('categories', function() use ($run, $category, $id) {
                $parent = $run->twins()->of('grade_category', (int)$category->parent);
                \grade_category::fetch(['id' => $id])->set_parent($parent, self::SOURCE);
            });
        }
        $different = rows::differences(rows::only($category, self::CATEGORY), $twin->get_record_data());
        if ($different) {
            $this->say($todo, $name, 'updated', true);
            $todo->add('categories', function() use ($id, $different) {
                $this->change(\grade_category::fetch(['id' => $id]), $different);
            });
        }
    }

    /**
     * Makes a category.
     *
     * @param run $run
     * @param \stdClass $category
     * @return void
     */
    private function add_category(run $run, \stdClass $category): void {
        $values = ['courseid' => $run->live(), 'fullname' => $category->fullname] + rows::only($category, self::CATEGORY);
        $made = new \grade_category($values, false);
        $id = (int)$made->insert(self::SOURCE);
        $run->twins()->pair('grade_category', (int)$category->id, $id);
        $parent = $run->twins()->of('grade_category', (int)$category->parent);
        if ($parent && $parent !== (int)$made->parent) {
            \grade_category::fetch(['id' => $id])->set_parent($parent, self::SOURCE);
        }
    }

    /**
     * An item.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $item
     * @return void
     */
    private function plan_item(todo $todo, run $run, \stdClass $item): void {
        $id = $run->twins()->of('grade_item', (int)$item->id);
        $name = $this->name($item);
        if (!$id) {
            $this->plan_new_item($todo, $run, $item);
            return;
        }
        $twin = \grade_item::fetch(['id' => $id]);
        $category = $item->categoryid ? $run->twins()->of('grade_category', (int)$item->categoryid) : 0;
        // First of all: a new category resets what the item counts.
        $moves = $item->categoryid && in_array($item->itemtype, ['mod', 'manual'], true) && $category !== (int)$twin->categoryid;
        if ($moves) {
            $this->say($todo, $name, 'moved', true);
            $todo->add('items', function() use ($run, $item, $id) {
                $this->touch($run, $item);
                $category = $run->twins()->of('grade_category', (int)$item->categoryid);
                \grade_item::fetch(['id' => $id])->set_parent($category);
            });
        }
        $different = rows::differences($this->counts($item), $twin->get_record_data());
        if ($different || $moves) {
            if ($different) {
                $this->say($todo, $name, 'updated', (bool)array_intersect(array_keys($different), self::TOTALS));
            }
            $todo->add('items', function() use ($run, $item, $id) {
                $this->touch($run, $item);
                $twin = \grade_item::fetch(['id' => $id]);
                $this->change($twin, rows::differences($this->counts($item), $twin->get_record_data()));
            });
        }
        if (formulas::differ($run, $item, $twin)) {
            $this->say($todo, $name, 'updated', true);
            $todo->add('items', function() use ($run, $item, $id) {
                $this->touch($run, $item);
                formulas::write($run, $item, $id);
            });
        }
        $this->plan_marks($todo, $item, $twin);
    }

    /**
     * What would move the marks of an item without activity: only as long as nobody has one. An activity's item follows the
     * activity's own settings.
     *
     * @param todo $todo
     * @param \stdClass $item
     * @param \grade_item $twin
     * @return void
     */
    private function plan_marks(todo $todo, \stdClass $item, \grade_item $twin): void {
        if ($item->itemtype !== 'manual') {
            return;
        }
        $different = rows::differences(rows::only($item, self::MARKS), $twin->get_record_data());
        if (!$different) {
            return;
        }
        if ($this->has_marks('id = ?', [$twin->id])) {
            $todo->note('grademax', $this->name($item));
            return;
        }
        $this->say($todo, $this->name($item), 'updated', true);
        $todo->add('items', function() use ($twin, $different) {
            $this->change(\grade_item::fetch(['id' => $twin->id]), $different);
        });
    }

    /**
     * An item that the live course lacks; those of activities and categories come with these.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $item
     * @return void
     */
    private function plan_new_item(todo $todo, run $run, \stdClass $item): void {
        if ($item->itemtype === 'category') {
            $todo->add('items', function() use ($run, $item) {
                $id = $run->twins()->of('grade_item', (int)$item->id);
                if ($id) {
                    $this->change(\grade_item::fetch(['id' => $id]), $this->counts($item));
                }
            });
        }
        if ($item->itemtype !== 'manual') {
            return;
        }
        $this->say($todo, $this->name($item), 'added', true);
        $todo->add('items', function() use ($run, $item) {
            $columns = array_merge(['itemname', 'itemtype', 'iteminfo', 'idnumber', 'scaleid'], self::MARKS, self::ITEM);
            $category = $run->twins()->of('grade_category', (int)$item->categoryid);
            $values = ['courseid' => $run->live(), 'categoryid' => $category] + rows::only($item, $columns);
            $id = (int)(new \grade_item($values, false))->insert(self::SOURCE);
            $run->twins()->pair('grade_item', (int)$item->id, $id);
        });
    }

    /**
     * The formulas of new items, once all items are there.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass[] $items of the staging course
     * @return void
     */
    private function plan_new_formulas(todo $todo, run $run, array $items): void {
        foreach ($items as $item) {
            if ((string)$item->calculation !== '' && !$run->twins()->of('grade_item', (int)$item->id)) {
                $todo->add('items', function() use ($run, $item) {
                    $id = $run->twins()->of('grade_item', (int)$item->id);
                    if ($id) {
                        formulas::write($run, $item, $id);
                    }
                });
            }
        }
    }

    /**
     * What an item counts.
     *
     * @param \stdClass $item
     * @return array column => value
     */
    private function counts(\stdClass $item): array {
        // Moodle works the other weights out itself, again and again.
        $columns = $item->weightoverride ? array_merge(self::ITEM, ['aggregationcoef2']) : self::ITEM;
        // The number of an activity's item is that of the activity.
        return rows::only($item, $item->itemtype === 'category' ? array_merge($columns, ['idnumber']) : $columns);
    }

    /**
     * Announces a change of the item of an activity.
     *
     * @param run $run
     * @param \stdClass $item
     * @return void
     */
    private function touch(run $run, \stdClass $item): void {
        $instance = $item->itemtype === 'mod' ? $run->twins()->of((string)$item->itemmodule, (int)$item->iteminstance) : 0;
        $instances = $instance ? $run->live_modinfo()->get_instances_of($item->itemmodule) : [];
        if (isset($instances[$instance])) {
            $run->touch((int)$instances[$instance]->id);
        }
    }

    /**
     * Changes a category or an item.
     *
     * @param \grade_object $object
     * @param array $values
     * @return void
     */
    private function change(\grade_object $object, array $values): void {
        foreach ($values as $column => $value) {
            $object->$column = $value;
        }
        $object->update(self::SOURCE);
    }

    /**
     * Says that something changes.
     *
     * @param todo $todo
     * @param string $name
     * @param string $action
     * @param bool $totals whether totals move
     * @return void
     */
    private function say(todo $todo, string $name, string $action, bool $totals): void {
        $todo->tell('gradebook', $name, $action);
        if ($totals) {
            $this->totals[] = $name;
        }
    }

    /**
     * What the report calls an item.
     *
     * @param \stdClass $item
     * @return string
     */
    private function name(\stdClass $item): string {
        global $DB;
        if ($item->itemtype === 'category') {
            return (string)$DB->get_field('grade_categories', 'fullname', ['id' => $item->iteminstance]);
        }
        return (string)$item->itemname;
    }

    /**
     * Whether learners have marks.
     *
     * @param string $where of grade items
     * @param array $params
     * @return bool
     */
    private function has_marks(string $where, array $params): bool {
        global $DB;
        return $DB->record_exists_sql("SELECT 1 FROM {grade_grades} g
             WHERE (g.finalgrade IS NOT NULL OR g.rawgrade IS NOT NULL)
               AND g.itemid IN (SELECT id FROM {grade_items} WHERE $where)", $params);
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
