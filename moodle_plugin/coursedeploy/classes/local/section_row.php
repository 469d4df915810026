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
 * A section of a course as the database has it: what authors put into it, and the order of what is in it.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class section_row {

    /** Columns that are content. */
    const COLUMNS = ['name', 'summary', 'summaryformat', 'visible', 'availability'];

    /** @var \stdClass row of course_sections */
    private $row;

    /** @var string|null the fingerprint once it was worked out */
    private $fingerprint = null;

    /**
     * Constructor.
     *
     * @param \stdClass $row of course_sections
     */
    public function __construct(\stdClass $row) {
        $this->row = $row;
    }

    /**
     * The sections of a course in their order.
     *
     * @param int $courseid
     * @return self[] by id
     */
    public static function of_course(int $courseid): array {
        global $DB;
        return array_map(function(\stdClass $row): self {
            return new self($row);
        }, $DB->get_records('course_sections', ['course' => $courseid], 'section'));
    }

    /**
     * A column.
     *
     * @param string $column
     * @return string
     */
    public function get(string $column): string {
        return (string)($this->row->$column ?? '');
    }

    /**
     * Its id.
     *
     * @return int
     */
    public function id(): int {
        return (int)$this->row->id;
    }

    /**
     * Its position.
     *
     * @return int
     */
    public function number(): int {
        return (int)$this->row->section;
    }

    /**
     * The row.
     *
     * @return \stdClass
     */
    public function row(): \stdClass {
        return $this->row;
    }

    /**
     * Whether it belongs to an activity: a subsection.
     *
     * @return bool
     */
    public function is_delegated(): bool {
        return !empty($this->row->component);
    }

    /**
     * The activities in it, in their order.
     *
     * @return int[] course module ids
     */
    public function sequence(): array {
        return array_values(array_map('intval', array_filter(explode(',', (string)$this->row->sequence))));
    }

    /**
     * The fingerprint.
     *
     * @return string sha1
     */
    public function fingerprint(): string {
        if ($this->fingerprint === null) {
            $this->fingerprint = plain::digest([$this->columns(), $this->files()]);
        }
        return $this->fingerprint;
    }

    /**
     * The columns that are content.
     *
     * @return array column => value
     */
    public function columns(): array {
        $columns = [];
        foreach (self::COLUMNS as $column) {
            $columns[$column] = plain::value($this->row->$column);
        }
        $columns['availability'] = fingerprint::availability((string)$this->row->availability);
        return $columns;
    }

    /**
     * Where the files of its text lie.
     *
     * @return array contextid, component, filearea, itemid
     */
    public function file_area(): array {
        return [
            'contextid' => \context_course::instance($this->row->course)->id,
            'component' => 'course',
            'filearea' => 'section',
            'itemid' => $this->id(),
        ];
    }

    /**
     * The files of its text.
     *
     * @return string[]
     */
    private function files(): array {
        $area = $this->file_area();
        $found = get_file_storage()->get_area_files($area['contextid'], 'course', 'section', $area['itemid'], 'id', false);
        $files = [];
        foreach ($found as $file) {
            $files[] = $file->get_filepath() . $file->get_filename() . '|' . $file->get_contenthash();
        }
        sort($files);
        return $files;
    }
}
