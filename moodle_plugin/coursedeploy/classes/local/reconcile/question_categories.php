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
 * The categories of questions of an activity, known by their names from the top down.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class question_categories {

    /** @var run */
    private $run;

    /** @var int context of the live activity */
    private $home;

    /**
     * Constructor.
     *
     * @param run $run
     * @param int $home context of the live activity, where categories go that have no place in the live course yet
     */
    public function __construct(run $run, int $home) {
        $this->run = $run;
        $this->home = $home;
    }

    /**
     * The names of a category and those above it, without the top.
     *
     * @param int $id
     * @return string
     */
    public static function path(int $id): string {
        return implode(' / ', array_column(self::line($id), 'name'));
    }

    /**
     * The live category that takes the place of a staging one.
     *
     * @param int $id
     * @return int 0 for none yet
     */
    public function find(int $id): int {
        $parent = $this->top($id, false);
        foreach (self::line($id) as $category) {
            $parent = $parent ? $this->child($parent, $category) : 0;
        }
        return $parent;
    }

    /**
     * The same, made when there is none.
     *
     * @param int $id
     * @return int
     */
    public function make(int $id): int {
        global $DB;
        $parent = $this->top($id, true);
        $contextid = $this->context($id);
        foreach (self::line($id) as $category) {
            $child = $this->child($parent, $category);
            $parent = $child ?: (int)$DB->insert_record('question_categories', (object)([
                'contextid' => $contextid,
                'parent' => $parent,
                'stamp' => make_unique_id_code(),
            ] + rows::without($category)));
        }
        return $parent;
    }

    /**
     * The context of the live category that takes the place of a staging one.
     *
     * @param int $id
     * @return int
     */
    public function context(int $id): int {
        global $DB;
        $stage = (int)$DB->get_field('question_categories', 'contextid', ['id' => $id]);
        return $this->run->twins()->of('context', $stage) ?: $this->home;
    }

    /**
     * Plans what is said about the categories of a context.
     *
     * @param todo $todo
     * @param int $contextid of the staging activity
     * @return void
     */
    public function plan_texts(todo $todo, int $contextid): void {
        global $DB;
        foreach (rows::of('question_categories', ['contextid' => $contextid]) as $category) {
            $id = $category->parent ? $this->find((int)$category->id) : 0;
            if (!$id) {
                continue;
            }
            $wanted = ['info' => $this->run->rewrite($category->info)] + rows::only($category, ['infoformat']);
            $twin = $DB->get_record('question_categories', ['id' => $id], '*', MUST_EXIST);
            $different = rows::differences($wanted, $twin);
            if ($different) {
                $todo->add('questions', function() use ($id, $different) {
                    rows::change('question_categories', $id, $different);
                });
            }
        }
    }

    /**
     * The top category in which the live category lies.
     *
     * @param int $id
     * @param bool $make
     * @return int
     */
    private function top(int $id, bool $make): int {
        $top = question_get_top_category($this->context($id), $make);
        return $top ? (int)$top->id : 0;
    }

    /**
     * A category below another one.
     *
     * @param int $parent
     * @param \stdClass $category by its name
     * @return int 0 for none
     */
    private function child(int $parent, \stdClass $category): int {
        global $DB;
        $found = $DB->get_records('question_categories', ['parent' => $parent, 'name' => $category->name], 'id', 'id', 0, 1);
        return $found ? (int)reset($found)->id : 0;
    }

    /**
     * A category and those above it, without the top, the highest first.
     *
     * @param int $id
     * @return \stdClass[]
     */
    private static function line(int $id): array {
        global $DB;
        $line = [];
        while ($id && ($category = $DB->get_record('question_categories', ['id' => $id])) && $category->parent) {
            array_unshift($line, $category);
            $id = (int)$category->parent;
        }
        return $line;
    }
}
