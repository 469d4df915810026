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

namespace local_coursedeploy\local;

use local_coursedeploy\local\reconcile\plain;

/**
 * The settings of a course itself that a publication brings along. Its short name, dates, visibility and place are the site's.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class course_row {

    /** Columns of the course that are published. */
    const COLUMNS = ['fullname', 'summary', 'summaryformat', 'format', 'showgrades', 'newsitems', 'lang',
        'enablecompletion', 'completionnotify', 'showactivitydates', 'showcompletionconditions', 'groupmode', 'groupmodeforce',
        'showreports'];

    /** File areas of the course that are published: pictures of the summary, and the picture of the course. */
    const AREAS = ['summary', 'overviewfiles'];

    /** @var int */
    private $courseid;

    /** @var \stdClass row of the course table */
    private $row;

    /**
     * Constructor.
     *
     * @param int $courseid
     */
    public function __construct(int $courseid) {
        global $DB;
        $this->courseid = $courseid;
        $this->row = $DB->get_record('course', ['id' => $courseid], '*', MUST_EXIST);
    }

    /**
     * The fingerprint.
     *
     * @param string[] $without columns that earlier versions did not look at
     * @return string sha1
     */
    public function fingerprint(array $without = []): string {
        $files = [];
        foreach (self::AREAS as $area) {
            $files[$area] = $this->files($area);
        }
        return plain::digest([array_diff_key($this->columns(), array_flip($without)), $this->format_options(), $files]);
    }

    /**
     * The columns that are published.
     *
     * @return string[] column => text
     */
    public function columns(): array {
        return plain::row(array_intersect_key((array)$this->row, array_flip(self::COLUMNS)));
    }

    /**
     * The options of the course's format, those of sections apart.
     *
     * @return string[] option => text
     */
    public function format_options(): array {
        global $DB;
        $where = ['courseid' => $this->courseid, 'format' => $this->row->format, 'sectionid' => 0];
        return plain::row($DB->get_records_menu('course_format_options', $where, 'name', 'name, value'));
    }

    /**
     * Where the files of an area lie.
     *
     * @param string $area
     * @return array contextid, component, filearea, itemid
     */
    public function file_area(string $area): array {
        return [
            'contextid' => \context_course::instance($this->courseid)->id,
            'component' => 'course',
            'filearea' => $area,
            'itemid' => 0,
        ];
    }

    /**
     * The files of an area.
     *
     * @param string $area
     * @return string[]
     */
    private function files(string $area): array {
        $place = $this->file_area($area);
        $files = [];
        foreach (get_file_storage()->get_area_files($place['contextid'], 'course', $area, 0, 'id', false) as $file) {
            $files[] = $file->get_filepath() . $file->get_filename() . '|' . $file->get_contenthash();
        }
        sort($files);
        return $files;
    }
}
