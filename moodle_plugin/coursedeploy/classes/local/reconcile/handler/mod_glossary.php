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

use local_coursedeploy\local\reconcile\planned;
use local_coursedeploy\local\reconcile\rows;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * Glossary: settings and categories. Entries are data of their writers; those of the author are put in after publication.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_glossary extends planned {

    /**
     * A course has one main glossary, and a site's glossary is the administrator's affair.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return ['globalglossary'];
    }

    /**
     * Ratings keep their scale.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return ['scale' => 'grademax', 'assessed' => 'grademax'];
    }

    /**
     * Entries.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        return $DB->count_records('glossary_entries', ['glossaryid' => $instance]);
    }

    /**
     * Categories.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        return ['categories' => $this->rows('glossary_categories', ['glossaryid' => $cm->instance], 'name, id')];
    }

    /**
     * Categories by name.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        $todo = new todo();
        $wanted = rows::by(rows::of('glossary_categories', ['glossaryid' => $stage->instance]), 'name');
        $present = rows::by(rows::of('glossary_categories', ['glossaryid' => $live->instance]), 'name');
        foreach ($wanted as $name => $category) {
            $this->plan_category($todo, $category, $present[$name] ?? null, (int)$live->instance);
        }
        foreach (array_diff_key($present, $wanted) as $category) {
            $this->plan_removal($todo, $category);
        }
        return $todo;
    }

    /**
     * A category that the package has.
     *
     * @param todo $todo
     * @param \stdClass $category
     * @param \stdClass|null $twin
     * @param int $instance
     * @return void
     */
    private function plan_category(todo $todo, \stdClass $category, ?\stdClass $twin, int $instance): void {
        if (!$twin) {
            $todo->add('categories', function() use ($category, $instance) {
                global $DB;
                $DB->insert_record('glossary_categories', (object)(['glossaryid' => $instance] + rows::without($category)));
            });
        } else if ((int)$twin->usedynalink !== (int)$category->usedynalink) {
            $todo->add('categories', function() use ($category, $twin) {
                rows::change('glossary_categories', (int)$twin->id, ['usedynalink' => $category->usedynalink]);
            });
        }
    }

    /**
     * A category that the package no longer has.
     *
     * @param todo $todo
     * @param \stdClass $category
     * @return void
     */
    private function plan_removal(todo $todo, \stdClass $category): void {
        global $DB;
        if ($DB->record_exists('glossary_entries_categories', ['categoryid' => $category->id])) {
            $todo->note('hasanswers', $category->name);
            return;
        }
        $todo->add('categories', function() use ($category) {
            global $DB;
            $DB->delete_records('glossary_categories', ['id' => $category->id]);
        });
    }
}
