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

use local_coursedeploy\local\reconcile\feedback_options;
use local_coursedeploy\local\reconcile\planned;
use local_coursedeploy\local\reconcile\rows;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * Feedback: questions are known by their kind and label and keep their ids; answered ones are never removed nor given another kind.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_feedback extends planned {

    /** Columns of an item that say something and hold no ids. */
    const COLUMNS = ['name', 'label', 'presentation', 'hasvalue', 'required', 'dependvalue', 'options'];

    /**
     * Whether answers have names stays once there are answers.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return ['anonymous' => 'hasanswers'];
    }

    /**
     * File areas.
     *
     * @return string[]
     */
    public function areas(): array {
        return ['page_after_submit'];
    }

    /**
     * File areas by item.
     *
     * @return string[]
     */
    public function child_areas(): array {
        return ['item'];
    }

    /**
     * Answers, begun ones too.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        return $DB->count_records('feedback_completed', ['feedback' => $instance])
            + $DB->count_records('feedback_completedtmp', ['feedback' => $instance]);
    }

    /**
     * Items in their order.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        $items = rows::of('feedback_item', ['feedback' => $cm->instance, 'template' => 0], 'position, id');
        $labels = array_column($items, 'label', 'id');
        $content = [];
        foreach ($items as $item) {
            $depends = $labels[$item->dependitem] ?? '';
            $content[] = rows::only($item, array_merge(['typ'], self::COLUMNS)) + ['depends' => $depends];
        }
        return ['items' => $content];
    }

    /**
     * Items.
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
        foreach ($wanted as $key => $item) {
            if (isset($present[$key])) {
                $run->twins()->pair('feedback_item', (int)$item->id, (int)$present[$key]->id);
            } else {
                $this->plan_new($todo, $run, $item, $live);
            }
        }
        $position = 0;
        foreach ($wanted as $key => $item) {
            $this->plan_item($todo, $run, [$item, $present[$key] ?? null, ++$position], [$stage, $live]);
        }
        foreach (array_diff_key($present, $wanted) as $item) {
            $position += $this->plan_removal($todo, $item, $live, $position + 1);
        }
        return $todo;
    }

    /**
     * The items by what they are known by: kind and label; without a label, which only mere texts and page breaks may lack, by
     * the place among those of their kind.
     *
     * @param int $instance
     * @return \stdClass[] in their order
     */
    private function keyed(int $instance): array {
        $keyed = [];
        foreach (rows::of('feedback_item', ['feedback' => $instance, 'template' => 0], 'position, id') as $item) {
            $name = $item->label !== '' ? $item->label : ($item->hasvalue ? $item->name : '');
            for ($n = 1; isset($keyed["{$item->typ}|$name|$n"]); $n++) {
                continue;
            }
            $keyed["{$item->typ}|$name|$n"] = $item;
        }
        return $keyed;
    }

    /**
     * An item that the live activity lacks.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $item
     * @param \cm_info $live
     * @return void
     */
    private function plan_new(todo $todo, run $run, \stdClass $item, \cm_info $live): void {
        $todo->add('items', function() use ($run, $item, $live) {
            global $DB;
            $row = (object)(['feedback' => $live->instance, 'dependitem' => 0] + rows::without($item));
            $run->twins()->pair('feedback_item', (int)$item->id, (int)$DB->insert_record('feedback_item', $row));
        });
    }

    /**
     * Text, place, condition and files of an item.
     *
     * @param todo $todo
     * @param run $run
     * @param array $item the staging item, its live twin or null, its place
     * @param \cm_info[] $cms staging and live activity
     * @return void
     */
    private function plan_item(todo $todo, run $run, array $item, array $cms): void {
        [$item, $twin, $position] = $item;
        [$stage, $live] = $cms;
        if (!$twin) {
            $todo->add('items', function() use ($run, $item, $position, $stage, $live) {
                $id = $run->twins()->of('feedback_item', (int)$item->id);
                rows::change('feedback_item', $id, $this->wanted($run, $item, $position));
                $run->copy_files($this->area($stage, 'item', (int)$item->id), $this->area($live, 'item', $id));
            });
            return;
        }
        $wanted = $this->wanted($run, $item, $position);
        $harmed = (new feedback_options($twin))->harmed_by(new feedback_options($item), $this->chosen($twin));
        if ($harmed !== '') {
            $todo->note('optionused', "{$item->label}: $harmed");
            unset($wanted['presentation']);
        }
        $different = rows::differences($wanted, $twin);
        $new = $item->dependitem && !$wanted['dependitem'];
        if ($different || $new) {
            $todo->add('items', function() use ($run, $item, $twin, $position, $wanted) {
                // Again, now that new items have their ids.
                $depends = $this->wanted($run, $item, $position)['dependitem'];
                rows::change('feedback_item', (int)$twin->id, ['dependitem' => $depends] + $wanted);
            });
        }
        $this->plan_files($todo, 'files', $this->area($stage, 'item', (int)$item->id),
            $this->area($live, 'item', (int)$twin->id));
    }

    /**
     * The columns of an item as they are to be.
     *
     * @param run $run
     * @param \stdClass $item
     * @param int $position
     * @return array
     */
    private function wanted(run $run, \stdClass $item, int $position): array {
        return [
            'position' => $position,
            'presentation' => $run->rewrite($item->presentation),
            'dependitem' => $item->dependitem ? $run->twins()->of('feedback_item', (int)$item->dependitem) : 0,
        ] + rows::only($item, self::COLUMNS);
    }

    /**
     * The options of an item that somebody chose.
     *
     * @param \stdClass $item
     * @return int[]
     */
    private function chosen(\stdClass $item): array {
        global $DB;
        $chosen = [];
        foreach (['feedback_value', 'feedback_valuetmp'] as $table) {
            foreach ($DB->get_fieldset_select($table, 'value', 'item = ?', [$item->id]) as $value) {
                $chosen = array_merge($chosen, feedback_options::numbers((string)$value));
            }
        }
        return array_values(array_unique($chosen));
    }

    /**
     * An item that the package no longer has.
     *
     * @param todo $todo
     * @param \stdClass $item
     * @param \cm_info $live
     * @param int $position where it goes when it stays
     * @return int 1 when it stays
     */
    private function plan_removal(todo $todo, \stdClass $item, \cm_info $live, int $position): int {
        global $DB;
        if ($DB->record_exists('feedback_value', ['item' => $item->id])
                || $DB->record_exists('feedback_valuetmp', ['item' => $item->id])) {
            $todo->note('hasanswers', $item->label !== '' ? $item->label : $item->name);
            $this->plan_row($todo, 'items', 'feedback_item', $item, ['position' => $position]);
            return 1;
        }
        $todo->add('items', function() use ($item, $live) {
            global $DB;
            get_file_storage()->delete_area_files($live->context->id, 'mod_feedback', 'item', $item->id);
            $DB->delete_records('feedback_item', ['id' => $item->id]);
            $DB->set_field('feedback_item', 'dependitem', 0, ['dependitem' => $item->id]);
        });
        return 0;
    }
}
