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
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\scorm_package;
use local_coursedeploy\local\reconcile\todo;

/**
 * SCORM: the package is exchanged in place, as long as no learner's tracks are lost by it.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_scorm extends planned {

    /**
     * What Moodle reads from the package itself, and where a package that is fetched comes from.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return ['scormtype', 'reference', 'version', 'sha1hash', 'md5hash', 'launch', 'updatefreq'];
    }

    /**
     * Marks keep their maximum and the way in which they are made.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return ['maxgrade' => 'grademax', 'grademethod' => 'grademax', 'whatgrade' => 'hasanswers'];
    }

    /**
     * File areas, for the fingerprint: what is unpacked follows from the package.
     *
     * @return string[]
     */
    public function child_areas(): array {
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
        if ($DB->get_manager()->table_exists('scorm_attempt')) {
            return $DB->count_records('scorm_attempt', ['scormid' => $instance]);
        }
        return $DB->count_records('scorm_scoes_track', ['scormid' => $instance]);
    }

    /**
     * The package.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        $todo = new todo();
        $wanted = (new scorm_package((int)$stage->instance, $stage->context->id))->file();
        $package = new scorm_package((int)$live->instance, $live->context->id);
        $present = $package->file();
        if (!$wanted || ($present && $present->get_contenthash() === $wanted->get_contenthash())) {
            return $todo;
        }
        if (!$package->is_local()) {
            $todo->note('nothandled', 'scormtype');
            return $todo;
        }
        $risk = $package->at_risk($wanted);
        if ($risk && !in_array((string)$live->idnumber, $run->asked()->allowtrackloss, true)) {
            $todo->note('tracksatrisk', implode(', ', $risk));
            return $todo;
        }
        $todo->add('package', function() use ($package, $wanted) {
            $package->exchange($wanted);
        });
        return $todo;
    }
}
