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
 * What a course holds, by identification number, so that a caller can see that nothing is missing.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class inventory {

    /** @var \course_modinfo */
    private $modinfo;

    /**
     * Constructor.
     *
     * @param int $courseid
     */
    public function __construct(int $courseid) {
        // User -1: the course as it is, not as one person sees it.
        $this->modinfo = get_fast_modinfo($courseid, -1);
    }

    /**
     * The sections in their order.
     *
     * @return array[] id, number, name (as stored, '' when it has none), visible
     */
    public function sections(): array {
        $sections = [];
        foreach ($this->modinfo->get_section_info_all() as $section) {
            $sections[] = [
                'id' => (int)$section->id,
                'number' => (int)$section->section,
                'name' => (string)$section->name,
                'visible' => (bool)$section->visible,
            ];
        }
        return $sections;
    }

    /**
     * The activities in their order.
     *
     * @return array[] cmid, modname, idnumber, section (number), name, visible
     */
    public function activities(): array {
        $activities = [];
        foreach ($this->modinfo->get_cms() as $cm) {
            if ($cm->deletioninprogress) {
                continue;
            }
            $activities[] = [
                'cmid' => (int)$cm->id,
                'modname' => $cm->modname,
                'idnumber' => (string)$cm->idnumber,
                'section' => (int)$cm->sectionnum,
                'name' => (string)$cm->name,
                'visible' => (bool)$cm->visible,
            ];
        }
        return $activities;
    }
}
