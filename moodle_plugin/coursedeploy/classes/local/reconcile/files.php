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

/**
 * Two file areas, one of which is to become like the other.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class files {

    /** @var array contextid, component, filearea, itemid (false for all) */
    private $from;

    /** @var array the same; the item id may be another one, or false for the same as the source's */
    private $to;

    /**
     * Constructor.
     *
     * @param array $from contextid, component, filearea, itemid
     * @param array $to the same
     */
    public function __construct(array $from, array $to) {
        $this->from = $from;
        $this->to = $to;
    }

    /**
     * Whether the areas differ.
     *
     * @return bool
     */
    public function differ(): bool {
        return self::names($this->list($this->from)) !== self::names($this->list($this->to));
    }

    /**
     * Makes the second area like the first. Files that are equal stay untouched.
     *
     * @return bool whether there was a difference
     */
    public function copy(): bool {
        $wanted = $this->list($this->from);
        $present = $this->list($this->to);
        $changed = false;
        foreach ($present as $name => $file) {
            if (!isset($wanted[$name]) || $wanted[$name]->get_contenthash() !== $file->get_contenthash()) {
                $file->delete();
                unset($present[$name]);
                $changed = true;
            }
        }
        foreach (array_diff_key($wanted, $present) as $file) {
            $this->add($file);
            $changed = true;
        }
        return $changed;
    }

    /**
     * Copies one file.
     *
     * @param \stored_file $file
     * @return void
     */
    private function add(\stored_file $file): void {
        $record = $this->to;
        if ($record['itemid'] === false) {
            $record['itemid'] = $file->get_itemid();
        }
        // The main file of a resource is known by its sort order, which is copied along.
        get_file_storage()->create_file_from_storedfile($record, $file);
    }

    /**
     * The files of an area.
     *
     * @param array $area
     * @return \stored_file[] by item id (where several are meant), path and name
     */
    private function list(array $area): array {
        $found = get_file_storage()->get_area_files($area['contextid'], $area['component'], $area['filearea'], $area['itemid'],
            'itemid, filepath, filename', false);
        $files = [];
        foreach ($found as $file) {
            $item = $area['itemid'] === false ? $file->get_itemid() : '';
            $files[$item . $file->get_filepath() . $file->get_filename()] = $file;
        }
        return $files;
    }

    /**
     * What counts for the comparison.
     *
     * @param \stored_file[] $files
     * @return string[] name => hash
     */
    private static function names(array $files): array {
        return array_map(function(\stored_file $file): string {
            return $file->get_contenthash() . ':' . (int)$file->get_sortorder();
        }, $files);
    }
}
