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

use local_coursedeploy\local\reconcile\form_rows;
use local_coursedeploy\local\reconcile\planned;
use local_coursedeploy\local\reconcile\rows;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * Workshop: texts at any time; the form only as long as nobody has assessed with it. The phase is the course's own affair.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_workshop extends planned {

    /** The kinds of form, their columns that decide marks, and their one-row tables of settings. */
    const FORMS = [
        'accumulative' => ['fixed' => ['grade', 'weight'], 'settings' => ''],
        'comments' => ['fixed' => [], 'settings' => ''],
        'numerrors' => ['fixed' => ['weight'], 'settings' => 'workshopform_numerrors_map'],
        'rubric' => ['fixed' => [], 'settings' => 'workshopform_rubric_config'],
    ];

    /**
     * Where the workshop stands; the kind of form is seen to in the plan.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return ['phase', 'phaseswitchassessment', 'evaluation', 'strategy'];
    }

    /**
     * Marks keep their maximum.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return ['grade' => 'grademax', 'gradinggrade' => 'grademax', 'useexamples' => 'hasanswers'];
    }

    /**
     * File areas.
     *
     * @return string[]
     */
    public function areas(): array {
        return ['instructauthors', 'instructreviewers', 'conclusion'];
    }

    /**
     * Work handed in.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        return $DB->count_records('workshop_submissions', ['workshopid' => $instance]);
    }

    /**
     * The form.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        $content = ['strategy' => $this->strategy($cm)];
        foreach (self::FORMS as $name => $form) {
            $rows = $this->table($name)->content((int)$cm->instance);
            $settings = $form['settings'] ? $this->settings($form['settings'], (int)$cm->instance) : [];
            $content[$name] = [$rows, array_map([$this, 'bare_setting'], $settings)];
            $content[$name][] = $this->form_files($cm, $name);
        }
        return $content;
    }

    /**
     * The form.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        $todo = new todo();
        $name = $this->strategy($stage);
        if (!isset(self::FORMS[$name]) || !$this->differs($run, $name, $stage, $live)) {
            return $todo;
        }
        $table = $this->table($name);
        $reworded = $name === $this->strategy($live)
            && $table->is_reworded($table->load((int)$stage->instance), $table->load((int)$live->instance))
            && !$this->settings_differ($name, $stage, $live);
        if ($this->is_assessed((int)$live->instance) && !$reworded) {
            $todo->note('formused', $name);
            return $todo;
        }
        $todo->add('form', function() use ($run, $name, $stage, $live) {
            $this->write_form($run, $name, $stage, $live);
        });
        return $todo;
    }

    /**
     * Whether the form of the package is another one.
     *
     * @param run $run
     * @param string $name
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return bool
     */
    private function differs(run $run, string $name, \cm_info $stage, \cm_info $live): bool {
        $table = $this->table($name);
        return $name !== $this->strategy($live)
            || $table->differ($run, $table->load((int)$stage->instance), $table->load((int)$live->instance))
            || $this->settings_differ($name, $stage, $live)
            || $this->form_files($stage, $name) !== $this->form_files($live, $name);
    }

    /**
     * Writes the form with its settings and files.
     *
     * @param run $run
     * @param string $name
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    private function write_form(run $run, string $name, \cm_info $stage, \cm_info $live): void {
        $table = $this->table($name);
        $ids = $table->write($run, $table->load((int)$stage->instance), (int)$live->instance);
        $component = "workshopform_$name";
        foreach ($ids as $from => $to) {
            $run->copy_files($this->area($stage, 'description', (int)$from, $component),
                $this->area($live, 'description', $to, $component));
        }
        if (self::FORMS[$name]['settings'] && $this->settings_differ($name, $stage, $live)) {
            $this->write_settings(self::FORMS[$name]['settings'], $stage, $live);
        }
        rows::change('workshop', (int)$live->instance, ['strategy' => $name]);
    }

    /**
     * Writes the settings of a form.
     *
     * @param string $table
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    private function write_settings(string $table, \cm_info $stage, \cm_info $live): void {
        global $DB;
        $DB->delete_records($table, ['workshopid' => $live->instance]);
        foreach ($this->settings($table, (int)$stage->instance) as $row) {
            $DB->insert_record($table, (object)(['workshopid' => $live->instance] + rows::without($row)));
        }
    }

    /**
     * Whether the settings of the form differ.
     *
     * @param string $name
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return bool
     */
    private function settings_differ(string $name, \cm_info $stage, \cm_info $live): bool {
        $table = self::FORMS[$name]['settings'];
        if (!$table) {
            return false;
        }
        $wanted = array_map([$this, 'bare_setting'], $this->settings($table, (int)$stage->instance));
        return $wanted !== array_map([$this, 'bare_setting'], $this->settings($table, (int)$live->instance));
    }

    /**
     * The rows of a form's settings.
     *
     * @param string $table
     * @param int $instance
     * @return \stdClass[]
     */
    private function settings(string $table, int $instance): array {
        $order = $table === 'workshopform_numerrors_map' ? 'nonegative' : 'id';
        return rows::of($table, ['workshopid' => $instance], $order);
    }

    /**
     * What a setting says.
     *
     * @param \stdClass $row
     * @return array
     */
    private function bare_setting(\stdClass $row): array {
        return \local_coursedeploy\local\reconcile\plain::row(rows::without($row, ['workshopid']));
    }

    /**
     * Files of the aspects, in the order of these.
     *
     * @param \cm_info $cm
     * @param string $name
     * @return array
     */
    private function form_files(\cm_info $cm, string $name): array {
        $found = [];
        foreach ($this->table($name)->load((int)$cm->instance) as $n => $row) {
            $files = get_file_storage()->get_area_files($cm->context->id, "workshopform_$name", 'description', $row->id,
                'filepath, filename', false);
            foreach ($files as $file) {
                $found[] = [$n, $file->get_filepath() . $file->get_filename(), $file->get_contenthash()];
            }
        }
        return $found;
    }

    /**
     * The kind of form.
     *
     * @param \cm_info $cm
     * @return string
     */
    private function strategy(\cm_info $cm): string {
        global $DB;
        return (string)$DB->get_field('workshop', 'strategy', ['id' => $cm->instance], MUST_EXIST);
    }

    /**
     * Whether somebody has assessed or been asked to.
     *
     * @param int $instance
     * @return bool
     */
    private function is_assessed(int $instance): bool {
        global $DB;
        return $DB->record_exists_sql('SELECT 1 FROM {workshop_assessments} a
            JOIN {workshop_submissions} s ON s.id = a.submissionid WHERE s.workshopid = ?', [$instance]);
    }

    /**
     * The table of a form.
     *
     * @param string $name
     * @return form_rows
     */
    private function table(string $name): form_rows {
        $of = [
            'table' => "workshopform_$name",
            'owner' => 'workshopid',
            'order' => 'sort, id',
            'fixed' => self::FORMS[$name]['fixed'],
        ];
        $levels = ['table' => 'workshopform_rubric_levels', 'owner' => 'dimensionid', 'order' => 'grade, id', 'fixed' => ['grade']];
        return new form_rows($of, $name === 'rubric' ? $levels : []);
    }
}
