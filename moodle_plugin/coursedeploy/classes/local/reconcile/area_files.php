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
 * Brings the files of one file area into another, touching only what differs.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class area_files {

    /** @var string */
    private $component;

    /** @var string */
    private $area;

    /** @var array context id and item id (false: every item) */
    private $from;

    /** @var array context id and item id (false: every item) */
    private $to;

    /**
     * Constructor.
     *
     * @param string $component
     * @param string $area
     * @param array $from context id and item id; item id false: the whole area, item by item
     * @param array $to the same of the other side
     */
    public function __construct(string $component, string $area, array $from, array $to) {
        $this->component = $component;
        $this->area = $area;
        $this->from = $from;
        $this->to = $to;
    }

    /**
     * Whether the two sides hold other files.
     *
     * @return bool
     */
    public function differ(): bool {
        return self::contents($this->files($this->from)) !== self::contents($this->files($this->to));
    }

    /**
     * Makes the other side hold the same files.
     *
     * @return void
     */
    public function copy(): void {
        $have = $this->files($this->to);
        $want = $this->files($this->from);
        foreach ($have as $path => $file) {
            if (!isset($want[$path]) || self::content($want[$path]) !== self::content($file)) {
                $file->delete();
                unset($have[$path]);
            }
        }
        foreach (array_diff_key($want, $have) as $file) {
            $this->copy_one($file);
        }
    }

    /**
     * Names and contents of the files in an area, for a fingerprint.
     *
     * @param string $component
     * @param string $area
     * @param int $contextid
     * @param int|bool $item false: every item, without telling which
     * @return string[]
     */
    public static function described(string $component, string $area, int $contextid, $item = false): array {
        $names = [];
        foreach (get_file_storage()->get_area_files($contextid, $component, $area, $item, 'id', false) as $file) {
            $names[] = $area . '|' . $file->get_filepath() . $file->get_filename() . '|' . $file->get_contenthash();
        }
        sort($names);
        return $names;
    }

    /**
     * Copies one file or folder.
     *
     * @param \stored_file $file
     * @return void
     */
    private function copy_one(\stored_file $file): void {
        $storage = get_file_storage();
        $item = $this->to[1] === false ? $file->get_itemid() : $this->to[1];
        if ($file->is_directory()) {
            $storage->create_directory($this->to[0], $this->component, $this->area, $item, $file->get_filepath());
            return;
        }
        $record = ['contextid' => $this->to[0], 'component' => $this->component, 'filearea' => $this->area, 'itemid' => $item];
        $storage->create_file_from_storedfile($record, $file);
    }

    /**
     * The files of one side by their path.
     *
     * @param array $side
     * @return \stored_file[]
     */
    private function files(array $side): array {
        [$contextid, $item] = $side;
        $files = [];
        foreach (get_file_storage()->get_area_files($contextid, $this->component, $this->area, $item, 'id') as $file) {
            if ($file->is_directory() && $file->get_filepath() === '/') {
                continue;
            }
            $prefix = $item === false ? $file->get_itemid() : '';
            $files[$prefix . $file->get_filepath() . $file->get_filename()] = $file;
        }
        ksort($files);
        return $files;
    }

    /**
     * What files hold, by path.
     *
     * @param \stored_file[] $files
     * @return string[]
     */
    private static function contents(array $files): array {
        return array_map([self::class, 'content'], $files);
    }

    /**
     * What one file holds, and whether it is the main one.
     *
     * @param \stored_file $file
     * @return string
     */
    private static function content(\stored_file $file): string {
        return $file->get_contenthash() . '|' . (int)$file->get_sortorder();
    }
}
