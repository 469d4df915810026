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
 * An activity whose parts are compared one by one: the plan is worked out without writing and then carried out.
 *
 * The same plan serves the comparison and the change, so that what is told and what is done cannot differ.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
abstract class planned extends handler {

    /**
     * What will be written into the live activity, and what is left as it is.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    abstract protected function plan(run $run, \cm_info $stage, \cm_info $live): todo;

    /**
     * Which parts differ; notes what is left.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return string[]
     */
    public function compare_children(run $run, \cm_info $stage, \cm_info $live): array {
        $plan = $this->plan($run, $stage, $live);
        foreach ($plan->notes() as $note) {
            $run->note_activity($live, 'noted', $note['code'], $note['detail']);
        }
        foreach ($plan->news() as $news) {
            $run->note(...$news);
        }
        return $plan->parts();
    }

    /**
     * Carries the plan out.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    public function apply_children(run $run, \cm_info $stage, \cm_info $live): void {
        $this->plan($run, $stage, $live)->carry_out();
    }

    /**
     * A file area of an activity.
     *
     * @param \cm_info $cm
     * @param string $area
     * @param int|bool $item false: every item
     * @param string $component that of the module when empty
     * @return array as files wants it
     */
    final protected function area(\cm_info $cm, string $area, $item, string $component = ''): array {
        return [
            'contextid' => $cm->context->id,
            'component' => $component ?: 'mod_' . $cm->modname,
            'filearea' => $area,
            'itemid' => $item,
        ];
    }

    /**
     * Adds the files of a file area to a plan.
     *
     * @param todo $todo
     * @param string $part
     * @param array $from
     * @param array $to
     * @return void
     */
    final protected function plan_files(todo $todo, string $part, array $from, array $to): void {
        $files = new files($from, $to);
        if ($files->differ()) {
            $todo->add($part, function() use ($files) {
                $files->copy();
            });
        }
    }

    /**
     * Adds the change of one row to a plan, where there is any.
     *
     * @param todo $todo
     * @param string $part
     * @param string $table
     * @param \stdClass $row as it is
     * @param array $wanted column => value
     * @return void
     */
    final protected function plan_row(todo $todo, string $part, string $table, \stdClass $row, array $wanted): void {
        $different = rows::differences($wanted, $row);
        if ($different) {
            $todo->add($part, function() use ($table, $row, $different) {
                rows::change($table, (int)$row->id, $different);
            });
        }
    }
}
