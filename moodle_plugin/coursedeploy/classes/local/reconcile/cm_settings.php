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

use local_coursedeploy\local\fingerprint;

/**
 * Changes what Moodle keeps of an activity as a course module: place in the page, visibility, groups, completion, restriction.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class cm_settings {

    /** Columns that are copied as they are. */
    const PLAIN = ['indent', 'showdescription', 'downloadcontent', 'lang', 'groupmode'];

    /** The rules of completion: once learners have a state, another rule would take it from them. */
    const RULES = ['completion', 'completiongradeitemnumber', 'completionview', 'completionpassgrade'];

    /** @var run */
    private $run;

    /** @var \cm_info */
    private $live;

    /** @var \cm_info */
    private $stage;

    /** @var \stdClass row of the staging course module */
    private $wanted;

    /** @var \stdClass row of the live course module */
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
        $this->wanted = $DB->get_record('course_modules', ['id' => $stage->id], '*', MUST_EXIST);
        $this->row = $DB->get_record('course_modules', ['id' => $live->id], '*', MUST_EXIST);
    }

    /**
     * Changes what differs.
     *
     * @param callable $lookout stops the work if somebody has edited the activity since it was judged
     * @param callable $settle takes the activity as it was written
     * @return string[] the parts that differ
     */
    public function update(callable $lookout, callable $settle): array {
        global $DB;
        $columns = $this->settings();
        $rules = $this->rules();
        $restriction = $this->restriction();
        $shown = $this->visibility();
        $parts = array_merge(
            $columns ? ['settings'] : [],
            $rules ? ['completion'] : [],
            $restriction ? ['availability'] : [],
            $shown ? ['visibility'] : []
        );
        if (!$parts || $this->run->is_dry()) {
            return $parts;
        }
        $lookout();
        $this->run->touch((int)$this->live->id);
        $columns += $rules + $restriction;
        if ($columns) {
            $DB->update_record('course_modules', (object)($columns + ['id' => $this->live->id]));
        }
        if (isset($columns['completionexpected'])) {
            \core_completion\api::update_completion_date_event($this->live->id, $this->live->modname, $this->live->instance,
                $columns['completionexpected'] ?: null);
        }
        $this->show($shown);
        activity::announce(get_coursemodule_from_id('', $this->live->id, 0, true, MUST_EXIST));
        $settle();
        return $parts;
    }

    /**
     * Whether learners have a state in an activity.
     *
     * @param int $cmid
     * @return bool
     */
    public static function is_completed(int $cmid): bool {
        global $DB;
        return $DB->record_exists_select('course_modules_completion', 'coursemoduleid = :cmid AND completionstate > 0',
            ['cmid' => $cmid]);
    }

    /**
     * The plain settings that differ.
     *
     * @return array column => value
     */
    private function settings(): array {
        $columns = $this->different(array_merge(self::PLAIN, ['completionexpected']));
        $grouping = $this->wanted->groupingid ? $this->run->twins()->of('grouping', (int)$this->wanted->groupingid) : 0;
        if ((int)$this->row->groupingid !== $grouping && ($grouping || !$this->wanted->groupingid)) {
            $columns['groupingid'] = $grouping;
        }
        return $columns;
    }

    /**
     * The rules of completion that differ and may be changed.
     *
     * @return array column => value
     */
    private function rules(): array {
        $rules = $this->different(self::RULES);
        if ($rules && self::is_completed((int)$this->live->id)) {
            $this->run->note_activity($this->live, 'kept', 'completionused', implode(', ', array_keys($rules)));
            return [];
        }
        return $rules;
    }

    /**
     * The restriction, if it differs.
     *
     * @return array column => value
     */
    private function restriction(): array {
        $translation = new availability($this->run->twins());
        $wanted = $translation->translate($this->wanted->availability);
        if (!$translation->is_complete()) {
            if (!$this->run->is_dry()) {
                $this->run->note_activity($this->live, 'kept', 'restrictionkept', '');
            }
            return [];
        }
        return availability::are_equal($wanted, $this->row->availability) ? [] : ['availability' => $wanted];
    }

    /**
     * The visibility, if it differs.
     *
     * @return array visible and visibleoncoursepage
     */
    private function visibility(): array {
        $wanted = [(int)fingerprint::own_visibility($this->stage), (int)$this->wanted->visibleoncoursepage];
        $present = [(int)fingerprint::own_visibility($this->live), (int)$this->row->visibleoncoursepage];
        if ($wanted !== $present && $this->run->leaves_visibility((int)$this->live->id)) {
            $this->run->note_activity($this->live, 'kept', $present[0] ? 'shownonsite' : 'hiddenonsite', '');
            return [];
        }
        return $wanted === $present ? [] : $wanted;
    }

    /**
     * Shows or hides the activity. In a hidden section nothing is shown: core's memory of it is changed then.
     *
     * @param array $shown visible and visibleoncoursepage, or nothing
     * @return void
     */
    private function show(array $shown): void {
        global $DB;
        if (!$shown) {
            return;
        }
        [$visible, $oncoursepage] = $shown;
        $sectionshown = $DB->get_field('course_sections', 'visible', ['id' => $this->row->section]);
        set_coursemodule_visible($this->live->id, $sectionshown ? $visible : 0, $oncoursepage);
        if (!$sectionshown) {
            $DB->set_field('course_modules', 'visibleold', $visible, ['id' => $this->live->id]);
        }
    }

    /**
     * The columns that differ.
     *
     * @param string[] $names
     * @return array column => value
     */
    private function different(array $names): array {
        $columns = [];
        foreach ($names as $name) {
            if (property_exists($this->wanted, $name) && plain::value($this->wanted->$name) !== plain::value($this->row->$name)) {
                $columns[$name] = $this->wanted->$name;
            }
        }
        return $columns;
    }
}
