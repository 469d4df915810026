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
 * Keeps what goes wrong with one activity from stopping the work on the others.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class guard {

    /** @var run */
    private $run;

    /** @var verdicts */
    private $verdicts;

    /**
     * Constructor.
     *
     * @param run $run
     * @param verdicts $verdicts takes what is decided
     */
    public function __construct(run $run, verdicts $verdicts) {
        $this->run = $run;
        $this->verdicts = $verdicts;
    }

    /**
     * Does something to one activity. A failure is noted; an edit that was made meanwhile makes it a conflict.
     *
     * @param string $key
     * @param \cm_info $cm
     * @param callable $work
     * @param callable|null $meanwhile what to do about such an edit
     * @return void
     */
    public function activity(string $key, \cm_info $cm, callable $work, ?callable $meanwhile = null): void {
        global $DB;
        try {
            $work();
        } catch (meanwhile $e) {
            if ($DB->is_transaction_started()) {
                $DB->force_transaction_rollback();
            }
            $this->verdicts->set('activity', $key, judge::CONFLICT);
            if ($meanwhile) {
                $meanwhile();
            }
        } catch (\Throwable $e) {
            failures::note($this->run, $this->verdicts, 'activity', $key, 'activity', (int)$cm->id, $e);
        }
    }
}
