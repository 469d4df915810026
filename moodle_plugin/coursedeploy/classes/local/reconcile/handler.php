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
 * What is particular about one kind of activity: what its author owns in it, and how it is changed without harm to learners.
 *
 * One class a kind, named like the module, in the namespace local_coursedeploy\local\reconcile\handler. A handler has no state
 * and no constructor parameters; what a publication knows is handed to it as the run. The columns of the module's own table,
 * the file areas of fixed item ids, the course module's settings, calendar, grade item, caches and events are seen to outside.
 *
 * Texts of the staging course are compared and written after run::rewrite() only.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
abstract class handler {

    /** Columns that every module's table may have and that are no content: ids, clocks, counters. */
    const NO_CONTENT = ['id', 'course', 'timecreated', 'timemodified', 'revision'];

    /**
     * Columns of the module's table that are never published and no part of the fingerprint, such as counters and caches.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return [];
    }

    /**
     * Columns of the module's table that stay as they are once learners have worked in the activity.
     *
     * @return string[] column => code of the remark (see the contract), such as 'grade' => 'grademax'
     */
    public function columns_frozen(): array {
        return [];
    }

    /**
     * File areas that the author fills and whose item ids are the same in every copy (mostly 0), apart from 'intro'.
     *
     * @return string[]
     */
    public function areas(): array {
        return [];
    }

    /**
     * File areas that the author fills and whose item ids are those of rows of the module (chapters, pages ...): they count in
     * the fingerprint, and apply_children() copies them.
     *
     * @return string[]
     */
    public function child_areas(): array {
        return [];
    }

    /**
     * The module's row, for the fingerprint, as Moodle's own form would store it: a form that somebody opens and saves without
     * a change alters notations, and settings that have no effect. Neither is an edit.
     *
     * @param array $row column => value
     * @return array column => value
     */
    public function as_saved(array $row): array {
        $options = isset($row['displayoptions']) ? @unserialize($row['displayoptions'], ['allowed_classes' => false]) : false;
        return is_array($options) ? ['displayoptions' => json_encode(plain::row($options))] + $row : $row;
    }

    /**
     * How many records learners have made in an activity.
     *
     * @param int $instance id in the module's table
     * @return int
     */
    public function userdata(int $instance): int {
        return 0;
    }

    /**
     * What the author put into the activity beyond the module's own row: chapters, options, items, slots, questions ...
     *
     * Plain lists and strings for the fingerprint, without ids and clocks, in an order that does not depend on them, and equal
     * for a copy of the activity. Nothing that learners do may change it. rows() helps.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        return [];
    }

    /**
     * Rights beyond moodle/course:manageactivities that changing such an activity needs, in the context of the course.
     *
     * @return string[]
     */
    public function capabilities(): array {
        return [];
    }

    /**
     * Which parts of the content differ. Also the place for remarks on what will be left as it is: it is called once for every
     * activity to be updated, also in a dry run; it never writes.
     *
     * @param run $run
     * @param \cm_info $stage the activity in the staging course
     * @param \cm_info $live its twin in the live course
     * @return string[] names of the parts, such as 'chapters'; empty for no difference that is to be written
     */
    public function compare_children(run $run, \cm_info $stage, \cm_info $live): array {
        $wanted = $this->rewritten($run, $this->content($stage));
        return $wanted === $this->content($live) ? [] : ['content'];
    }

    /**
     * Changes the content of the live activity in place to that of the staging activity. Called when compare_children() found
     * something, in a transaction, never in a dry run. The staging course is thrown away: rows may be moved out of it.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    public function apply_children(run $run, \cm_info $stage, \cm_info $live): void {
    }

    /**
     * Called after the module's row, files and content are written, before the calendar, grade item, caches and events.
     *
     * @param run $run
     * @param \cm_info $live
     * @return void
     */
    public function settle(run $run, \cm_info $live): void {
    }

    /**
     * Rows of a table for the fingerprint: values as text, in the order given.
     *
     * @param string $table
     * @param array $where
     * @param string $order by content, never by id alone where a copy could have another order
     * @param string[] $without columns left out, beside id and the clocks
     * @return array[] column => text
     */
    final protected function rows(string $table, array $where, string $order, array $without = []): array {
        global $DB;
        $left = array_flip(array_merge(self::NO_CONTENT, array_keys($where), $without));
        $rows = [];
        foreach ($DB->get_records($table, $where, $order) as $row) {
            $rows[] = plain::row(array_diff_key((array)$row, $left));
        }
        return $rows;
    }

    /**
     * The content of a staging activity as it will be in the live course: with links to live activities.
     *
     * @param run $run
     * @param mixed $content
     * @return mixed
     */
    final protected function rewritten(run $run, $content) {
        if (is_array($content)) {
            return array_map(function($value) use ($run) {
                return $this->rewritten($run, $value);
            }, $content);
        }
        return is_string($content) ? $run->rewrite($content) : $content;
    }
}
