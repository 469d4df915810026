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

use local_coursedeploy\local\refusal;

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->dirroot . '/course/lib.php');
require_once($CFG->libdir . '/gradelib.php');

/**
 * Changes one live activity in place to what its twin in the staging course is: its own row, its files and what is in it.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class activity {

    /** Columns that are content more than settings. */
    const CONTENT = ['intro', 'introformat', 'content', 'contentformat'];

    /** Columns that hold a mark, or a scale as a negative number. */
    const SCALED = ['grade', 'scale', 'grade_forum'];

    /** Modules whose grade item is not to be written again from outside. */
    const OWN_GRADE_ITEM = ['scorm'];

    /** Modules whose revision is more than a clock, so that it is theirs alone. */
    const OWN_REVISION = ['imscp'];

    /** @var run */
    private $run;

    /** @var \cm_info */
    private $stage;

    /** @var \cm_info */
    private $live;

    /** @var handler */
    private $handler;

    /** @var \stdClass row of the live activity in its module's table */
    private $row;

    /**
     * Constructor.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     */
    public function __construct(run $run, \cm_info $stage, \cm_info $live) {
        global $DB;
        $this->run = $run;
        $this->stage = $stage;
        $this->live = $live;
        $this->handler = registry::handler($live->modname);
        $this->row = $DB->get_record($live->modname, ['id' => $live->instance], '*', MUST_EXIST);
    }

    /**
     * Changes what differs: all of it, or nothing.
     *
     * @param callable $lookout stops the work if somebody has edited the activity since it was judged
     * @param callable $settle takes the activity as it was written
     * @return string[] the parts that differ
     */
    public function update(callable $lookout, callable $settle): array {
        global $DB;
        $columns = $this->columns();
        $areas = $this->areas();
        $children = $this->handler->compare_children($this->run, $this->stage, $this->live);
        $parts = array_merge(self::names($columns), $areas ? ['files'] : [], $children);
        if (!$parts || $this->run->is_dry()) {
            return array_values(array_unique($parts));
        }
        $this->demand_rights();
        $transaction = $DB->start_delegated_transaction();
        try {
            $lookout();
            $this->run->touch((int)$this->live->id);
            $this->write($columns, $areas, $children);
            // Before anybody else can write it again.
            $settle();
            $transaction->allow_commit();
        } catch (\Throwable $e) {
            try {
                self::undo($transaction, $e);
            } finally {
                $this->run->journal()->forget((int)$this->live->id);
            }
        }
        $this->tell($columns);
        return array_values(array_unique($parts));
    }

    /**
     * Whether anything differs that would be changed.
     *
     * @return bool
     */
    public function differs(): bool {
        return $this->columns() || $this->areas()
            || $this->handler->compare_children($this->run, $this->stage, $this->live);
    }

    /**
     * The columns that are to be changed.
     *
     * @return array column => value
     */
    private function columns(): array {
        global $DB;
        $wanted = $DB->get_record($this->stage->modname, ['id' => $this->stage->instance], '*', MUST_EXIST);
        $left = array_flip(array_merge(handler::NO_CONTENT, $this->handler->columns_left()));
        $columns = [];
        foreach (array_diff_key((array)$wanted, $left) as $column => $value) {
            $value = $this->translate($column, $value);
            if (plain::value($value) !== plain::value($this->row->$column) && !$this->is_held($column)) {
                $columns[$column] = $value;
            }
        }
        return $columns;
    }

    /**
     * A value as the live course is to have it.
     *
     * @param string $column
     * @param mixed $value
     * @return mixed
     */
    private function translate(string $column, $value) {
        if (in_array($column, self::SCALED, true) && is_numeric($value) && $value < 0) {
            return -$this->scale(-(int)$value);
        }
        return is_string($value) && !is_numeric($value) ? $this->run->rewrite($value) : $value;
    }

    /**
     * The scale in the live course. One that it lacks is taken over from the staging course.
     *
     * @param int $stage
     * @return int
     */
    private function scale(int $stage): int {
        global $DB;
        $twin = $this->run->twins()->of('scale', $stage);
        if (!$twin && !$this->run->is_dry()) {
            $DB->set_field('scale', 'courseid', $this->run->live(), ['id' => $stage, 'courseid' => $this->run->stage()]);
            $twin = $stage;
        }
        return $twin;
    }

    /**
     * Whether a column that differs stays as it is for the sake of learners. It is said then.
     *
     * @param string $column
     * @return bool
     */
    private function is_held(string $column): bool {
        $frozen = $this->handler->columns_frozen();
        $code = '';
        if (strpos($column, 'completion') === 0 && cm_settings::is_completed((int)$this->live->id)) {
            $code = 'completionused';
        } else if (isset($frozen[$column]) && ($this->run->is_used($this->live) || $this->is_marked($frozen[$column]))) {
            $code = $frozen[$column];
        }
        if ($code !== '') {
            $this->run->note_activity($this->live, 'kept', $code, $column);
        }
        return $code !== '';
    }

    /**
     * Whether a best mark is to stay because there are marks, wherever they come from: core would cut them off, not scale them.
     *
     * @param string $code
     * @return bool
     */
    private function is_marked(string $code): bool {
        global $DB;
        $marks = 'SELECT 1
                    FROM {grade_grades} g
                    JOIN {grade_items} i ON i.id = g.itemid
                   WHERE i.courseid = :courseid AND i.itemmodule = :modname AND i.iteminstance = :instance
                         AND (g.rawgrade IS NOT NULL OR g.finalgrade IS NOT NULL OR g.overridden <> 0)';
        return $code === 'grademax' && $DB->record_exists_sql($marks, [
            'courseid' => $this->run->live(),
            'modname' => $this->live->modname,
            'instance' => $this->live->instance,
        ]);
    }

    /**
     * The file areas that differ.
     *
     * @return files[] by name
     */
    private function areas(): array {
        $areas = [];
        foreach (array_merge(['intro'], $this->handler->areas()) as $name) {
            $place = ['component' => 'mod_' . $this->live->modname, 'filearea' => $name, 'itemid' => false];
            $files = new files(
                ['contextid' => $this->stage->context->id] + $place,
                ['contextid' => $this->live->context->id] + $place
            );
            if ($files->differ()) {
                $areas[$name] = $files;
            }
        }
        return $areas;
    }

    /**
     * Refuses what the one who asked has no right to.
     *
     * @return void
     */
    private function demand_rights(): void {
        foreach (array_merge(['moodle/course:manageactivities'], $this->handler->capabilities()) as $capability) {
            if (!$this->run->is_allowed($capability)) {
                throw new refusal('norighthere', $capability);
            }
        }
    }

    /**
     * Writes the differences.
     *
     * @param array $columns
     * @param files[] $areas
     * @param string[] $children
     * @return void
     */
    private function write(array $columns, array $areas, array $children): void {
        global $DB;
        $columns += property_exists($this->row, 'timemodified') ? ['timemodified' => time()] : [];
        if (property_exists($this->row, 'revision') && !in_array($this->live->modname, self::OWN_REVISION, true)) {
            $columns += ['revision' => (int)$this->row->revision + 1];
        }
        if ($columns) {
            $DB->update_record($this->live->modname, (object)($columns + ['id' => $this->live->instance]));
        }
        foreach ($areas as $files) {
            $files->copy();
        }
        if ($children) {
            $this->handler->apply_children($this->run, $this->stage, $this->live);
        }
        $this->handler->settle($this->run, $this->live);
    }

    /**
     * Tells the rest of Moodle what its own form would tell: gradebook, calendar, caches and whoever listens.
     *
     * @param array $columns what was changed in the row
     * @return void
     */
    private function tell(array $columns): void {
        global $DB, $CFG;
        $modname = $this->live->modname;
        require_once($CFG->dirroot . '/mod/' . $modname . '/lib.php');
        $row = $DB->get_record($modname, ['id' => $this->live->instance], '*', MUST_EXIST);
        $row->cmidnumber = $row->idnumber = $this->live->idnumber;
        $row->coursemodule = $row->cmid = $this->live->id;
        $row->courseid = $row->course;
        $row->modname = $modname;
        $function = $modname . '_grade_item_update';
        if ($columns && function_exists($function) && !in_array($modname, self::OWN_GRADE_ITEM, true)) {
            $function($row);
        }
        $cm = get_coursemodule_from_id($modname, $this->live->id, 0, true, MUST_EXIST);
        course_module_update_calendar_events($modname, $row, $cm);
        self::announce($cm);
    }

    /**
     * Empties the caches of an activity and says that it was changed.
     *
     * @param \stdClass $cm row of course_modules with name and modname
     * @return void
     */
    public static function announce(\stdClass $cm): void {
        \course_modinfo::purge_course_module_cache($cm->course, $cm->id);
        rebuild_course_cache($cm->course, false, true);
        \core\event\course_module_updated::create_from_cm($cm)->trigger();
    }

    /**
     * The names of the parts that columns belong to.
     *
     * @param array $columns
     * @return string[]
     */
    private static function names(array $columns): array {
        return array_unique(array_map(function(string $column): string {
            if ($column === 'name') {
                return 'name';
            }
            if (in_array($column, self::CONTENT, true)) {
                return 'content';
            }
            return strpos($column, 'completion') === 0 ? 'completion' : 'settings';
        }, array_keys($columns)));
    }

    /**
     * Takes everything back.
     *
     * @param \moodle_transaction $transaction
     * @param \Throwable $e
     * @return void
     */
    private static function undo(\moodle_transaction $transaction, \Throwable $e): void {
        // Core's rollback wants an exception and throws it on; errors of PHP are wrapped.
        $transaction->rollback($e instanceof \Exception ? $e : new \ErrorException($e->getMessage(), 0, 1, $e->getFile(),
            $e->getLine(), $e));
    }
}
