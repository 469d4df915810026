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
 * What people have done in a course beside editing things: hidden or shown activities, deleted them, moved them elsewhere.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class drift {

    /** @var census */
    private $census;

    /**
     * Constructor.
     *
     * @param census $census
     */
    public function __construct(census $census) {
        $this->census = $census;
    }

    /**
     * Whether an activity is as we left it but for being hidden or shown by a person.
     *
     * @param \cm_info $cm
     * @return bool
     */
    public function is_only_visibility(\cm_info $cm): bool {
        $row = $this->census->bases()->get('activity', (string)$cm->idnumber);
        if (!$row || $row->fingerprint === '' || $row->pending !== '') {
            return false;
        }
        return $this->census->fingerprint((int)$cm->id)->all() !== $row->fingerprint
            && self::otherwise($cm)->all() === $row->fingerprint;
    }

    /**
     * The fingerprint that an activity would have if it were hidden instead of shown, or shown instead of hidden.
     *
     * @param \cm_info $cm
     * @return fingerprint
     */
    public static function otherwise(\cm_info $cm): fingerprint {
        return fingerprint::of_activity($cm, fingerprint::own_visibility($cm) ? '0' : '1');
    }

    /**
     * The activities of ours that were deleted on the site.
     *
     * @return array[] idnumber, and source: digest of what it was made from
     */
    public function deleted(): array {
        $cms = $this->census->cms_by_key();
        $deleted = [];
        foreach ($this->census->bases()->all('activity') as $key => $row) {
            if (!isset($cms[$key]) && $row->fingerprint !== '' && $row->source !== '' && $row->pending === '') {
                $deleted[] = ['idnumber' => (string)$key, 'source' => (string)$row->source];
            }
        }
        return $deleted;
    }

    /**
     * The place of a section among ours, at the last publication.
     *
     * @param int $sectionid
     * @return int -1 for not known
     */
    public function place(int $sectionid): int {
        $order = bases::sections_of($this->census->bases()->get('course', 'course'));
        $place = array_search($sectionid, $order, true);
        return $place === false ? -1 : $place;
    }
}
