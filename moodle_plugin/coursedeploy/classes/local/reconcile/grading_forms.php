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
 * Rubrics and marking guides of an activity.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class grading_forms {

    /** Columns of a definition that its author fills. */
    const COLUMNS = ['name', 'description', 'descriptionformat', 'status', 'options'];

    /** @var run */
    private $run;

    /** The right to write forms. */
    const RIGHT = 'moodle/grade:managegradingforms';

    /** @var todo where the plan goes */
    private $whole;

    /** @var todo the forms alone */
    private $todo;

    /**
     * Constructor.
     *
     * @param run $run
     * @param todo $todo where the plan goes
     */
    public function __construct(run $run, todo $todo) {
        $this->run = $run;
        $this->whole = $todo;
        $this->todo = new todo();
    }

    /**
     * What the forms of an activity say.
     *
     * @param \cm_info $cm
     * @return array
     */
    public static function content(\cm_info $cm): array {
        $content = [];
        foreach (rows::of('grading_areas', ['contextid' => $cm->context->id], 'areaname') as $area) {
            $forms = [];
            foreach (rows::of('grading_definitions', ['areaid' => $area->id], 'method') as $definition) {
                $rows = [];
                foreach (self::tables($definition->method) as $name => $table) {
                    $rows[$name] = $table->content((int)$definition->id);
                }
                $forms[$definition->method] = [plain::row(rows::only($definition, self::COLUMNS)), $rows];
            }
            $content[$area->areaname] = ['method' => (string)$area->activemethod, 'forms' => $forms];
        }
        return $content;
    }

    /**
     * Plans the forms of a live activity.
     *
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    public function plan(\cm_info $stage, \cm_info $live): void {
        $present = rows::by(rows::of('grading_areas', ['contextid' => $live->context->id]), 'areaname');
        foreach (rows::of('grading_areas', ['contextid' => $stage->context->id]) as $area) {
            $twin = $present[$area->areaname] ?? null;
            if (!$twin) {
                $this->plan_new_area($area, $live);
                continue;
            }
            $this->plan_method($area, $twin);
            foreach (rows::of('grading_definitions', ['areaid' => $area->id]) as $definition) {
                $this->plan_definition($definition, $twin);
            }
        }
        if ($this->todo->parts() && !$this->run->is_allowed(self::RIGHT)) {
            $this->whole->note('norighthere', self::RIGHT);
        } else {
            $this->whole->take($this->todo);
        }
    }

    /**
     * An area that the live activity lacks.
     *
     * @param \stdClass $area
     * @param \cm_info $live
     * @return void
     */
    private function plan_new_area(\stdClass $area, \cm_info $live): void {
        $this->todo->add('gradingform', function() use ($area, $live) {
            global $DB;
            $row = (object)(['contextid' => $live->context->id] + rows::without($area));
            $id = (int)$DB->insert_record('grading_areas', $row);
            foreach (rows::of('grading_definitions', ['areaid' => $area->id]) as $definition) {
                $this->write_new($definition, $id);
            }
        });
    }

    /**
     * Which form is in force.
     *
     * @param \stdClass $area
     * @param \stdClass $twin
     * @return void
     */
    private function plan_method(\stdClass $area, \stdClass $twin): void {
        if ((string)$area->activemethod === (string)$twin->activemethod) {
            return;
        }
        foreach (rows::of('grading_definitions', ['areaid' => $twin->id]) as $definition) {
            if ($this->is_used($definition)) {
                $this->todo->note('formused', (string)$definition->name);
                return;
            }
        }
        $this->todo->add('gradingform', function() use ($area, $twin) {
            rows::change('grading_areas', (int)$twin->id, ['activemethod' => $area->activemethod]);
        });
    }

    /**
     * One form.
     *
     * @param \stdClass $definition
     * @param \stdClass $area live
     * @return void
     */
    private function plan_definition(\stdClass $definition, \stdClass $area): void {
        global $DB;
        $twin = $DB->get_record('grading_definitions', ['areaid' => $area->id, 'method' => $definition->method]);
        if (!$twin) {
            $this->todo->add('gradingform', function() use ($definition, $area) {
                $this->write_new($definition, (int)$area->id);
            });
            return;
        }
        $different = rows::differences($this->columns($definition), $twin);
        if ($different) {
            $this->todo->add('gradingform', function() use ($twin, $different) {
                rows::change('grading_definitions', (int)$twin->id, $different + ['timemodified' => time()]);
            });
        }
        foreach (self::tables($definition->method) as $table) {
            $this->plan_rows($table, $definition, $twin);
        }
    }

    /**
     * The criteria of a form, or its comments.
     *
     * @param form_rows $table
     * @param \stdClass $definition
     * @param \stdClass $twin
     * @return void
     */
    private function plan_rows(form_rows $table, \stdClass $definition, \stdClass $twin): void {
        $wanted = $table->load((int)$definition->id);
        $present = $table->load((int)$twin->id);
        if (!$table->differ($this->run, $wanted, $present)) {
            return;
        }
        if ($this->is_used($twin) && !$table->is_reworded($wanted, $present)) {
            $this->todo->note('formused', (string)$twin->name);
            return;
        }
        $this->todo->add('gradingform', function() use ($table, $wanted, $twin) {
            $table->write($this->run, $wanted, (int)$twin->id);
        });
    }

    /**
     * Writes a form that the live activity lacks.
     *
     * @param \stdClass $definition
     * @param int $areaid
     * @return void
     */
    private function write_new(\stdClass $definition, int $areaid): void {
        global $DB;
        $row = (object)(['areaid' => $areaid] + $this->columns($definition) + rows::without($definition));
        $id = (int)$DB->insert_record('grading_definitions', $row);
        foreach (self::tables($definition->method) as $table) {
            $table->write($this->run, $table->load((int)$definition->id), $id);
        }
    }

    /**
     * The columns of a form as they are to be.
     *
     * @param \stdClass $definition
     * @return array
     */
    private function columns(\stdClass $definition): array {
        $description = $this->run->rewrite($definition->description);
        return ['description' => $description] + rows::only($definition, self::COLUMNS);
    }

    /**
     * Whether somebody has marked with a form.
     *
     * @param \stdClass $definition
     * @return bool
     */
    private function is_used(\stdClass $definition): bool {
        global $DB;
        return $DB->record_exists('grading_instances', ['definitionid' => $definition->id]);
    }

    /**
     * The tables of a form.
     *
     * @param string $method
     * @return form_rows[]
     */
    private static function tables(string $method): array {
        $of = ['owner' => 'definitionid', 'order' => 'sortorder, id'];
        if ($method === 'rubric') {
            $levels = ['owner' => 'criterionid', 'order' => 'score, id'];
            return ['criteria' => new form_rows(
                $of + ['table' => 'gradingform_rubric_criteria', 'fixed' => []],
                $levels + ['table' => 'gradingform_rubric_levels', 'fixed' => ['score']]
            )];
        }
        if ($method === 'guide') {
            return [
                'criteria' => new form_rows($of + ['table' => 'gradingform_guide_criteria', 'fixed' => ['maxscore']]),
                'comments' => new form_rows($of + ['table' => 'gradingform_guide_comments', 'fixed' => []]),
            ];
        }
        return [];
    }
}
