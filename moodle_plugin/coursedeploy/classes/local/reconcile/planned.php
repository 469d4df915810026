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
            $run->note([
                'kind' => 'activity',
                'key' => (string)$live->idnumber,
                'modname' => $live->modname,
                'cmid' => (int)$live->id,
                'action' => 'noted',
                'code' => $note['code'],
                'detail' => $note['detail'],
            ]);
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
     * Adds the files of one row of the module to a plan.
     *
     * @param todo $todo
     * @param string $part
     * @param area_files $files
     * @return void
     */
    final protected function plan_files(todo $todo, string $part, area_files $files): void {
        if ($files->differ()) {
            $todo->add($part, function() use ($files) {
                $files->copy();
            });
        }
    }
}
