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

use local_coursedeploy\local\census;

/**
 * Looks at things once more right before they are written, and takes them as they were written right after it, since people work
 * in the course while it is published.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class lookout {

    /** Modules that may share questions: a change of one moves the content of others. */
    const SHARING = ['quiz', 'qbank'];

    /** What belongs to the course as a whole, but comes and goes with activities in part. */
    const WITH_ACTIVITIES = ['completion', 'competencies'];

    /** @var census of the live course, as the last step on each thing left it */
    private $census;

    /** @var judge */
    private $judge;

    /** @var bool whether nothing is written */
    private $isdry;

    /** @var bool[] kind of what belongs to the course as a whole => true, where somebody has edited it meanwhile */
    private $moved = [];

    /**
     * Constructor.
     *
     * @param census $census
     * @param judge $judge
     * @param bool $isdry
     */
    public function __construct(census $census, judge $judge, bool $isdry) {
        $this->census = $census;
        $this->judge = $judge;
        $this->isdry = $isdry;
    }

    /**
     * Stops the work on an activity that somebody has edited since it was judged.
     *
     * @param \cm_info $live
     * @return void
     * @throws meanwhile unless the caller wants it overwritten whatever it holds
     */
    public function demand_unedited(\cm_info $live): void {
        $cmid = (int)$live->id;
        $key = (string)$live->idnumber;
        if ($this->isdry || !$this->census->has_seen($cmid)) {
            return;
        }
        $before = $this->census->fingerprint($cmid);
        if (!$this->census->look_again($cmid) || $this->judge->meanwhile($key) === judge::UPDATE) {
            return;
        }
        $base = $this->census->bases()->get('activity', $key);
        if (!$base || $base->pending !== '' || $base->fingerprint === '') {
            // As it was before the edit: only so will the edit be seen again.
            $this->census->bases()->close('activity', $key, $cmid, $before->all(), $before->parts(), (string)($base->source ?? ''),
                json_decode((string)($base->sourceparts ?? ''), true) ?: []);
        }
        throw new meanwhile();
    }

    /**
     * Takes an activity as a step of ours has left it.
     *
     * @param int $cmid
     * @param string $modname
     * @return void
     */
    public function settle(int $cmid, string $modname): void {
        if ($this->isdry) {
            return;
        }
        foreach ($this->census->cms() as $id => $cm) {
            $isshared = in_array($modname, self::SHARING, true) && in_array($cm->modname, self::SHARING, true);
            if ((int)$id === $cmid || $isshared) {
                $this->look((int)$id);
            }
        }
        if (!$this->census->has_seen($cmid)) {
            $this->look($cmid);
        }
    }

    /**
     * Whether somebody has edited what belongs to the course as a whole since it was looked at.
     *
     * @param string $kind
     * @return bool
     */
    public function has_moved(string $kind): bool {
        if (!$this->isdry && $this->census->is_moved($kind)) {
            $this->moved[$kind] = true;
        }
        return isset($this->moved[$kind]);
    }

    /**
     * Takes what belongs to the course as a whole as a step of ours has left it.
     *
     * @param string $kind
     * @return void
     */
    public function settle_other(string $kind): void {
        unset($this->moved[$kind]);
        if (!$this->isdry) {
            $this->census->look_again_at($kind);
        }
    }

    /**
     * Does something that moves what belongs to the course as a whole by the way. What a person has edited there before stays seen.
     *
     * @param string[] $kinds
     * @param callable $work
     * @return mixed what it returns
     */
    public function around(array $kinds, callable $work) {
        $unmoved = array_filter($kinds, function(string $kind): bool {
            return !$this->has_moved($kind);
        });
        $result = $work();
        array_map([$this, 'settle_other'], $unmoved);
        return $result;
    }

    /**
     * Looks at an activity, if it is still there.
     *
     * @param int $cmid
     * @return void
     */
    private function look(int $cmid): void {
        if (isset(get_fast_modinfo($this->census->courseid(), -1)->get_cms()[$cmid])) {
            $this->census->look_again($cmid);
        }
    }
}
