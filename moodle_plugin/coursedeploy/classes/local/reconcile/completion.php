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
 * When the course counts as completed. Criteria that somebody has met stay; whoever has completed the course stays so.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class completion extends planned_aspect {

    /**
     * Kind.
     *
     * @return string
     */
    public function kind(): string {
        return 'completion';
    }

    /**
     * Criteria and how they are put together.
     *
     * @param int $courseid
     * @return array
     */
    public function content(int $courseid): array {
        global $DB;
        $names = $DB->get_records_menu('course_modules', ['course' => $courseid], '', 'id, idnumber');
        $criteria = [];
        foreach (rows::of('course_completion_criteria', ['course' => $courseid]) as $row) {
            $row->moduleinstance = $row->moduleinstance ? ($names[$row->moduleinstance] ?? '') : '';
            $criteria[] = plain::row(rows::without($row, ['course']));
        }
        sort($criteria);
        $methods = [];
        foreach (rows::of('course_completion_aggr_methd', ['course' => $courseid]) as $row) {
            $methods[(int)$row->criteriatype] = plain::value($row->method);
        }
        ksort($methods);
        return ['criteria' => $criteria, 'methods' => $methods];
    }

    /**
     * Criteria.
     *
     * @param run $run
     * @return todo
     */
    protected function plan(run $run): todo {
        $todo = new todo();
        $wanted = [];
        foreach (rows::of('course_completion_criteria', ['course' => $run->stage()]) as $row) {
            $row->course = $run->live();
            if ($row->moduleinstance) {
                $row->activity = $this->idnumber((int)$row->moduleinstance);
                $row->moduleinstance = $this->twin($run, (int)$row->moduleinstance);
            }
            if (!$row->module || $row->moduleinstance) {
                $wanted[$this->key($row)] = $row;
            }
        }
        foreach (rows::of('course_completion_criteria', ['course' => $run->live()]) as $row) {
            $key = $this->key($row);
            if (isset($wanted[$key])) {
                unset($wanted[$key]);
            } else {
                $this->plan_removal($todo, $row);
            }
        }
        foreach ($wanted as $row) {
            $this->plan_new($todo, $row);
        }
        $this->plan_methods($todo, $run);
        return $todo;
    }

    /**
     * Lets Moodle read the criteria anew.
     *
     * @param run $run
     * @return void
     */
    protected function settle(run $run): void {
        \cache::make('core', 'coursecompletion')->purge();
    }

    /**
     * What a criterion is known by.
     *
     * @param \stdClass $row
     * @return string
     */
    private function key(\stdClass $row): string {
        return implode('|', plain::row(rows::without($row, ['course', 'activity'])));
    }

    /**
     * The live activity of a criterion.
     *
     * @param run $run
     * @param int $cmid in the staging course
     * @return int 0 for none; below 0 for one that a dry run has not brought in
     */
    private function twin(run $run, int $cmid): int {
        return $run->twins()->of('course_module', $cmid) ?: ($run->is_dry() ? -$cmid : 0);
    }

    /**
     * The identification number of an activity.
     *
     * @param int $cmid
     * @return string
     */
    private function idnumber(int $cmid): string {
        global $DB;
        return (string)$DB->get_field('course_modules', 'idnumber', ['id' => $cmid]);
    }

    /**
     * What the report calls a criterion: the activity, or Moodle's number of its kind.
     *
     * @param \stdClass $row
     * @return string
     */
    private function name(\stdClass $row): string {
        $activity = $row->activity ?? ($row->moduleinstance ? $this->idnumber((int)$row->moduleinstance) : '');
        return $activity ?: 'criterion ' . $row->criteriatype;
    }

    /**
     * A criterion that the package no longer has.
     *
     * @param todo $todo
     * @param \stdClass $row
     * @return void
     */
    private function plan_removal(todo $todo, \stdClass $row): void {
        global $DB;
        if ($DB->record_exists('course_completion_crit_compl', ['criteriaid' => $row->id])) {
            $todo->note('criterionmet', $this->name($row));
            return;
        }
        $todo->tell('completion', $this->name($row), 'deleted');
        $todo->add('criteria', function() use ($row) {
            global $DB;
            $DB->delete_records('course_completion_criteria', ['id' => $row->id]);
        });
    }

    /**
     * A criterion that the live course lacks.
     *
     * @param todo $todo
     * @param \stdClass $row
     * @return void
     */
    private function plan_new(todo $todo, \stdClass $row): void {
        $todo->tell('completion', $this->name($row), 'added');
        $todo->add('criteria', function() use ($row) {
            global $DB;
            $DB->insert_record('course_completion_criteria', (object)rows::without($row, ['activity']));
        });
    }

    /**
     * Whether all criteria count or any.
     *
     * @param todo $todo
     * @param run $run
     * @return void
     */
    private function plan_methods(todo $todo, run $run): void {
        $present = [];
        foreach (rows::of('course_completion_aggr_methd', ['course' => $run->live()]) as $row) {
            $present[(int)$row->criteriatype] = $row;
        }
        foreach (rows::of('course_completion_aggr_methd', ['course' => $run->stage()]) as $row) {
            $twin = $present[(int)$row->criteriatype] ?? null;
            if ($twin && (int)$twin->method === (int)$row->method) {
                continue;
            }
            $todo->tell('completion', 'method', $twin ? 'updated' : 'added');
            $todo->add('criteria', function() use ($run, $row, $twin) {
                global $DB;
                if ($twin) {
                    rows::change('course_completion_aggr_methd', (int)$twin->id, ['method' => $row->method]);
                    return;
                }
                $DB->insert_record('course_completion_aggr_methd', (object)(['course' => $run->live()] + rows::without($row)));
            });
        }
    }
}
