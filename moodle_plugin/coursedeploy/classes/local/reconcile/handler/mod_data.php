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

namespace local_coursedeploy\local\reconcile\handler;

use local_coursedeploy\local\reconcile\planned;
use local_coursedeploy\local\reconcile\rows;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * Database: fields are known by kind and name and keep their ids; one with records is never removed. Records belong
 * to their writers.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_data extends planned {

    /**
     * The field by which records are sorted is an id and seen to in the plan.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return ['defaultsort'];
    }

    /**
     * Ratings keep their scale.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return ['scale' => 'grademax', 'assessed' => 'grademax'];
    }

    /**
     * Records.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        return $DB->count_records('data_records', ['dataid' => $instance]);
    }

    /**
     * Fields, and the one that sorts.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        return [
            'fields' => $this->rows('data_fields', ['dataid' => $cm->instance], 'id'),
            'sort' => $this->sort_name((int)$cm->instance),
        ];
    }

    /**
     * Fields.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        $todo = new todo();
        $wanted = $this->keyed((int)$stage->instance);
        $present = $this->keyed((int)$live->instance);
        foreach ($wanted as $key => $field) {
            $this->plan_field($todo, $run, $field, $present[$key] ?? null, $live);
        }
        foreach (array_diff_key($present, $wanted) as $field) {
            $this->plan_removal($todo, $field);
        }
        $this->plan_sort($todo, $stage, $live);
        return $todo;
    }

    /**
     * Fields by kind and name.
     *
     * @param int $instance
     * @return \stdClass[]
     */
    private function keyed(int $instance): array {
        $keyed = [];
        foreach (rows::of('data_fields', ['dataid' => $instance]) as $field) {
            $keyed[$field->type . '|' . $field->name] = $field;
        }
        return $keyed;
    }

    /**
     * A field of the package.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $field
     * @param \stdClass|null $twin
     * @param \cm_info $live
     * @return void
     */
    private function plan_field(todo $todo, run $run, \stdClass $field, ?\stdClass $twin, \cm_info $live): void {
        $wanted = ['description' => $run->rewrite($field->description)] + rows::without($field, ['dataid']);
        if ($twin) {
            $this->plan_row($todo, 'fields', 'data_fields', $twin, $wanted);
            return;
        }
        $todo->add('fields', function() use ($wanted, $live) {
            global $DB;
            $DB->insert_record('data_fields', (object)(['dataid' => $live->instance] + $wanted));
        });
    }

    /**
     * A field that the package no longer has.
     *
     * @param todo $todo
     * @param \stdClass $field
     * @return void
     */
    private function plan_removal(todo $todo, \stdClass $field): void {
        global $DB;
        if ($DB->record_exists('data_content', ['fieldid' => $field->id])) {
            $todo->note('fieldused', $field->name);
            return;
        }
        $todo->add('fields', function() use ($field) {
            global $DB;
            $DB->delete_records('data_fields', ['id' => $field->id]);
        });
    }

    /**
     * The field by which records are sorted.
     *
     * @param todo $todo
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    private function plan_sort(todo $todo, \cm_info $stage, \cm_info $live): void {
        $wanted = $this->sort_name((int)$stage->instance);
        if ($wanted === $this->sort_name((int)$live->instance)) {
            return;
        }
        $todo->add('fields', function() use ($wanted, $live) {
            global $DB;
            $field = $DB->get_records('data_fields', ['dataid' => $live->instance, 'name' => $wanted], 'id', 'id', 0, 1);
            $sort = is_numeric($wanted) ? (int)$wanted : (int)(reset($field)->id ?? 0);
            rows::change('data', (int)$live->instance, ['defaultsort' => $sort]);
        });
    }

    /**
     * The name of the field that sorts; a number for Moodle's own ways.
     *
     * @param int $instance
     * @return string
     */
    private function sort_name(int $instance): string {
        global $DB;
        $sort = (int)$DB->get_field('data', 'defaultsort', ['id' => $instance], MUST_EXIST);
        return $sort > 0 ? (string)$DB->get_field('data_fields', 'name', ['id' => $sort]) : (string)$sort;
    }
}
