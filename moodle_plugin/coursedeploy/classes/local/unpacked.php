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

defined('MOODLE_INTERNAL') || die();

global $CFG;
require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');

/**
 * A package unpacked into Moodle's folder for restores, and what it says of itself.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class unpacked {

    /** How many bytes the smallest package may hold when it is unpacked. */
    const ROOM = 524288000;

    /** How many times its own size a package may hold beyond that: texts shrink to a tenth, pictures and films not at all. */
    const RATIO = 50;

    /** Bytes that are read at once. */
    const PIECE = 1048576;

    /** @var string name of the folder, as the restore controller wants it */
    private $folder;

    /** @var string full path of the folder */
    private $path;

    /** @var \stdClass what moodle_backup.xml says */
    private $information;

    /** @var \stored_file */
    private $file;

    /**
     * Unpacks a package.
     *
     * @param \stored_file $file
     * @param int $userid
     * @throws refusal when it is no course package
     */
    public function __construct(\stored_file $file, int $userid) {
        $this->file = $file;
        $this->folder = \restore_controller::get_tempdir_name(SITEID, $userid);
        $this->path = make_backup_temp_directory($this->folder);
        try {
            $this->unpack();
            $this->read();
        } catch (\Throwable $e) {
            $this->remove();
            throw $e;
        }
    }

    /**
     * Name of the folder.
     *
     * @return string
     */
    public function folder(): string {
        return $this->folder;
    }

    /**
     * Full path of the folder.
     *
     * @return string
     */
    public function path(): string {
        return $this->path;
    }

    /**
     * Full name of the course in the package.
     *
     * @return string
     */
    public function fullname(): string {
        return (string)$this->information->original_course_fullname;
    }

    /**
     * Short name of the course in the package.
     *
     * @return string
     */
    public function shortname(): string {
        return (string)$this->information->original_course_shortname;
    }

    /**
     * Whether the package carries accounts and their work.
     *
     * @return bool
     */
    public function has_users(): bool {
        return !empty($this->information->root_settings['users']);
    }

    /**
     * What the package says of itself.
     *
     * @return array
     */
    public function describe(): array {
        $information = $this->information;
        return [
            'fullname' => $this->fullname(),
            'shortname' => $this->shortname(),
            'moodlerelease' => (string)$information->moodle_release,
            'moodleversion' => (string)$information->moodle_version,
            'backupversion' => (string)$information->backup_version,
            'sections' => count((array)$information->sections),
            'activities' => count((array)$information->activities),
            'users' => $this->has_users(),
            'bytes' => (int)$this->file->get_filesize(),
            'sha1' => $this->file->get_contenthash(),
        ];
    }

    /**
     * Removes the folder.
     *
     * @return void
     */
    public function remove(): void {
        fulldelete($this->path);
    }

    /**
     * Unpacks the file.
     *
     * @return void
     */
    private function unpack(): void {
        $room = $this->room();
        if ($this->expanded_size($room) > $room) {
            throw new refusal('toolarge');
        }
        $packer = get_file_packer('application/vnd.moodle.backup');
        $ok = $packer->extract_to_pathname($this->file, $this->path);
        if (!$ok || !is_readable($this->path . '/moodle_backup.xml')) {
            throw new refusal('notabackup');
        }
    }

    /**
     * How many bytes the package may hold when it is unpacked: what a course of its size may come to, and what the disk has.
     *
     * @return int
     */
    private function room(): int {
        $free = @disk_free_space($this->path);
        $most = self::ROOM + self::RATIO * (int)$this->file->get_filesize();
        return $free ? (int)min($most, $free) : $most;
    }

    /**
     * How many bytes the package holds when it is unpacked. Looked at before anything is written.
     *
     * @param int $enough counting may stop beyond this
     * @return int 0 for what is no archive at all
     */
    private function expanded_size(int $enough): int {
        $path = get_file_storage()->get_file_system()->get_local_path_from_storedfile($this->file, true);
        if (file_get_contents($path, false, null, 0, 2) !== "\x1f\x8b") {
            $files = get_file_packer('application/zip')->list_files($path);
            return (int)array_sum(array_column((array)($files ?: []), 'size'));
        }
        $stream = gzopen($path, 'rb');
        for ($size = 0; $size <= $enough && !gzeof($stream); $size += strlen($piece)) {
            $piece = (string)gzread($stream, self::PIECE);
            if ($piece === '') {
                break;
            }
        }
        gzclose($stream);
        return $size;
    }

    /**
     * Reads moodle_backup.xml.
     *
     * @return void
     */
    private function read(): void {
        try {
            $this->information = \backup_general_helper::get_backup_information($this->folder);
        } catch (\Throwable $e) {
            throw new refusal('notabackup');
        }
        if ($this->information->type !== \backup::TYPE_1COURSE || $this->information->format !== \backup::FORMAT_MOODLE) {
            throw new refusal('notacourse', s($this->information->type));
        }
    }
}
