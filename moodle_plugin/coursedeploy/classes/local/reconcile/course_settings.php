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

use local_coursedeploy\local\course_row;
use local_coursedeploy\local\refusal;

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->dirroot . '/course/lib.php');

/**
 * Brings the settings of the course itself up to date. Its short name, dates, visibility and category are the site's.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class course_settings {

    /** @var run */
    private $run;

    /**
     * Constructor.
     *
     * @param run $run
     */
    public function __construct(run $run) {
        $this->run = $run;
    }

    /**
     * Changes what differs.
     *
     * @return string[] the parts that differ
     */
    public function update(): array {
        $stage = new course_row($this->run->stage());
        $live = new course_row($this->run->live());
        $columns = $this->columns($stage, $live);
        $files = $this->files($stage, $live);
        $texts = ['summary' => 1, 'summaryformat' => 1];
        $parts = array_merge(
            isset($columns['fullname']) ? ['name'] : [],
            array_intersect_key($columns, $texts) ? ['content'] : [],
            array_diff_key($columns, $texts + ['fullname' => 1]) ? ['settings'] : [],
            $files ? ['files'] : []
        );
        if (!$parts || $this->run->is_dry()) {
            return $parts;
        }
        foreach (['moodle/course:update', 'moodle/course:changefullname'] as $capability) {
            if (($capability === 'moodle/course:update' || isset($columns['fullname'])) && !$this->run->is_allowed($capability)) {
                throw new refusal('norighthere', $capability);
            }
        }
        foreach ($files as $area) {
            $area->copy();
        }
        update_course((object)($columns + ['id' => $this->run->live()]));
        return $parts;
    }

    /**
     * The columns and options of the format that differ.
     *
     * @param course_row $stage
     * @param course_row $live
     * @return string[] column => text
     */
    private function columns(course_row $stage, course_row $live): array {
        $wanted = $stage->columns();
        $wanted['summary'] = $this->run->rewrite($wanted['summary']);
        // The staging course has a name of its own.
        $wanted['fullname'] = $this->run->fullname() !== '' ? $this->run->fullname() : $live->columns()['fullname'];
        $columns = array_diff_assoc($wanted, $live->columns());
        $options = isset($columns['format'])
            ? $stage->format_options()
            : array_diff_assoc($stage->format_options(), $live->format_options());
        return $columns + $options;
    }

    /**
     * The file areas that differ.
     *
     * @param course_row $stage
     * @param course_row $live
     * @return files[]
     */
    private function files(course_row $stage, course_row $live): array {
        return array_filter(array_map(function(string $area) use ($stage, $live): files {
            return new files($stage->file_area($area), $live->file_area($area));
        }, course_row::AREAS), function(files $files): bool {
            return $files->differ();
        });
    }
}
