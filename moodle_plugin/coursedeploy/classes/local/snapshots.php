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
require_once($CFG->dirroot . '/backup/util/includes/backup_includes.php');

/**
 * The contents of a course, without its people and their work, as they were before a publication. A few are kept for every course.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class snapshots {

    /** Table name. */
    const TABLE = 'local_coursedeploy_snap';

    /** Name of the file area, in the context of the course. */
    const AREA = 'snapshot';

    /** So many are kept for a course of those made before publications. */
    const KEEP = 3;

    /** So many of those made before going back: they push none of the others out. */
    const KEEP_OF_ROLLBACKS = 1;

    /** What a snapshot leaves out: people and what they do. */
    const WITHOUT = ['users', 'role_assignments', 'logs', 'grade_histories', 'comments', 'userscompletion', 'permissions'];

    /** @var int */
    private $courseid;

    /**
     * Constructor.
     *
     * @param int $courseid
     */
    public function __construct(int $courseid) {
        $this->courseid = $courseid;
    }

    /**
     * The snapshots of the course, the newest first.
     *
     * @return \stdClass[] rows
     */
    public function all(): array {
        global $DB;
        return array_values($DB->get_records(self::TABLE, ['courseid' => $this->courseid], 'id DESC'));
    }

    /**
     * The snapshot of a request.
     *
     * @param string $requestid
     * @return \stdClass|null
     */
    public function of_request(string $requestid): ?\stdClass {
        foreach ($this->all() as $row) {
            if ($row->requestid === $requestid) {
                return $row;
            }
        }
        return null;
    }

    /**
     * The snapshot to go back to.
     *
     * @param int $id 0 for the newest; one that was made before going back does not count then
     * @return \stdClass row
     * @throws refusal when there is none
     */
    public function find(int $id): \stdClass {
        foreach ($this->all() as $row) {
            if ($id ? (int)$row->id === $id : !$this->is_of_rollback($row)) {
                return $row;
            }
        }
        throw new refusal('nosnapshot');
    }

    /**
     * Makes a snapshot.
     *
     * @param census $census of the course as it is now
     * @param int $userid
     * @param string $requestid
     * @param int $jobid 0 for none
     * @return \stdClass row
     */
    public function make(census $census, int $userid, string $requestid, int $jobid = 0): \stdClass {
        global $DB;
        $row = (object)[
            'courseid' => $this->courseid,
            'requestid' => $requestid,
            'jobid' => $jobid,
            'itemid' => 0,
            'bytes' => 0,
            'base' => json_encode(self::known($census)),
            'timecreated' => time(),
        ];
        $backup = $this->backup($userid);
        try {
            $row->id = $DB->insert_record(self::TABLE, $row);
            $row->itemid = $row->id;
            $row->bytes = (int)$this->store($backup, (int)$row->id)->get_filesize();
            $DB->update_record(self::TABLE, $row);
        } finally {
            // It is not for the list of course backups that teachers see.
            $backup->delete();
        }
        return $row;
    }

    /**
     * Removes the oldest snapshots.
     *
     * @return void
     */
    public function thin_out(): void {
        $left = [0 => self::KEEP, 1 => self::KEEP_OF_ROLLBACKS];
        foreach ($this->all() as $row) {
            $sort = (int)$this->is_of_rollback($row);
            $left[$sort]--;
            if ($left[$sort] < 0) {
                $this->remove($row);
            }
        }
    }

    /**
     * The file of a snapshot.
     *
     * @param \stdClass $row
     * @return \stored_file
     * @throws refusal when it is gone
     */
    public function file(\stdClass $row): \stored_file {
        $files = get_file_storage()->get_area_files($this->contextid(), package::COMPONENT, self::AREA, $row->itemid, 'id', false);
        if (!$files) {
            throw new refusal('nosnapshot');
        }
        return reset($files);
    }

    /**
     * What was known of the course when a snapshot was made.
     *
     * @param \stdClass $row
     * @return array bases, activities (key => fingerprint), sections (number => id), others (kind => fingerprint)
     */
    public static function memory(\stdClass $row): array {
        $memory = json_decode((string)$row->base, true) ?: [];
        return $memory + ['bases' => [], 'activities' => [], 'sections' => [], 'others' => []];
    }

    /**
     * Removes a snapshot.
     *
     * @param \stdClass $row
     * @return void
     */
    public function remove(\stdClass $row): void {
        global $DB;
        $context = \context_course::instance($this->courseid, IGNORE_MISSING);
        if ($context) {
            get_file_storage()->delete_area_files($context->id, package::COMPONENT, self::AREA, $row->itemid);
        }
        $DB->delete_records(self::TABLE, ['id' => $row->id]);
    }

    /**
     * What a snapshot must keep beside the course itself.
     *
     * @param census $census
     * @return array
     */
    private static function known(census $census): array {
        $known = ['bases' => $census->bases()->export(), 'activities' => [], 'sections' => [], 'others' => $census->others()];
        foreach ($census->cms_by_key() as $key => $cm) {
            $known['activities'][$key] = $census->fingerprint((int)$cm->id)->all();
        }
        foreach ($census->sections() as $id => $section) {
            $known['sections'][$section->number()] = ['id' => $id, 'fingerprint' => $section->fingerprint()];
        }
        return $known;
    }

    /**
     * Whether a snapshot was made before going back to another one.
     *
     * @param \stdClass $row
     * @return bool
     */
    private function is_of_rollback(\stdClass $row): bool {
        $job = $row->jobid ? job::get_record(['id' => $row->jobid]) : false;
        return $job && $job->get('target') === request::TARGET_ROLLBACK;
    }

    /**
     * Makes a backup of the course.
     *
     * @param int $userid
     * @return \stored_file
     */
    private function backup(int $userid): \stored_file {
        $controller = new \backup_controller(\backup::TYPE_1COURSE, $this->courseid, \backup::FORMAT_MOODLE,
            \backup::INTERACTIVE_NO, \backup::MODE_GENERAL, $userid);
        foreach (self::WITHOUT as $name) {
            if ($controller->get_plan()->setting_exists($name)) {
                $setting = $controller->get_plan()->get_setting($name);
                if ($setting->get_status() == \base_setting::NOT_LOCKED) {
                    $setting->set_value(0);
                }
            }
        }
        try {
            $controller->execute_plan();
            $file = $controller->get_results()['backup_destination'] ?? null;
        } finally {
            $controller->destroy();
        }
        if (!$file) {
            throw new refusal('snapshotfailed');
        }
        return $file;
    }

    /**
     * Puts a backup into our own area.
     *
     * @param \stored_file $backup
     * @param int $itemid
     * @return \stored_file
     */
    private function store(\stored_file $backup, int $itemid): \stored_file {
        return get_file_storage()->create_file_from_storedfile([
            'contextid' => $this->contextid(),
            'component' => package::COMPONENT,
            'filearea' => self::AREA,
            'itemid' => $itemid,
            'filepath' => '/',
            'filename' => 'snapshot.mbz',
        ], $backup);
    }

    /**
     * The context of the files.
     *
     * @return int
     */
    private function contextid(): int {
        return \context_course::instance($this->courseid)->id;
    }
}
