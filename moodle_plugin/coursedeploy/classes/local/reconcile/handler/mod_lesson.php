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

use local_coursedeploy\local\reconcile\lesson_pages;
use local_coursedeploy\local\reconcile\lesson_plan;
use local_coursedeploy\local\reconcile\planned;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * Lesson: pages and answers keep their ids, for attempts point at them.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_lesson extends planned {

    /**
     * Ids of other activities, seen to in the plan.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return ['activitylink', 'dependency'];
    }

    /**
     * Marks keep their maximum and the way in which they are made.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return ['grade' => 'grademax', 'practice' => 'grademax', 'custom' => 'hasanswers'];
    }

    /**
     * File areas.
     *
     * @return string[]
     */
    public function areas(): array {
        return ['mediafile'];
    }

    /**
     * File areas by page and answer.
     *
     * @return string[]
     */
    public function child_areas(): array {
        return ['page_contents', 'page_answers', 'page_responses'];
    }

    /**
     * Answers, pages seen, marks, time spent.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        $count = 0;
        foreach (['lesson_attempts', 'lesson_grades', 'lesson_branch', 'lesson_timer'] as $table) {
            $count += $DB->count_records($table, ['lessonid' => $instance]);
        }
        return $count;
    }

    /**
     * Pages, and the activities that the lesson names.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        global $DB;
        $pages = new lesson_pages((int)$cm->instance, $cm->context->id);
        $row = $DB->get_record('lesson', ['id' => $cm->instance], 'activitylink, dependency', MUST_EXIST);
        $linked = $row->activitylink ? (string)$DB->get_field('course_modules', 'idnumber', ['id' => $row->activitylink]) : '';
        $before = $row->dependency ? (string)$DB->get_field('lesson', 'name', ['id' => $row->dependency]) : '';
        return ['pages' => $pages->content(), 'linked' => $linked, 'before' => $before];
    }

    /**
     * Pages, and the activities that the lesson names.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        global $DB;
        $todo = new todo();
        (new lesson_plan($run, $todo, $stage, $live))->plan();
        $wanted = $DB->get_record('lesson', ['id' => $stage->instance], 'activitylink, dependency', MUST_EXIST);
        $present = $DB->get_record('lesson', ['id' => $live->instance], 'id, activitylink, dependency', MUST_EXIST);
        $this->plan_row($todo, 'links', 'lesson', $present, [
            'activitylink' => $wanted->activitylink ? $run->twins()->of('course_module', (int)$wanted->activitylink) : 0,
            'dependency' => $wanted->dependency ? $run->twins()->of('lesson', (int)$wanted->dependency) : 0,
        ]);
        return $todo;
    }
}
