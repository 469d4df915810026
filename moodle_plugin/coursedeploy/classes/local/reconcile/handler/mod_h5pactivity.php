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
use local_coursedeploy\local\reconcile\run;

/**
 * H5P: the package is exchanged; attempts and marks stay.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_h5pactivity extends handler {

    /**
     * Marks keep their maximum and the way in which they are made.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return ['grade' => 'grademax', 'grademethod' => 'hasanswers'];
    }

    /**
     * File areas.
     *
     * @return string[]
     */
    public function areas(): array {
        return ['package'];
    }

    /**
     * Attempts.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        return $DB->count_records('h5pactivity_attempts', ['h5pactivityid' => $instance]);
    }

    /**
     * Lets go of what was unpacked from the former package: the site unpacks the new one at the next view.
     *
     * @param run $run
     * @param \cm_info $live
     * @return void
     */
    public function settle(run $run, \cm_info $live): void {
        $storage = get_file_storage();
        foreach ($storage->get_area_files($live->context->id, 'mod_h5pactivity', 'package', 0, 'id', false) as $file) {
            $this->forget_unpacked($file);
        }
    }

    /**
     * Removes what was unpacked under a file's name when it came from another file.
     *
     * @param \stored_file $file
     * @return void
     */
    private function forget_unpacked(\stored_file $file): void {
        global $DB;
        $unpacked = $DB->get_record('h5p', ['pathnamehash' => $file->get_pathnamehash()]);
        if ($unpacked && $unpacked->contenthash !== $file->get_contenthash()) {
            \core_h5p\api::delete_content($unpacked, new \core_h5p\factory());
        }
    }
}
