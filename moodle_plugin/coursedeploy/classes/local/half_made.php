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

use local_coursedeploy\local\reconcile\importer;

/**
 * What a publication had begun to bring into a course when it broke off.
 *
 * What came in only in part and nobody has touched is removed, to be brought in again. What is whole, or what anybody has touched,
 * stays and is ours: the three-way rule decides about it as about everything else.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class half_made {

    /** Base of what was edited before it was whole: it is equal to nothing. */
    const EDITED = 'unknown';

    /** @var census */
    private $census;

    /**
     * Constructor.
     *
     * @param census $census of the live course
     */
    public function __construct(census $census) {
        $this->census = $census;
    }

    /**
     * Removes or adopts all of it.
     *
     * @return bool whether anything was changed
     */
    public function settle(): bool {
        $changed = false;
        foreach ($this->census->bases()->all('activity') as $key => $row) {
            if ($row->pending !== '' && $row->source === '') {
                $changed = ($row->fingerprint === '' ? $this->settle_part((string)$key, $row)
                    : $this->settle_whole((string)$key, $row)) || $changed;
            }
        }
        return $changed;
    }

    /**
     * Settles what had not come in as a whole.
     *
     * @param string $key
     * @param \stdClass $row what is known of it
     * @return bool whether anything was changed
     */
    private function settle_part(string $key, \stdClass $row): bool {
        global $DB;
        $cm = $this->census->cms_by_key()[$key] ?? null;
        if ($cm && ($this->is_newer($cm, (int)$row->timemodified) || touched::by_anybody((int)$cm->id))) {
            $isedited = $this->is_newer($cm, (int)$row->timemodified);
            $live = $this->census->fingerprint((int)$cm->id);
            $this->census->bases()->close('activity', $key, (int)$cm->id, $isedited ? self::EDITED : $live->all(), $live->parts());
            return true;
        }
        $where = ['course' => $this->census->courseid(), 'idnumber' => $key];
        $found = $DB->get_fieldset_select('course_modules', 'id', 'course = :course AND idnumber = :idnumber', $where);
        foreach ($found as $id) {
            importer::remove_half_made((int)$id);
        }
        return (bool)$found;
    }

    /**
     * Settles what had come in as a whole: if it is not as we left it, a person has edited it.
     *
     * @param string $key
     * @param \stdClass $row what is known of it
     * @return bool whether anything was changed
     */
    private function settle_whole(string $key, \stdClass $row): bool {
        $cm = $this->census->cms_by_key()[$key] ?? null;
        if (!$cm || (int)$cm->id !== (int)$row->itemid) {
            return false;
        }
        $live = $this->census->fingerprint((int)$cm->id);
        $made = new fingerprint($row->fingerprint, (array)json_decode((string)$row->parts, true) + $live->parts());
        if ($live->with_own_parts_of($made)->all() === $live->all()) {
            return false;
        }
        $this->census->bases()->close('activity', $key, (int)$cm->id, $row->fingerprint, $made->parts());
        return true;
    }

    /**
     * Whether an activity says of itself that it was changed after we had begun to bring it in. What comes from a package bears
     * the package's date.
     *
     * @param \cm_info $cm
     * @param int $time
     * @return bool
     */
    private function is_newer(\cm_info $cm, int $time): bool {
        global $DB;
        $row = $DB->get_record($cm->modname, ['id' => $cm->instance], '*', MUST_EXIST);
        return (int)($row->timemodified ?? 0) > $time;
    }
}
