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

use local_coursedeploy\local\reconcile\grading_forms;
use local_coursedeploy\local\reconcile\planned;
use local_coursedeploy\local\reconcile\rows;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * Assignment: settings, those of its submission and feedback types, rubric or marking guide.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_assign extends planned {

    /** What the form sets by the site's settings, whatever it was. */
    const BY_THE_SITE = ['assignsubmission/comments/enabled' => true];

    /**
     * Names that were revealed stay revealed; the grouping of the teams is an id and seen to in the plan.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return ['revealidentities', 'teamsubmissiongroupingid'];
    }

    /**
     * What Moodle's own form locks once there is work.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return [
            'grade' => 'grademax',
            'teamsubmission' => 'hasanswers',
            'requireallteammemberssubmit' => 'hasanswers',
            'blindmarking' => 'hasanswers',
        ];
    }

    /**
     * Whether the description shows before work may begin means nothing where it may begin at once: the form drops it.
     *
     * @param array $row
     * @return array
     */
    public function as_saved(array $row): array {
        return $row['allowsubmissionsfromdate'] ? $row : ['alwaysshowdescription' => 0] + $row;
    }

    /**
     * File areas.
     *
     * @return string[]
     */
    public function areas(): array {
        return ['introattachment', 'activityattachment'];
    }

    /**
     * Work handed in or begun, and marks.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        return $DB->count_records('assign_submission', ['assignment' => $instance])
            + $DB->count_records('assign_grades', ['assignment' => $instance])
            + $DB->count_records('assign_user_flags', ['assignment' => $instance]);
    }

    /**
     * Settings of the submission and feedback types, forms, teams.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        return [
            'plugins' => array_map(function(\stdClass $setting): string {
                return (string)$setting->value;
            }, array_diff_key($this->settings((int)$cm->instance), self::BY_THE_SITE)),
            'forms' => grading_forms::content($cm),
            'teams' => $this->teams((int)$cm->instance),
        ];
    }

    /**
     * Settings, forms, teams.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        $todo = new todo();
        $present = $this->settings((int)$live->instance);
        foreach ($this->settings((int)$stage->instance) as $key => $setting) {
            $this->plan_setting($todo, $setting, $present[$key] ?? null, $live);
        }
        $this->plan_teams($todo, $run, $stage, $live);
        (new grading_forms($run, $todo))->plan($stage, $live);
        return $todo;
    }

    /**
     * The settings of submission and feedback types by name.
     *
     * @param int $instance
     * @return \stdClass[]
     */
    private function settings(int $instance): array {
        $settings = [];
        foreach (rows::of('assign_plugin_config', ['assignment' => $instance], 'subtype, plugin, name') as $row) {
            $settings["{$row->subtype}/{$row->plugin}/{$row->name}"] = $row;
        }
        return $settings;
    }

    /**
     * One setting. A way of handing in that somebody has used is not taken away.
     *
     * @param todo $todo
     * @param \stdClass $setting
     * @param \stdClass|null $twin
     * @param \cm_info $live
     * @return void
     */
    private function plan_setting(todo $todo, \stdClass $setting, ?\stdClass $twin, \cm_info $live): void {
        if (!$twin) {
            $todo->add('plugins', function() use ($setting, $live) {
                global $DB;
                $row = (object)(['assignment' => $live->instance] + rows::without($setting));
                $DB->insert_record('assign_plugin_config', $row);
            });
            return;
        }
        $taken = $setting->name === 'enabled' && $setting->subtype === 'assignsubmission' && $twin->value && !$setting->value;
        if ($taken && $this->userdata((int)$live->instance)) {
            $todo->note('hasanswers', $setting->plugin);
            return;
        }
        $this->plan_row($todo, 'plugins', 'assign_plugin_config', $twin, ['value' => $setting->value]);
    }

    /**
     * The grouping whose groups are the teams.
     *
     * @param todo $todo
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    private function plan_teams(todo $todo, run $run, \cm_info $stage, \cm_info $live): void {
        if ($this->teams((int)$stage->instance) === $this->teams((int)$live->instance)) {
            return;
        }
        if ($this->userdata((int)$live->instance)) {
            $todo->note('hasanswers', $this->teams((int)$live->instance));
            return;
        }
        $todo->add('teams', function() use ($run, $stage, $live) {
            global $DB;
            $id = (int)$DB->get_field('assign', 'teamsubmissiongroupingid', ['id' => $stage->instance]);
            $twin = $id ? $run->twins()->of('grouping', $id) : 0;
            rows::change('assign', (int)$live->instance, ['teamsubmissiongroupingid' => $twin]);
        });
    }

    /**
     * The name of the grouping whose groups are the teams.
     *
     * @param int $instance
     * @return string
     */
    private function teams(int $instance): string {
        global $DB;
        $id = (int)$DB->get_field('assign', 'teamsubmissiongroupingid', ['id' => $instance], MUST_EXIST);
        return $id ? (string)$DB->get_field('groupings', 'name', ['id' => $id]) : '';
    }
}
