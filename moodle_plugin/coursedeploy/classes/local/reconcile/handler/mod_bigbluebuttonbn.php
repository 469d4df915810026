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

use local_coursedeploy\local\reconcile\handler;

/**
 * Meeting room: its settings. The meeting itself, its passwords and its recordings stay those of the site.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_bigbluebuttonbn extends handler {

    /**
     * What names the meeting on the conference server.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return ['meetingid', 'moderatorpass', 'viewerpass', 'guestlinkuid', 'guestpassword', 'voicebridge'];
    }

    /**
     * File areas.
     *
     * @return string[]
     */
    public function areas(): array {
        return ['presentation'];
    }

    /**
     * Visits and recordings.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        return $DB->count_records('bigbluebuttonbn_logs', ['bigbluebuttonbnid' => $instance])
            + $DB->count_records('bigbluebuttonbn_recordings', ['bigbluebuttonbnid' => $instance]);
    }
}
