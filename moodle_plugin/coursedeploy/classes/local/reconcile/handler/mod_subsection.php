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
use local_coursedeploy\local\reconcile\registry;

/**
 * Subsection (Moodle 4.5 and later): a name; what it holds lies in its delegated section, seen to with the sections.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_subsection extends handler {

    /**
     * What learners have made in the activities inside, which would go with it.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        $inside = $DB->get_records_sql("SELECT c.id, m.name, c.instance FROM {course_sections} s
              JOIN {course_modules} c ON c.section = s.id
              JOIN {modules} m ON m.id = c.module
             WHERE s.component = 'mod_subsection' AND s.itemid = ?", [$instance]);
        $count = 0;
        foreach ($inside as $activity) {
            $count += registry::handler($activity->name)->userdata((int)$activity->instance);
        }
        return $count;
    }
}
