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

use local_coursedeploy\local\request;

/**
 * One publication into a live course, as handlers and aspects see it: the two courses, which things are twins, what was asked,
 * what may be done, and a place to say what was done.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class run {

    /** @var int */
    private $stage;

    /** @var int */
    private $live;

    /** @var request */
    private $request;

    /** @var actions */
    private $actions;

    /** @var twins */
    private $twins;

    /** @var links */
    private $links;

    /** @var journal */
    private $journal;

    /** @var string full name that the course is to have; '' for the one that it has */
    private $fullname;

    /** @var bool[] live course module id => true, of what a person has hidden or shown, and which is to stay so */
    private $setbyperson = [];

    /** @var bool whether notes are swallowed */
    private $silent = false;

    /**
     * Constructor.
     *
     * @param int $stage staging course
     * @param int $live live course
     * @param request $request
     * @param journal $journal of the live course
     * @param string $fullname that the course is to have; '' for the one that it has
     */
    public function __construct(int $stage, int $live, request $request, journal $journal, string $fullname = '') {
        global $CFG;
        $this->fullname = $fullname;
        $this->stage = $stage;
        $this->live = $live;
        $this->request = $request;
        $this->journal = $journal;
        $this->actions = new actions();
        $this->twins = new twins($stage, $live);
        $this->links = new links($this->twins, $CFG->wwwroot);
    }

    /**
     * The staging course.
     *
     * @return int course id
     */
    public function stage(): int {
        return $this->stage;
    }

    /**
     * The live course.
     *
     * @return int course id
     */
    public function live(): int {
        return $this->live;
    }

    /**
     * The full name that the course is to have.
     *
     * @return string '' for the one that it has
     */
    public function fullname(): string {
        return $this->fullname;
    }

    /**
     * Says that an activity stays hidden, or shown, as a person wants it.
     *
     * @param int $cmid in the live course
     * @return void
     */
    public function leave_visibility(int $cmid): void {
        $this->setbyperson[$cmid] = true;
    }

    /**
     * Whether an activity stays hidden, or shown, as a person wants it.
     *
     * @param int $cmid in the live course
     * @return bool
     */
    public function leaves_visibility(int $cmid): bool {
        return isset($this->setbyperson[$cmid]);
    }

    /**
     * What was asked, such as the lists regrade and allowtrackloss.
     *
     * @return request
     */
    public function asked(): request {
        return $this->request;
    }

    /**
     * Whether nothing may be written.
     *
     * @return bool
     */
    public function is_dry(): bool {
        return $this->request->dryrun;
    }

    /**
     * The activities and sections of the staging course.
     *
     * @return \course_modinfo
     */
    public function stage_modinfo(): \course_modinfo {
        return get_fast_modinfo($this->stage, -1);
    }

    /**
     * The activities and sections of the live course, as they are now.
     *
     * @return \course_modinfo
     */
    public function live_modinfo(): \course_modinfo {
        return get_fast_modinfo($this->live, -1);
    }

    /**
     * Which things are twins.
     *
     * @return twins
     */
    public function twins(): twins {
        return $this->twins;
    }

    /**
     * What has been begun.
     *
     * @return journal
     */
    public function journal(): journal {
        return $this->journal;
    }

    /**
     * Turns the links of a text of the staging course into links into the live course.
     *
     * @param string|null $text
     * @return string
     */
    public function rewrite(?string $text): string {
        return $this->links->rewrite((string)$text);
    }

    /**
     * Whether the one who asked has a right in the live course.
     *
     * @param string $capability
     * @return bool
     */
    public function is_allowed(string $capability): bool {
        return has_capability($capability, \context_course::instance($this->live));
    }

    /**
     * Whether learners have worked in a live activity.
     *
     * @param \cm_info $live
     * @return bool
     */
    public function is_used(\cm_info $live): bool {
        return registry::handler($live->modname)->userdata((int)$live->instance) > 0;
    }

    /**
     * Announces a change of something that counts in the fingerprint of a live activity. To be called before the change by whoever
     * changes an activity from outside its handler: else the change would look like one made by a person on the site.
     *
     * @param int $cmid live course module
     * @return void
     */
    public function touch(int $cmid): void {
        if (!$this->is_dry()) {
            $this->journal->touch($cmid);
        }
    }

    /**
     * Says what was done, or in a dry run what would be.
     *
     * @param string $kind question, gradebook, completion, competency, badge, group, block, section, course or activity
     * @param string $key idnumber or name
     * @param string $action see the contract
     * @param string $code the machine word for a thing to be explained, '' for none
     * @param string $detail plain words, names
     * @param string[] $parts what was written
     * @return void
     */
    public function note(string $kind, string $key, string $action, string $code = '', string $detail = '',
            array $parts = []): void {
        if (!$this->silent) {
            $this->actions->add($kind, $key, $action, ['code' => $code, 'detail' => $detail, 'parts' => $parts]);
        }
    }

    /**
     * Says something about an activity, or about a question of it.
     *
     * @param \cm_info $cm
     * @param string $action
     * @param string $code
     * @param string $detail
     * @param string[] $parts
     * @return void
     */
    public function note_activity(\cm_info $cm, string $action, string $code = '', string $detail = '', array $parts = []): void {
        if ($this->silent) {
            return;
        }
        $this->actions->add('activity', (string)$cm->idnumber, $action, [
            'modname' => $cm->modname,
            'cmid' => (int)$cm->course === $this->live ? (int)$cm->id : 0,
            'code' => $code,
            'detail' => $detail,
            'parts' => array_values($parts),
        ]);
    }

    /**
     * Does something without notes.
     *
     * @param callable $work
     * @return mixed what it returns
     */
    public function silently(callable $work) {
        $before = $this->silent;
        $this->silent = true;
        try {
            return $work();
        } finally {
            $this->silent = $before;
        }
    }

    /**
     * What was said.
     *
     * @return actions
     */
    public function actions(): actions {
        return $this->actions;
    }

    /**
     * Makes a file area of the live course the same as one of the staging course. Files that are equal are not touched.
     *
     * @param array $from contextid, component, filearea, itemid
     * @param array $to the same
     * @return bool whether there was a difference
     */
    public function copy_files(array $from, array $to): bool {
        return (new files($from, $to))->copy();
    }
}
