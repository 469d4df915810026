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

namespace local_coursedeploy\local;

use local_coursedeploy\local\reconcile\registry;

/**
 * Which activities of a course learners use, in numbers.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class usage {

    /** @var int[] course module id => learners with a state */
    private $completions;

    /** @var int[] module|instance => learners with a mark */
    private $grades;

    /** @var \stdClass[] module|instance => the grade item that comes first */
    private $items = [];

    /** @var int[] course module id => records */
    private $records = [];

    /**
     * Counts.
     *
     * @param int $courseid
     */
    public function __construct(int $courseid) {
        global $DB;
        $this->completions = $DB->get_records_sql_menu(
            'SELECT c.coursemoduleid, COUNT(1)
               FROM {course_modules_completion} c
               JOIN {course_modules} cm ON cm.id = c.coursemoduleid
              WHERE cm.course = :courseid AND c.completionstate > 0
           GROUP BY c.coursemoduleid',
            ['courseid' => $courseid]
        );
        $key = $DB->sql_concat('i.itemmodule', "'|'", 'i.iteminstance');
        $this->grades = $DB->get_records_sql_menu(
            "SELECT $key AS activity, COUNT(DISTINCT g.userid)
               FROM {grade_grades} g
               JOIN {grade_items} i ON i.id = g.itemid
              WHERE i.courseid = :courseid AND i.itemtype = 'mod' AND g.finalgrade IS NOT NULL
           GROUP BY i.itemmodule, i.iteminstance",
            ['courseid' => $courseid]
        );
        $this->read_items($courseid);
    }

    /**
     * How many records learners have made in an activity.
     *
     * @param \cm_info $cm
     * @return int
     */
    public function records(\cm_info $cm): int {
        if (!isset($this->records[$cm->id])) {
            $this->records[$cm->id] = registry::handler($cm->modname)->userdata((int)$cm->instance);
        }
        return $this->records[$cm->id];
    }

    /**
     * Whether learners have worked in an activity.
     *
     * @param \cm_info $cm
     * @return bool
     */
    public function is_used(\cm_info $cm): bool {
        return $this->records($cm) > 0;
    }

    /**
     * How many learners have completed an activity or failed in it.
     *
     * @param \cm_info $cm
     * @return int
     */
    public function completions(\cm_info $cm): int {
        return (int)($this->completions[$cm->id] ?? 0);
    }

    /**
     * How many learners have a mark in an activity.
     *
     * @param \cm_info $cm
     * @return int
     */
    public function grades(\cm_info $cm): int {
        return (int)($this->grades[$cm->modname . '|' . $cm->instance] ?? 0);
    }

    /**
     * What an activity counts in the marks of the course.
     *
     * @param \cm_info $cm
     * @return array weight, gradepass, grademax: null each where it has no mark
     */
    public function mark(\cm_info $cm): array {
        $item = $this->items[$cm->modname . '|' . $cm->instance] ?? null;
        if (!$item || (int)$item->gradetype !== GRADE_TYPE_VALUE) {
            return ['weight' => null, 'gradepass' => null, 'grademax' => null];
        }
        $natural = (int)$item->aggregation === GRADE_AGGREGATE_SUM;
        return [
            'weight' => (float)($natural ? $item->aggregationcoef2 : $item->aggregationcoef),
            'gradepass' => (float)$item->gradepass,
            'grademax' => (float)$item->grademax,
        ];
    }

    /**
     * Reads the grade items.
     *
     * @param int $courseid
     * @return void
     */
    private function read_items(int $courseid): void {
        global $DB;
        $items = $DB->get_records_sql(
            "SELECT i.id, i.itemmodule, i.iteminstance, i.gradetype, i.gradepass, i.grademax, i.aggregationcoef,
                    i.aggregationcoef2, c.aggregation
               FROM {grade_items} i
               JOIN {grade_categories} c ON c.id = i.categoryid
              WHERE i.courseid = :courseid AND i.itemtype = 'mod'
           ORDER BY i.itemnumber DESC",
            ['courseid' => $courseid]
        );
        foreach ($items as $item) {
            $this->items[$item->itemmodule . '|' . $item->iteminstance] = $item;
        }
    }
}
