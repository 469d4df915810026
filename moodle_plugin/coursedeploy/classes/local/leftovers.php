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

/**
 * What is of no use to anybody any more: memories and snapshots of courses that are gone, more snapshots than are kept, courses in
 * the making that nobody will finish.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class leftovers {

    /** Names that throw-away courses have, with the beginning of their short names; so many letters and digits follow. */
    const THROWAWAY = [
        'Coursedeploy check' => 'coursedeploy_check_',
        'Coursedeploy staging' => 'coursedeploy_staging_',
    ];

    /** Length of that rest. */
    const RANDOM = 12;

    /**
     * Forgets a course that was deleted. Its snapshots' files go with its context.
     *
     * @param \core\event\course_deleted $event
     * @return void
     */
    public static function course_deleted(\core\event\course_deleted $event): void {
        self::forget_course((int)$event->objectid);
    }

    /**
     * Forgets courses that are gone.
     *
     * @return void
     */
    public static function forget_gone_courses(): void {
        global $DB;
        foreach ([bases::TABLE, snapshots::TABLE] as $table) {
            $gone = $DB->get_fieldset_sql(
                "SELECT DISTINCT t.courseid FROM {{$table}} t LEFT JOIN {course} c ON c.id = t.courseid WHERE c.id IS NULL"
            );
            foreach ($gone as $courseid) {
                self::forget_course((int)$courseid);
            }
        }
    }

    /**
     * Removes snapshots beyond those that are kept, those whose making broke off, and files that belong to none.
     *
     * @return void
     */
    public static function remove_spare_snapshots(): void {
        global $DB;
        $long = time() - runner::TIME_LIMIT;
        foreach ($DB->get_fieldset_sql('SELECT DISTINCT courseid FROM {' . snapshots::TABLE . '}') as $courseid) {
            $snapshots = new snapshots((int)$courseid);
            $whole = 0;
            foreach ($snapshots->all() as $row) {
                $isbroken = (int)$row->bytes === 0 && $row->timecreated < $long;
                $whole += $isbroken ? 0 : 1;
                if ($isbroken || $whole > snapshots::KEEP + self::being_restored((int)$courseid)) {
                    $snapshots->remove($row);
                }
            }
        }
        self::remove_stray_files();
    }

    /**
     * Removes courses that were made to be thrown away and outlived the process that made them.
     *
     * @param int $age in seconds; 0 for all of them
     * @return void
     */
    public static function remove_throwaway_courses(int $age): void {
        global $DB;
        foreach (self::throwaway_courses(time() - $age) as $course) {
            if ($age && $DB->record_exists(job::TABLE, ['stagingid' => $course->id, 'status' => job::RUNNING])) {
                continue;
            }
            throwaway::delete($course);
            $DB->set_field(job::TABLE, 'stagingid', 0, ['stagingid' => $course->id]);
        }
    }

    /**
     * The courses that were made to be thrown away.
     *
     * @param int $before Unix time at which they were there already
     * @return \stdClass[] rows of the course table
     */
    private static function throwaway_courses(int $before): array {
        global $DB;
        $found = [];
        foreach (self::THROWAWAY as $fullname => $beginning) {
            $where = 'fullname = :fullname AND timecreated <= :before AND ' . $DB->sql_like('shortname', ':beginning');
            $courses = $DB->get_records_select('course', $where, [
                'fullname' => $fullname,
                'before' => $before,
                'beginning' => $DB->sql_like_escape($beginning) . '%',
            ]);
            $pattern = '~^' . $beginning . '[A-Za-z0-9]{' . self::RANDOM . '}$~';
            $found += array_filter($courses, function(\stdClass $course) use ($pattern): bool {
                return (bool)preg_match($pattern, $course->shortname);
            });
        }
        return $found;
    }

    /**
     * Forgets a course.
     *
     * @param int $courseid
     * @return void
     */
    private static function forget_course(int $courseid): void {
        global $DB;
        bases::forget_course($courseid);
        $DB->delete_records(snapshots::TABLE, ['courseid' => $courseid]);
    }

    /**
     * Whether a course is on its way back to a snapshot, which is kept for that time.
     *
     * @param int $courseid
     * @return int 1 or 0
     */
    private static function being_restored(int $courseid): int {
        return (int)job::record_exists_select(
            'courseid = :courseid AND target = :target AND status IN (:created, :queued, :running)',
            ['courseid' => $courseid, 'target' => request::TARGET_ROLLBACK, 'created' => job::CREATED, 'queued' => job::QUEUED,
                'running' => job::RUNNING]
        );
    }

    /**
     * Removes files of snapshots that are not known any more.
     *
     * @return void
     */
    private static function remove_stray_files(): void {
        global $DB;
        $stray = $DB->get_records_sql(
            'SELECT MIN(f.id) AS id, f.contextid, f.itemid
               FROM {files} f
          LEFT JOIN {' . snapshots::TABLE . '} s ON s.itemid = f.itemid
              WHERE f.component = :component AND f.filearea = :area AND f.timecreated < :long AND s.id IS NULL
           GROUP BY f.contextid, f.itemid',
            ['component' => package::COMPONENT, 'area' => snapshots::AREA, 'long' => time() - runner::TIME_LIMIT]
        );
        foreach ($stray as $area) {
            get_file_storage()->delete_area_files($area->contextid, package::COMPONENT, snapshots::AREA, $area->itemid);
        }
    }
}
