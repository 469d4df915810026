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

use local_coursedeploy\local\reconcile\files;
use local_coursedeploy\local\reconcile\planned;
use local_coursedeploy\local\reconcile\rows;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * IMS content package: exchanged as a whole, under the next number, as Moodle does it itself.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_imscp extends planned {

    /**
     * The tree of the package goes with its files.
     *
     * @return string[]
     */
    public function columns_left(): array {
        return ['structure'];
    }

    /**
     * Tree and files of the package in force.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        $row = $this->row($cm);
        $files = [];
        $storage = get_file_storage();
        foreach ($storage->get_area_files($cm->context->id, 'mod_imscp', 'content', $row->revision, 'id', false) as $file) {
            $files[] = $file->get_filepath() . $file->get_filename() . '|' . $file->get_contenthash();
        }
        sort($files);
        return ['structure' => (string)$row->structure, 'files' => $files];
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
        $wanted = $this->row($stage);
        $present = $this->row($live);
        $content = $this->files($stage, $live, 'content', $wanted, $present);
        if ($content->differ() || (string)$wanted->structure !== (string)$present->structure) {
            $todo->add('package', function() use ($stage, $live) {
                $this->exchange($stage, $live);
            });
        }
        return $todo;
    }

    /**
     * The module's row, its number as it is now.
     *
     * @param \cm_info $cm
     * @return \stdClass
     */
    private function row(\cm_info $cm): \stdClass {
        global $DB;
        return $DB->get_record('imscp', ['id' => $cm->instance], 'id, revision, structure, keepold', MUST_EXIST);
    }

    /**
     * The two sides of a file area.
     *
     * @param \cm_info $stage
     * @param \cm_info $live
     * @param string $area
     * @param \stdClass $from
     * @param \stdClass $to
     * @return files
     */
    private function files(\cm_info $stage, \cm_info $live, string $area, \stdClass $from, \stdClass $to): files {
        return new files($this->area($stage, $area, (int)$from->revision), $this->area($live, $area, (int)$to->revision));
    }

    /**
     * Puts the package in under the next number; older ones stay as far as the activity is set to keep them.
     *
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return void
     */
    private function exchange(\cm_info $stage, \cm_info $live): void {
        $wanted = $this->row($stage);
        $present = $this->row($live);
        $storage = get_file_storage();
        $next = (object)['revision' => $present->revision + 1];
        $storage->delete_area_files($live->context->id, 'mod_imscp', 'content');
        foreach (['content', 'backup'] as $area) {
            $this->files($stage, $live, $area, $wanted, $next)->copy();
        }
        rows::change('imscp', (int)$present->id, ['structure' => $wanted->structure, 'revision' => $next->revision]);
        $this->forget_old($live, $present, (int)$next->revision);
    }

    /**
     * Removes packages beyond those that are to be kept.
     *
     * @param \cm_info $live
     * @param \stdClass $row
     * @param int $current
     * @return void
     */
    private function forget_old(\cm_info $live, \stdClass $row, int $current): void {
        if ($row->keepold < 0) {
            return;
        }
        $storage = get_file_storage();
        $numbers = [];
        foreach ($storage->get_area_files($live->context->id, 'mod_imscp', 'backup', false, 'itemid', false) as $file) {
            $numbers[$file->get_itemid()] = (int)$file->get_itemid();
        }
        unset($numbers[$current]);
        rsort($numbers);
        foreach (array_slice($numbers, (int)$row->keepold) as $number) {
            $storage->delete_area_files($live->context->id, 'mod_imscp', 'backup', $number);
        }
    }
}
