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
 * Something that belongs to the course as a whole, whose change is worked out without writing and then carried out.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
abstract class planned_aspect extends aspect {

    /**
     * What will be written, what is left, and what the report says.
     *
     * @param run $run
     * @return todo
     */
    abstract protected function plan(run $run): todo;

    /**
     * The word for one of these things in the report.
     *
     * @return string
     */
    protected function word(): string {
        return $this->kind();
    }

    /**
     * Called after something was written.
     *
     * @param run $run
     * @return void
     */
    protected function settle(run $run): void {
    }

    /**
     * Says what changes and, but for a dry run, changes it.
     *
     * @param run $run
     * @return void
     */
    public function apply(run $run): void {
        $plan = $this->plan($run);
        foreach ($plan->news() as $news) {
            $run->note(...$news);
        }
        foreach ($plan->notes() as $note) {
            $run->note($this->word(), '', 'noted', $note['code'], $note['detail']);
        }
        if (!$run->is_dry() && $plan->carry_out()) {
            $this->settle($run);
        }
    }
}
