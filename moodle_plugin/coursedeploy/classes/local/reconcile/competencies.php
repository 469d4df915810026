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

use core_competency\api;

/**
 * Competencies of the course and of its activities: added, never taken away, for the ratings of learners hang on them.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class competencies extends planned_aspect {

    /**
     * Kind.
     *
     * @return string
     */
    public function kind(): string {
        return 'competencies';
    }

    /**
     * Competencies by idnumber, with what they bring about.
     *
     * @param int $courseid
     * @return array
     */
    public function content(int $courseid): array {
        $content = ['course' => [], 'activities' => []];
        foreach ($this->of_course($courseid) as $link) {
            $content['course'][] = [$link->idnumber, (string)$link->ruleoutcome];
        }
        foreach ($this->of_activities($courseid) as $link) {
            $content['activities'][] = [$link->activity, $link->idnumber, self::outcome($link)];
        }
        sort($content['course']);
        sort($content['activities']);
        return $content;
    }

    /**
     * Rights.
     *
     * @return string[]
     */
    public function capabilities(): array {
        return ['moodle/competency:coursecompetencymanage'];
    }

    /**
     * The word for one of these things in the report.
     *
     * @return string
     */
    protected function word(): string {
        return 'competency';
    }

    /**
     * Links of the course, then those of the activities: Moodle asks for the former first.
     *
     * @param run $run
     * @return todo
     */
    protected function plan(run $run): todo {
        $todo = new todo();
        if (!api::is_enabled()) {
            return $todo;
        }
        $present = array_column($this->of_course($run->live()), null, 'competencyid');
        $wanted = array_column($this->of_course($run->stage()), null, 'competencyid');
        foreach ($wanted as $id => $link) {
            $this->plan_course_link($todo, $run, $link, $present[$id] ?? null);
        }
        foreach (array_diff_key($present, $wanted) as $link) {
            $todo->note('competencykept', $link->idnumber);
        }
        $this->plan_activities($todo, $run);
        return $todo;
    }

    /**
     * A competency of the course.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $link
     * @param \stdClass|null $twin
     * @return void
     */
    private function plan_course_link(todo $todo, run $run, \stdClass $link, ?\stdClass $twin): void {
        if ($twin && (int)$twin->ruleoutcome === (int)$link->ruleoutcome) {
            return;
        }
        $todo->tell('competency', $link->idnumber, $twin ? 'updated' : 'added');
        $todo->add('competencies', function() use ($run, $link, $twin) {
            global $DB;
            if (!$twin) {
                api::add_competency_to_course($run->live(), $link->competencyid);
            }
            $where = ['courseid' => $run->live(), 'competencyid' => $link->competencyid];
            $id = $DB->get_field('competency_coursecomp', 'id', $where, MUST_EXIST);
            api::set_course_competency_ruleoutcome($id, $link->ruleoutcome);
        });
    }

    /**
     * Competencies of the activities.
     *
     * @param todo $todo
     * @param run $run
     * @return void
     */
    private function plan_activities(todo $todo, run $run): void {
        $present = [];
        foreach ($this->of_activities($run->live()) as $link) {
            $present["{$link->cmid}|{$link->competencyid}"] = $link;
        }
        foreach ($this->of_activities($run->stage()) as $link) {
            $cmid = $run->twins()->of('course_module', (int)$link->cmid);
            $twin = $present["$cmid|{$link->competencyid}"] ?? null;
            unset($present["$cmid|{$link->competencyid}"]);
            if (($cmid || $run->is_dry()) && (!$twin || self::outcome($twin) !== self::outcome($link))) {
                $this->plan_activity_link($todo, $run, $link, $cmid, $twin);
            }
        }
        foreach ($present as $link) {
            $todo->note('competencykept', trim("{$link->activity} {$link->idnumber}"));
        }
    }

    /**
     * What the end of an activity brings about.
     *
     * @param \stdClass $link
     * @return int[]
     */
    private static function outcome(\stdClass $link): array {
        return [(int)$link->ruleoutcome, (int)($link->overridegrade ?? 0)];
    }

    /**
     * A competency of an activity.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $link
     * @param int $cmid live
     * @param \stdClass|null $twin
     * @return void
     */
    private function plan_activity_link(todo $todo, run $run, \stdClass $link, int $cmid, ?\stdClass $twin): void {
        $todo->tell('competency', trim("{$link->activity} {$link->idnumber}"), $twin ? 'updated' : 'added');
        $todo->add('competencies', function() use ($run, $link, $cmid, $twin) {
            global $DB;
            $run->touch($cmid);
            if (!$twin) {
                api::add_competency_to_course_module($cmid, $link->competencyid);
            }
            $where = ['cmid' => $cmid, 'competencyid' => $link->competencyid];
            $id = $DB->get_field('competency_modulecomp', 'id', $where, MUST_EXIST);
            api::set_course_module_competency_ruleoutcome($id, $link->ruleoutcome, (bool)($link->overridegrade ?? false));
        });
    }

    /**
     * The competencies of a course.
     *
     * @param int $courseid
     * @return \stdClass[] id, competencyid, idnumber, ruleoutcome
     */
    private function of_course(int $courseid): array {
        global $DB;
        return array_values($DB->get_records_sql('SELECT l.id, l.competencyid, l.ruleoutcome, c.idnumber
              FROM {competency_coursecomp} l JOIN {competency} c ON c.id = l.competencyid
             WHERE l.courseid = ? ORDER BY l.sortorder, l.id', [$courseid]));
    }

    /**
     * The competencies of the activities of a course.
     *
     * @param int $courseid
     * @return \stdClass[] id, cmid, activity (idnumber), competencyid, idnumber, ruleoutcome
     */
    private function of_activities(int $courseid): array {
        global $DB;
        return array_values($DB->get_records_sql('SELECT l.*, m.idnumber AS activity, c.idnumber
              FROM {competency_modulecomp} l
              JOIN {competency} c ON c.id = l.competencyid
              JOIN {course_modules} m ON m.id = l.cmid
             WHERE m.course = ? ORDER BY l.sortorder, l.id', [$courseid]));
    }
}
