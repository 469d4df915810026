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
 * Which thing of the live course is the same as which thing of the staging course, by id.
 *
 * Activities, their instances and contexts, and sections are paired as they are matched; groups, groupings and grade items are
 * looked for when somebody asks; handlers pair what else has ids (chapters, pages, fields, question categories).
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class twins {

    /** @var int staging course */
    private $stage;

    /** @var int live course */
    private $live;

    /** @var int[][] kind of thing => id in the staging course => id in the live course */
    private $pairs = [];

    /**
     * Constructor.
     *
     * @param int $stage staging course
     * @param int $live live course
     */
    public function __construct(int $stage, int $live) {
        $this->stage = $stage;
        $this->live = $live;
        $this->pair('course', $stage, $live);
        $this->pair('context', \context_course::instance($stage)->id, \context_course::instance($live)->id);
    }

    /**
     * Notes that two things are the same.
     *
     * @param string $what
     * @param int $stage id in the staging course
     * @param int $live id in the live course
     * @return void
     */
    public function pair(string $what, int $stage, int $live): void {
        $this->pairs[$what][$stage] = $live;
    }

    /**
     * Notes that two activities are the same.
     *
     * @param \stdClass $stage row of course_modules, and modname
     * @param \stdClass $live the same
     * @return void
     */
    public function pair_activities(\stdClass $stage, \stdClass $live): void {
        $this->pair('course_module', (int)$stage->id, (int)$live->id);
        $this->pair($stage->modname, (int)$stage->instance, (int)$live->instance);
        $this->pair('context', \context_module::instance($stage->id)->id, \context_module::instance($live->id)->id);
    }

    /**
     * The thing of the live course.
     *
     * @param string $what course_module, a module's name for its instance, context, section, group, grouping, grade_item, or what
     *     a handler has paired
     * @param int $stage id in the staging course
     * @return int id in the live course; 0 for none
     */
    public function of(string $what, int $stage): int {
        if (!isset($this->pairs[$what][$stage])) {
            // A thing that is not there yet may be made later: only what is found is remembered.
            $found = $this->look_for($what, $stage);
            if (!$found) {
                return 0;
            }
            $this->pair($what, $stage, $found);
        }
        return $this->pairs[$what][$stage];
    }

    /**
     * All pairs of a kind.
     *
     * @param string $what
     * @return int[] id in the staging course => id in the live course
     */
    public function all(string $what): array {
        return $this->pairs[$what] ?? [];
    }

    /**
     * Looks for a thing that can be known by its name.
     *
     * @param string $what
     * @param int $stage
     * @return int
     */
    private function look_for(string $what, int $stage): int {
        switch ($what) {
            case 'group':
                return $this->by_name('groups', 'name', $stage);
            case 'grouping':
                return $this->by_name('groupings', 'name', $stage);
            case 'scale':
                return $this->scale($stage);
            case 'book_chapter':
                return $this->inner('book_chapters', 'book', 'bookid', 'pagenum', $stage);
            case 'lesson_page':
                return $this->inner('lesson_pages', 'lesson', 'lessonid', 'title', $stage);
            case 'grade_category':
                return $this->grade_category($stage);
            case 'grade_item':
                return $this->grade_item($stage);
        }
        return 0;
    }

    /**
     * A row of the live course with the same idnumber, else the same name.
     *
     * @param string $table
     * @param string $namecolumn
     * @param int $stage
     * @return int
     */
    private function by_name(string $table, string $namecolumn, int $stage): int {
        global $DB;
        $row = $DB->get_record($table, ['id' => $stage, 'courseid' => $this->stage]);
        if (!$row) {
            return 0;
        }
        foreach (array_unique(['idnumber', $namecolumn]) as $column) {
            if (isset($row->$column) && (string)$row->$column !== '') {
                $found = $DB->get_records($table, ['courseid' => $this->live, $column => $row->$column], 'id', 'id', 0, 1);
                if ($found) {
                    return (int)reset($found)->id;
                }
            }
        }
        return 0;
    }

    /**
     * A row of a module that nobody has paired: the activity is unchanged, so the row is known by its place or title.
     *
     * @param string $table
     * @param string $modname
     * @param string $owner column that holds the activity's instance
     * @param string $column by which it is known
     * @param int $stage
     * @return int
     */
    private function inner(string $table, string $modname, string $owner, string $column, int $stage): int {
        global $DB;
        $row = $DB->get_record($table, ['id' => $stage]);
        $instance = $row ? $this->of($modname, (int)$row->$owner) : 0;
        if (!$instance) {
            return 0;
        }
        $found = $DB->get_records($table, [$owner => $instance, $column => $row->$column], 'id', 'id', 0, 1);
        return $found ? (int)reset($found)->id : 0;
    }

    /**
     * The scale: one of the site is the same everywhere, one of the course is known by name.
     *
     * @param int $stage
     * @return int
     */
    private function scale(int $stage): int {
        global $DB;
        $scale = $DB->get_record('scale', ['id' => $stage]);
        if (!$scale || (int)$scale->courseid !== $this->stage) {
            return $scale ? $stage : 0;
        }
        $where = ['name' => $scale->name, 'courseid' => $this->live];
        $found = $DB->get_records('scale', $where, 'id', 'id, scale');
        foreach ($found as $candidate) {
            if ($candidate->scale === $scale->scale) {
                return (int)$candidate->id;
            }
        }
        return 0;
    }

    /**
     * The grade category of the same name, or that of the course.
     *
     * @param int $stage
     * @return int
     */
    private function grade_category(int $stage): int {
        global $DB;
        $category = $DB->get_record('grade_categories', ['id' => $stage, 'courseid' => $this->stage]);
        if (!$category) {
            return 0;
        }
        $where = $category->parent ? 'parent IS NOT NULL AND fullname = :name' : 'parent IS NULL';
        $params = ['courseid' => $this->live, 'name' => $category->fullname];
        $found = $DB->get_records_select('grade_categories', "courseid = :courseid AND $where", $params, 'id', 'id', 0, 1);
        return $found ? (int)reset($found)->id : 0;
    }

    /**
     * The grade item of the same activity, category or name, or that of the course.
     *
     * @param int $stage
     * @return int
     */
    private function grade_item(int $stage): int {
        global $DB;
        $item = $DB->get_record('grade_items', ['id' => $stage, 'courseid' => $this->stage]);
        $where = $item ? $this->grade_item_key($item) : [];
        if (!$where) {
            return 0;
        }
        $where += ['courseid' => $this->live, 'itemtype' => $item->itemtype];
        $found = $DB->get_records('grade_items', $where, 'id', 'id', 0, 1);
        return $found ? (int)reset($found)->id : 0;
    }

    /**
     * By what a grade item is known in the live course.
     *
     * @param \stdClass $item row of the staging course
     * @return array column => value; empty when its activity or category is not there
     */
    private function grade_item_key(\stdClass $item): array {
        switch ($item->itemtype) {
            case 'course':
                return ['itemtype' => 'course'];
            case 'manual':
                return (string)$item->idnumber !== '' ? ['idnumber' => $item->idnumber] : ['itemname' => $item->itemname];
            case 'category':
                $category = $this->of('grade_category', (int)$item->iteminstance);
                return $category ? ['iteminstance' => $category] : [];
        }
        $instance = $this->of((string)$item->itemmodule, (int)$item->iteminstance);
        $key = ['itemmodule' => $item->itemmodule, 'iteminstance' => $instance, 'itemnumber' => $item->itemnumber];
        return $instance ? $key : [];
    }
}
