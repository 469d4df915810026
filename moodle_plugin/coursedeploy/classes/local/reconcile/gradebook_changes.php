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

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->libdir . '/gradelib.php');

/**
 * Works out what is to be written into the gradebook of a live course: categories known by name, what counts how much.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class gradebook_changes {

    /** Columns whose change moves totals. */
    const TOTALS = ['aggregation', 'keephigh', 'droplow', 'aggregateonlygraded', 'aggregationcoef', 'aggregationcoef2',
        'weightoverride'];

    /** From whom a change comes, in Moodle's history of marks. */
    const SOURCE = 'local_coursedeploy';

    /** @var run */
    private $run;

    /** @var todo */
    private $todo;

    /** @var string[] what moves totals, in words */
    private $totals = [];

    /**
     * Constructor.
     *
     * @param run $run
     */
    public function __construct(run $run) {
        $this->run = $run;
        $this->todo = new todo();
    }

    /**
     * Categories from the top down, then the items in them.
     *
     * @return todo
     */
    public function plan(): todo {
        foreach (rows::of('grade_categories', ['courseid' => $this->run->stage()], 'depth, id') as $category) {
            $this->plan_category($category);
        }
        $items = rows::of('grade_items', ['courseid' => $this->run->stage()], 'sortorder, id');
        foreach ($items as $item) {
            $this->plan_item($item);
        }
        $this->plan_new_formulas($items);
        letters::plan($this->todo, $this->run);
        if ($this->totals && $this->has_marks('courseid = ?', [$this->run->live()])) {
            $this->todo->note('gradetotals', implode(', ', array_unique($this->totals)));
        }
        return $this->todo;
    }

    /**
     * A category.
     *
     * @param \stdClass $category
     * @return void
     */
    private function plan_category(\stdClass $category): void {
        $id = $this->run->twins()->of('grade_category', (int)$category->id);
        $name = $category->parent ? $category->fullname : '';
        if (!$id) {
            $this->say($name, 'added', true);
            $this->todo->add('categories', function() use ($category) {
                $this->add_category($category);
            });
            return;
        }
        $twin = \grade_category::fetch(['id' => $id]);
        $parent = $category->parent ? $this->run->twins()->of('grade_category', (int)$category->parent) : 0;
        if ($category->parent && $parent !== (int)$twin->parent) {
            $this->say($name, 'moved', true);
            $this->todo->add('categories', function() use ($category, $id) {
                $parent = $this->run->twins()->of('grade_category', (int)$category->parent);
                \grade_category::fetch(['id' => $id])->set_parent($parent, self::SOURCE);
            });
        }
        $different = rows::differences(rows::only($category, gradebook::CATEGORY), $twin->get_record_data());
        if ($different) {
            $this->say($name, 'updated', true);
            $this->todo->add('categories', function() use ($id, $different) {
                $this->change(\grade_category::fetch(['id' => $id]), $different);
            });
        }
    }

    /**
     * Makes a category.
     *
     * @param \stdClass $category
     * @return void
     */
    private function add_category(\stdClass $category): void {
        $values = ['courseid' => $this->run->live(), 'fullname' => $category->fullname]
            + rows::only($category, gradebook::CATEGORY);
        $made = new \grade_category($values, false);
        $id = (int)$made->insert(self::SOURCE);
        $this->run->twins()->pair('grade_category', (int)$category->id, $id);
        $parent = $this->run->twins()->of('grade_category', (int)$category->parent);
        if ($parent && $parent !== (int)$made->parent) {
            \grade_category::fetch(['id' => $id])->set_parent($parent, self::SOURCE);
        }
    }

    /**
     * An item.
     *
     * @param \stdClass $item
     * @return void
     */
    private function plan_item(\stdClass $item): void {
        $id = $this->run->twins()->of('grade_item', (int)$item->id);
        $name = $this->name($item);
        if (!$id) {
            $this->plan_new_item($item);
            return;
        }
        $twin = \grade_item::fetch(['id' => $id]);
        $category = $item->categoryid ? $this->run->twins()->of('grade_category', (int)$item->categoryid) : 0;
        // First of all: a new category resets what the item counts.
        $moves = $item->categoryid && in_array($item->itemtype, ['mod', 'manual'], true) && $category !== (int)$twin->categoryid;
        if ($moves) {
            $this->say($name, 'moved', true);
            $this->todo->add('items', function() use ($item, $id) {
                $this->touch($item);
                $category = $this->run->twins()->of('grade_category', (int)$item->categoryid);
                \grade_item::fetch(['id' => $id])->set_parent($category);
            });
        }
        $different = rows::differences($this->counts($item), $twin->get_record_data());
        if ($different || $moves) {
            if ($different) {
                $this->say($name, 'updated', (bool)array_intersect(array_keys($different), self::TOTALS));
            }
            $this->todo->add('items', function() use ($item, $id) {
                $this->touch($item);
                $twin = \grade_item::fetch(['id' => $id]);
                $this->change($twin, rows::differences($this->counts($item), $twin->get_record_data()));
            });
        }
        if (formulas::differ($this->run, $item, $twin)) {
            $this->say($name, 'updated', true);
            $this->todo->add('items', function() use ($item, $id) {
                $this->touch($item);
                formulas::write($this->run, $item, $id);
            });
        }
        $this->plan_marks($item, $twin);
    }

    /**
     * What would move the marks of an item without activity: only as long as nobody has one. An activity's item follows the
     * activity's own settings.
     *
     * @param \stdClass $item
     * @param \grade_item $twin
     * @return void
     */
    private function plan_marks(\stdClass $item, \grade_item $twin): void {
        if ($item->itemtype !== 'manual') {
            return;
        }
        $different = rows::differences(rows::only($item, gradebook::MARKS), $twin->get_record_data());
        if (!$different) {
            return;
        }
        if ($this->has_marks('id = ?', [$twin->id])) {
            $this->todo->note('grademax', $this->name($item));
            return;
        }
        $this->say($this->name($item), 'updated', true);
        $this->todo->add('items', function() use ($twin, $different) {
            $this->change(\grade_item::fetch(['id' => $twin->id]), $different);
        });
    }

    /**
     * An item that the live course lacks; those of activities and categories come with these.
     *
     * @param \stdClass $item
     * @return void
     */
    private function plan_new_item(\stdClass $item): void {
        if ($item->itemtype === 'category') {
            $this->todo->add('items', function() use ($item) {
                $id = $this->run->twins()->of('grade_item', (int)$item->id);
                if ($id) {
                    $this->change(\grade_item::fetch(['id' => $id]), $this->counts($item));
                }
            });
        }
        if ($item->itemtype !== 'manual') {
            return;
        }
        $this->say($this->name($item), 'added', true);
        $this->todo->add('items', function() use ($item) {
            $columns = array_merge(['itemname', 'itemtype', 'iteminfo', 'idnumber', 'scaleid'], gradebook::MARKS, gradebook::ITEM);
            $category = $this->run->twins()->of('grade_category', (int)$item->categoryid);
            $values = ['courseid' => $this->run->live(), 'categoryid' => $category] + rows::only($item, $columns);
            $id = (int)(new \grade_item($values, false))->insert(self::SOURCE);
            $this->run->twins()->pair('grade_item', (int)$item->id, $id);
        });
    }

    /**
     * The formulas of new items, once all items are there.
     *
     * @param \stdClass[] $items of the staging course
     * @return void
     */
    private function plan_new_formulas(array $items): void {
        foreach ($items as $item) {
            if ((string)$item->calculation !== '' && !$this->run->twins()->of('grade_item', (int)$item->id)) {
                $this->todo->add('items', function() use ($item) {
                    $id = $this->run->twins()->of('grade_item', (int)$item->id);
                    if ($id) {
                        formulas::write($this->run, $item, $id);
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
        $columns = $item->weightoverride ? array_merge(gradebook::ITEM, ['aggregationcoef2']) : gradebook::ITEM;
        // The number of an activity's item is that of the activity.
        return rows::only($item, $item->itemtype === 'category' ? array_merge($columns, ['idnumber']) : $columns);
    }

    /**
     * Announces a change of the item of an activity.
     *
     * @param \stdClass $item
     * @return void
     */
    private function touch(\stdClass $item): void {
        $instance = $item->itemtype === 'mod' ? $this->run->twins()->of((string)$item->itemmodule, (int)$item->iteminstance) : 0;
        $instances = $instance ? $this->run->live_modinfo()->get_instances_of($item->itemmodule) : [];
        if (isset($instances[$instance])) {
            $this->run->touch((int)$instances[$instance]->id);
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
     * @param string $name
     * @param string $action
     * @param bool $totals whether totals move
     * @return void
     */
    private function say(string $name, string $action, bool $totals): void {
        $this->todo->tell('gradebook', $name, $action);
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
}
