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
 * The course's own letters for marks.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class letters {

    /**
     * The letters of a course.
     *
     * @param int $courseid
     * @return string[] lower bound => letter; none where the course has those of the site
     */
    public static function of(int $courseid): array {
        $letters = [];
        foreach (rows::of('grade_letters', ['contextid' => \context_course::instance($courseid)->id], 'lowerboundary') as $row) {
            $letters[plain::value($row->lowerboundary)] = $row->letter;
        }
        return $letters;
    }

    /**
     * Plans the letters of the live course.
     *
     * @param todo $todo
     * @param run $run
     * @return void
     */
    public static function plan(todo $todo, run $run): void {
        $wanted = self::of($run->stage());
        if (!$wanted || $wanted === self::of($run->live())) {
            return;
        }
        $todo->tell('gradebook', 'letters', 'updated');
        $todo->add('letters', function() use ($run, $wanted) {
            self::write($wanted, \context_course::instance($run->live())->id);
        });
    }

    /**
     * Writes letters.
     *
     * @param string[] $wanted
     * @param int $contextid
     * @return void
     */
    private static function write(array $wanted, int $contextid): void {
        global $DB;
        $DB->delete_records('grade_letters', ['contextid' => $contextid]);
        // From the best down, as Moodle's own form writes them.
        foreach (array_reverse($wanted, true) as $bound => $letter) {
            $row = ['contextid' => $contextid, 'lowerboundary' => (float)$bound, 'letter' => $letter];
            $DB->insert_record('grade_letters', (object)$row);
        }
        // Moodle 4.2 and later keep letters by context.
        if (\cache_config::instance()->get_definition_by_id('core/grade_letters')) {
            \cache::make('core', 'grade_letters')->delete($contextid);
        }
    }
}
