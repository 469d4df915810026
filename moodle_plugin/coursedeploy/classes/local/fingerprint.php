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

use local_coursedeploy\local\reconcile\handler;
use local_coursedeploy\local\reconcile\plain;
use local_coursedeploy\local\reconcile\registry;

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->libdir . '/gradelib.php');

/**
 * What authors put into an activity, as digests: they change when a person edits it, not when learners use it nor with time.
 *
 * Moving an activity is no edit: its place is told apart.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class fingerprint {

    /** Columns of a course module that are settings. Some releases lack some. */
    const SETTINGS = ['idnumber', 'indent', 'visibleoncoursepage', 'groupmode', 'groupingid', 'showdescription', 'downloadcontent',
        'lang', 'enableaitools', 'enabledaiactions'];

    /** Columns of a course module that say when learners have completed it. */
    const COMPLETION = ['completion', 'completiongradeitemnumber', 'completionview', 'completionexpected', 'completionpassgrade'];

    /** Columns of a grade item. The weight counts only where a person has set it: core works out the others again and again. */
    const GRADE = ['itemname', 'iteminfo', 'idnumber', 'calculation', 'gradetype', 'grademax', 'grademin', 'scaleid', 'outcomeid',
        'gradepass', 'multfactor', 'plusfactor', 'aggregationcoef', 'display', 'decimals', 'hidden', 'locked', 'locktime',
        'weightoverride'];

    /** The parts that only a change of the activity itself moves. */
    const OWN = ['settings', 'content', 'files', 'completion', 'availability'];

    /** The place: it is no part of the whole. */
    const PLACEMENT = 'placement';

    /** @var string digest of the whole */
    private $all;

    /** @var string[] part => digest; placement => id of the section */
    private $parts;

    /**
     * Constructor.
     *
     * @param string $all
     * @param string[] $parts
     */
    public function __construct(string $all, array $parts) {
        $this->all = $all;
        $this->parts = $parts;
    }

    /**
     * The fingerprint of an activity.
     *
     * @param \cm_info $cm
     * @param string|null $visibility 0 or 1 for the fingerprint that it would have if it were hidden or shown; null for as it is
     * @return self
     */
    public static function of_activity(\cm_info $cm, ?string $visibility = null): self {
        $handler = registry::handler($cm->modname);
        $row = self::row_of_module($cm);
        $instance = self::row_of_instance($cm, $handler);
        $parts = [
            'settings' => [self::columns($row, self::SETTINGS), $visibility ?? self::own_visibility($cm), $instance['settings']],
            'content' => $handler->content($cm),
            'files' => self::files($cm, $handler),
            'grade' => self::grade($cm),
            'completion' => [self::columns($row, self::COMPLETION), $instance['completion']],
            'availability' => self::availability((string)$row->availability),
            'extra' => [self::overrides($cm), self::tags($cm), self::competencies($cm)],
        ];
        $digests = array_map([plain::class, 'digest'], $parts);
        return new self(plain::digest($digests), $digests + [self::PLACEMENT => (string)$row->section]);
    }

    /**
     * The same with what a person edits in the activity's own form as another fingerprint has it. Marks, tags and competencies
     * stay, since steps of a publication in other places move them.
     *
     * @param self $other
     * @return self
     */
    public function with_own_parts_of(self $other): self {
        $place = [self::PLACEMENT => ''];
        $parts = array_intersect_key($other->parts, array_flip(self::OWN)) + $this->parts;
        $digests = array_merge(array_diff_key($this->parts, $place), array_diff_key($parts, $place));
        return new self(plain::digest($digests), $digests + [self::PLACEMENT => $this->parts[self::PLACEMENT]]);
    }

    /**
     * The same with the settings of another one.
     *
     * @param self $other
     * @return self
     */
    public function with_settings_of(self $other): self {
        $parts = array_merge($this->parts, ['settings' => $other->parts['settings']]);
        return new self(plain::digest(array_diff_key($parts, [self::PLACEMENT => ''])), $parts);
    }

    /**
     * The same in the place that parts tell.
     *
     * @param string[] $parts
     * @return self
     */
    public function placed_as(array $parts): self {
        return new self($this->all, array_intersect_key($parts, [self::PLACEMENT => '']) + $this->parts);
    }

    /**
     * The same with what has moved between two looks in parts that are not the activity's own, as far as it was like the first.
     *
     * @param self $before
     * @param self $after
     * @return self
     */
    public function followed(self $before, self $after): self {
        $parts = $this->parts;
        foreach (array_diff(array_keys($parts), self::OWN, [self::PLACEMENT]) as $name) {
            if ($parts[$name] === ($before->parts[$name] ?? null)) {
                $parts[$name] = $after->parts[$name] ?? $parts[$name];
            }
        }
        return new self(plain::digest(array_diff_key($parts, [self::PLACEMENT => ''])), $parts);
    }

    /**
     * The digest of everything but the place.
     *
     * @return string sha1
     */
    public function all(): string {
        return $this->all;
    }

    /**
     * The digests of the parts, and the place.
     *
     * @return string[] part => sha1; placement => id of the section
     */
    public function parts(): array {
        return $this->parts;
    }

    /**
     * Whether learners would see the activity if its section were shown. Hiding a section hides what is in it, and core keeps
     * in visibleold how each was before: that is no edit of the activities.
     *
     * @param \cm_info $cm
     * @return string 0 or 1
     */
    public static function own_visibility(\cm_info $cm): string {
        return (string)(int)($cm->get_section_info()->visible ? $cm->visible : $cm->visibleold);
    }

    /**
     * A restriction without differences of notation.
     *
     * @param string $json
     * @return mixed
     */
    public static function availability(string $json) {
        $tree = json_decode($json);
        // Core's form stores an empty tree for "no restriction", and the members of a tree in an order of its own.
        return $tree && !empty($tree->c) ? self::ordered($tree) : null;
    }

    /**
     * Nested objects, their members in the order of their names.
     *
     * @param mixed $value
     * @return mixed
     */
    private static function ordered($value) {
        if (is_array($value)) {
            return array_map([self::class, 'ordered'], $value);
        }
        if (!is_object($value)) {
            return $value;
        }
        $members = array_map([self::class, 'ordered'], get_object_vars($value));
        ksort($members);
        return (object)$members;
    }

    /**
     * The row of an activity in course_modules.
     *
     * @param \cm_info $cm
     * @return \stdClass
     */
    private static function row_of_module(\cm_info $cm): \stdClass {
        global $DB;
        return $DB->get_record('course_modules', ['id' => $cm->id], '*', MUST_EXIST);
    }

    /**
     * The row of an activity in its module's table.
     *
     * @param \cm_info $cm
     * @param handler $handler
     * @return array[] settings and completion: column => text
     */
    private static function row_of_instance(\cm_info $cm, handler $handler): array {
        global $DB;
        $row = (array)$DB->get_record($cm->modname, ['id' => $cm->instance], '*', MUST_EXIST);
        $left = array_flip(array_merge(handler::NO_CONTENT, $handler->columns_left()));
        $row = plain::row($handler->as_saved(array_diff_key($row, $left)));
        $completion = array_filter($row, function(string $column): bool {
            return strpos($column, 'completion') === 0;
        }, ARRAY_FILTER_USE_KEY);
        return ['settings' => array_diff_key($row, $completion), 'completion' => $completion];
    }

    /**
     * Some columns of a row.
     *
     * @param \stdClass $row
     * @param string[] $columns
     * @return string[] column => text
     */
    private static function columns(\stdClass $row, array $columns): array {
        return plain::row(array_intersect_key((array)$row, array_flip($columns)));
    }

    /**
     * The files of the author.
     *
     * @param \cm_info $cm
     * @param handler $handler
     * @return string[]
     */
    private static function files(\cm_info $cm, handler $handler): array {
        global $DB;
        $areas = array_merge(['intro'], $handler->areas(), $handler->child_areas());
        [$in, $params] = $DB->get_in_or_equal($areas, SQL_PARAMS_NAMED);
        $params += ['contextid' => $cm->context->id, 'component' => 'mod_' . $cm->modname, 'folder' => '.'];
        $files = [];
        $where = "contextid = :contextid AND component = :component AND filename <> :folder AND filearea $in";
        foreach ($DB->get_records_select('files', $where, $params, '', 'id, filearea, filepath, filename, contenthash') as $file) {
            $files[] = implode('|', [$file->filearea, $file->filepath . $file->filename, $file->contenthash]);
        }
        sort($files);
        return $files;
    }

    /**
     * The grade items of an activity.
     *
     * @param \cm_info $cm
     * @return array[] by item number
     */
    private static function grade(\cm_info $cm): array {
        $grade = [];
        foreach (self::grade_items($cm) as $item) {
            $columns = $item->weightoverride ? array_merge(self::GRADE, ['aggregationcoef2']) : self::GRADE;
            $row = [];
            foreach ($columns as $column) {
                $row[$column] = plain::value($item->$column);
            }
            $category = $item->get_parent_category();
            $row['category'] = $category && !$category->is_course_category() ? $category->fullname : '';
            $grade[(int)$item->itemnumber] = $row;
        }
        ksort($grade);
        return $grade;
    }

    /**
     * The grade items of an activity.
     *
     * @param \cm_info $cm
     * @return \grade_item[]
     */
    private static function grade_items(\cm_info $cm): array {
        return \grade_item::fetch_all([
            'courseid' => $cm->course,
            'itemtype' => 'mod',
            'itemmodule' => $cm->modname,
            'iteminstance' => $cm->instance,
        ]) ?: [];
    }

    /**
     * Rights given or taken away in an activity.
     *
     * @param \cm_info $cm
     * @return string[]
     */
    private static function overrides(\cm_info $cm): array {
        global $DB;
        $overrides = [];
        foreach ($DB->get_records('role_capabilities', ['contextid' => $cm->context->id], 'roleid, capability') as $row) {
            $overrides[] = implode('|', [$row->roleid, $row->capability, $row->permission]);
        }
        return $overrides;
    }

    /**
     * The tags of an activity.
     *
     * @param \cm_info $cm
     * @return string[]
     */
    private static function tags(\cm_info $cm): array {
        $tags = \core_tag_tag::get_item_tags_array('core', 'course_modules', $cm->id);
        sort($tags);
        return $tags;
    }

    /**
     * The competencies of an activity.
     *
     * @param \cm_info $cm
     * @return string[] identification numbers
     */
    private static function competencies(\cm_info $cm): array {
        global $DB;
        return $DB->get_fieldset_sql(
            'SELECT c.idnumber
               FROM {competency_modulecomp} m
               JOIN {competency} c ON c.id = m.competencyid
              WHERE m.cmid = :cmid
           ORDER BY c.idnumber',
            ['cmid' => $cm->id]
        );
    }
}
