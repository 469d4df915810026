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

use local_coursedeploy\local\package;
use local_coursedeploy\local\refusal;

/**
 * What to do when one step of a publication fails: note it, so that the others go on.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class failures {

    /**
     * Notes a failure. What was begun stays open, so that the next publication does it again.
     *
     * @param run $run
     * @param verdicts $verdicts
     * @param string $kind
     * @param string $key
     * @param string $note kind of the note
     * @param int $cmid 0 for none
     * @param \Throwable $e
     * @return void
     */
    public static function note(run $run, verdicts $verdicts, string $kind, string $key, string $note,
            int $cmid, \Throwable $e): void {
        global $DB;
        if ($DB->is_transaction_started()) {
            $DB->force_transaction_rollback();
        }
        debugging(package::COMPONENT . ': ' . $key . ': ' . $e->getMessage() . "\n"
            . format_backtrace($e->getTrace(), true), DEBUG_NORMAL);
        $verdicts->set($kind, $key, verdicts::FAILED);
        $run->actions()->add($note, $key, 'failed', [
            'cmid' => $cmid,
            'code' => $e instanceof refusal ? $e->errorcode : 'failure',
            'detail' => $e instanceof refusal ? (string)$e->a : $e->getMessage(),
        ]);
    }
}
