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
 * What this plugin last wrote into a course: for every thing of its own the fingerprint that the thing had right afterwards (the
 * base), and the digest of what it was made from (the source).
 *
 * A row is opened (pending) before its thing is changed and closed with the new base afterwards: what is found open was left by
 * a publication that broke off, and is no edit by a person.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class bases {

    /** Table name. */
    const TABLE = 'local_coursedeploy_base';

    /** The columns that a snapshot keeps. */
    const KEPT = ['kind', 'itemkey', 'itemid', 'fingerprint', 'parts', 'source', 'sourceparts', 'pending'];

    /** Pending when the source has no digest. */
    const NO_SOURCE = 'unknown';

    /** @var int */
    private $courseid;

    /** @var int the job that writes; 0 for none */
    private $jobid;

    /** @var \stdClass[][] kind => key => row */
    private $rows = [];

    /**
     * Reads what is known of a course.
     *
     * @param int $courseid
     * @param int $jobid the job that will write, 0 when none will
     */
    public function __construct(int $courseid, int $jobid = 0) {
        global $DB;
        $this->courseid = $courseid;
        $this->jobid = $jobid;
        foreach ($DB->get_records(self::TABLE, ['courseid' => $courseid], 'id') as $row) {
            $this->rows[$row->kind][$row->itemkey] = $row;
        }
    }

    /**
     * The course.
     *
     * @return int
     */
    public function courseid(): int {
        return $this->courseid;
    }

    /**
     * One row.
     *
     * @param string $kind course, section, activity, question, or an aspect of the course
     * @param string $key
     * @return \stdClass|null
     */
    public function get(string $kind, string $key): ?\stdClass {
        return $this->rows[$kind][$key] ?? null;
    }

    /**
     * All rows of a kind.
     *
     * @param string $kind
     * @return \stdClass[] by key
     */
    public function all(string $kind): array {
        return $this->rows[$kind] ?? [];
    }

    /**
     * Says before a change that the change is ours.
     *
     * @param string $kind
     * @param string $key
     * @param int $itemid 0 while it is not known
     * @param string $source digest of what it is made from
     * @return void
     */
    public function open(string $kind, string $key, int $itemid, string $source): void {
        $row = $this->get($kind, $key);
        $pending = $source !== '' ? $source : self::NO_SOURCE;
        if (!$row || $row->pending !== $pending) {
            $this->write($kind, $key, ['pending' => $pending] + ($itemid ? ['itemid' => $itemid] : []));
        }
    }

    /**
     * Whether nothing of a kind was known before the job that writes now.
     *
     * @param string $kind
     * @return bool
     */
    public function is_first(string $kind): bool {
        return !array_filter($this->all($kind), function(\stdClass $row): bool {
            return (int)$row->jobid !== $this->jobid;
        });
    }

    /**
     * Notes the state of a thing right after it was written. Nothing is written when nothing is new.
     *
     * @param string $kind
     * @param string $key
     * @param int $itemid
     * @param string $fingerprint
     * @param array $parts digests of its parts
     * @param string $source digest of what it was made from
     * @param array $sourceparts digests of the parts of that
     * @return void
     */
    public function close(string $kind, string $key, int $itemid, string $fingerprint, array $parts = [], string $source = '',
            array $sourceparts = []): void {
        $this->write($kind, $key, [
            'itemid' => $itemid,
            'fingerprint' => $fingerprint,
            'parts' => $parts ? json_encode($parts) : '',
            'source' => $source,
            'sourceparts' => $sourceparts ? json_encode($sourceparts) : '',
            'pending' => '',
        ]);
    }

    /**
     * Notes how an activity is that is new and not finished.
     *
     * @param string $key
     * @param int $cmid
     * @param string $fingerprint
     * @param string[] $parts digests of its parts
     * @return void
     */
    public function made(string $key, int $cmid, string $fingerprint, array $parts): void {
        $this->write('activity', $key, ['itemid' => $cmid, 'fingerprint' => $fingerprint, 'parts' => json_encode($parts)]);
    }

    /**
     * Reads one row again, after the database has taken back what was written.
     *
     * @param string $kind
     * @param string $key
     * @return void
     */
    public function reread(string $kind, string $key): void {
        global $DB;
        $row = $DB->get_record(self::TABLE, ['courseid' => $this->courseid, 'kind' => $kind, 'itemkey' => $key]);
        if ($row) {
            $this->rows[$kind][$key] = $row;
        } else {
            unset($this->rows[$kind][$key]);
        }
    }

    /**
     * Forgets a thing that is gone.
     *
     * @param string $kind
     * @param string $key
     * @return void
     */
    public function drop(string $kind, string $key): void {
        global $DB;
        if (isset($this->rows[$kind][$key])) {
            $DB->delete_records(self::TABLE, ['id' => $this->rows[$kind][$key]->id]);
            unset($this->rows[$kind][$key]);
        }
    }

    /**
     * The order of sections that the row of a course tells.
     *
     * @param \stdClass|null $row
     * @return int[] section ids
     */
    public static function sections_of(?\stdClass $row): array {
        $parts = json_decode((string)($row->parts ?? ''), true) ?: [];
        return array_map('intval', $parts['sections'] ?? []);
    }

    /**
     * All rows as a snapshot keeps them.
     *
     * @return array[]
     */
    public function export(): array {
        $rows = [];
        foreach ($this->rows as $ofkind) {
            foreach ($ofkind as $row) {
                $rows[] = array_intersect_key((array)$row, array_flip(self::KEPT));
            }
        }
        return $rows;
    }

    /**
     * Forgets everything about a course.
     *
     * @param int $courseid
     * @return void
     */
    public static function forget_course(int $courseid): void {
        global $DB;
        $DB->delete_records(self::TABLE, ['courseid' => $courseid]);
    }

    /**
     * Writes some columns of a row, if they are new.
     *
     * @param string $kind
     * @param string $key
     * @param array $values
     * @return void
     */
    private function write(string $kind, string $key, array $values): void {
        global $DB;
        $row = $this->get($kind, $key);
        if (!$row) {
            $row = $this->blank($kind, $key);
        } else if (!array_diff_assoc(array_map('strval', $values), array_map('strval', (array)$row))) {
            return;
        }
        foreach ($values + ['jobid' => $this->jobid, 'timemodified' => time()] as $column => $value) {
            $row->$column = $value;
        }
        if (empty($row->id)) {
            $row->id = $DB->insert_record(self::TABLE, $row);
            $this->rows[$kind][$key] = $row;
        } else {
            $DB->update_record(self::TABLE, $row);
        }
    }

    /**
     * A new row.
     *
     * @param string $kind
     * @param string $key
     * @return \stdClass
     */
    private function blank(string $kind, string $key): \stdClass {
        return (object)[
            'courseid' => $this->courseid,
            'kind' => $kind,
            'itemkey' => $key,
            'itemid' => 0,
            'fingerprint' => '',
            'parts' => '',
            'source' => '',
            'sourceparts' => '',
            'pending' => '',
        ];
    }
}
