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

use local_coursedeploy\local\reconcile\planned;
use local_coursedeploy\local\reconcile\rows;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * External tool: its settings. The secret by which marks come back, and a tool that was set up in another course, stay.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_lti extends planned {

    /**
     * The salt signs the addresses for marks; the type, key and secret are seen to in the plan.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return ['servicesalt', 'typeid', 'resourcekey', 'password'];
    }

    /**
     * Marks keep their maximum.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return ['grade' => 'grademax'];
    }

    /**
     * Marks that the tool sent.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        return $DB->count_records('lti_submission', ['ltiid' => $instance]);
    }

    /**
     * The name of the tool that the site knows.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        global $DB;
        $row = $DB->get_record('lti', ['id' => $cm->instance], 'id, typeid, resourcekey', MUST_EXIST);
        $type = $row->typeid ? (string)$DB->get_field('lti_types', 'baseurl', ['id' => $row->typeid]) : '';
        return ['type' => $type, 'key' => (string)$row->resourcekey];
    }

    /**
     * The site's tool, and the key where the package has one.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        global $DB;
        $todo = new todo();
        $wanted = $DB->get_record('lti', ['id' => $stage->instance], '*', MUST_EXIST);
        $present = $DB->get_record('lti', ['id' => $live->instance], '*', MUST_EXIST);
        $values = array_filter(rows::only($wanted, ['resourcekey', 'password']));
        if ($wanted->typeid && $this->is_of_site((int)$wanted->typeid)) {
            $values['typeid'] = $wanted->typeid;
        }
        $different = rows::differences($values, $present);
        if ($different) {
            $todo->add('tool', function() use ($present, $different) {
                rows::change('lti', (int)$present->id, $different);
            });
        }
        return $todo;
    }

    /**
     * Whether a tool belongs to the whole site and not to a course that will be thrown away.
     *
     * @param int $typeid
     * @return bool
     */
    private function is_of_site(int $typeid): bool {
        global $DB;
        return (int)$DB->get_field('lti_types', 'course', ['id' => $typeid]) === (int)SITEID;
    }
}
