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

use local_coursedeploy\local\reconcile\questions;

/**
 * A census as a web service answers it.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class inventory_answer {

    /** @var census */
    private $census;

    /** @var bases */
    private $bases;

    /** @var drift */
    private $drift;

    /** @var traces */
    private $traces;

    /**
     * Constructor.
     *
     * @param census $census
     */
    public function __construct(census $census) {
        $this->census = $census;
        $this->bases = $census->bases();
        $this->drift = new drift($census);
        $this->traces = new traces($census->courseid(), $census->cms(), $census->usage());
    }

    /**
     * The answer.
     *
     * @return array
     */
    public function to_array(): array {
        $course = get_course($this->census->courseid());
        return [
            'courseid' => (int)$course->id,
            'idnumber' => (string)$course->idnumber,
            'shortname' => $course->shortname,
            'fullname' => $course->fullname,
            'url' => (new \moodle_url('/course/view.php', ['id' => $course->id]))->out(false),
            'visible' => (bool)$course->visible,
            'categoryid' => (int)$course->category,
            'state' => $this->census->state(),
            'published' => $this->published(),
            'sections' => $this->sections(),
            'activities' => $this->activities(),
            'deleted' => $this->drift->deleted(),
            'questions' => $this->questions(),
            'others' => $this->others(),
            'snapshots' => $this->snapshots(),
        ];
    }

    /**
     * The last publication.
     *
     * @return array
     */
    private function published(): array {
        $row = $this->bases->get('published', 'published');
        $told = $row ? (json_decode((string)$row->sourceparts, true) ?: []) : [];
        return $told + ['requestid' => '', 'sha1' => '', 'time' => 0, 'label' => ''];
    }

    /**
     * The sections.
     *
     * @return array[]
     */
    private function sections(): array {
        $sections = [];
        foreach ($this->census->sections() as $id => $section) {
            $key = $this->census->section_key($id);
            $sections[] = [
                'id' => $id,
                'key' => $key,
                'number' => $section->number(),
                'name' => $section->get('name'),
                'visible' => (bool)$section->get('visible'),
                'delegated' => $section->is_delegated(),
                'place' => $this->drift->place($id),
            ] + $this->prints('section', $key, $section->fingerprint());
        }
        return $sections;
    }

    /**
     * The activities in the order of the course.
     *
     * @return array[]
     */
    private function activities(): array {
        $cms = $this->census->cms();
        $activities = [];
        foreach ($this->census->sections() as $section) {
            foreach ($section->sequence() as $position => $cmid) {
                if (isset($cms[$cmid])) {
                    $activities[] = $this->activity($cms[$cmid], $section, $position);
                }
            }
        }
        return $activities;
    }

    /**
     * One activity.
     *
     * @param \cm_info $cm
     * @param section_row $section
     * @param int $position
     * @return array
     */
    private function activity(\cm_info $cm, section_row $section, int $position): array {
        $fingerprint = $this->census->fingerprint((int)$cm->id);
        $base = $this->bases->get('activity', (string)$cm->idnumber);
        $usage = $this->census->usage();
        return [
            'cmid' => (int)$cm->id,
            'instance' => (int)$cm->instance,
            'modname' => $cm->modname,
            'idnumber' => (string)$cm->idnumber,
            'name' => (string)$cm->name,
            'sectionid' => $section->id(),
            'section' => $section->number(),
            'position' => $position,
            'visible' => (bool)$cm->visible,
            'owned' => $this->census->owns($cm),
            'onlyvisibility' => $this->drift->is_only_visibility($cm),
            'parts' => json_encode($fingerprint->parts()),
            'baseparts' => (string)($base->parts ?? ''),
            'sourceparts' => (string)($base->sourceparts ?? ''),
            'pending' => (string)($base->pending ?? ''),
            'userdata' => $usage->records($cm),
            'completions' => $usage->completions($cm),
            'grades' => $usage->grades($cm),
            'touched' => $this->traces->are_in((int)$cm->id),
        ] + $usage->mark($cm) + $this->prints('activity', (string)$cm->idnumber, $fingerprint->all());
    }

    /**
     * The questions.
     *
     * @return array[]
     */
    private function questions(): array {
        return array_map(function(array $question): array {
            $base = $this->bases->get('question', (string)$question['idnumber']);
            return [
                'idnumber' => (string)$question['idnumber'],
                'quiz' => (string)$question['quiz'],
                'version' => (int)$question['version'],
                'hash' => (string)$question['hash'],
                'base' => (string)($base->fingerprint ?? ''),
                'source' => (string)($base->source ?? ''),
                'attempts' => (int)$question['attempts'],
            ];
        }, self::questions_of($this->census->courseid()));
    }

    /**
     * The questions that have an identification number.
     *
     * @param int $courseid
     * @return array[]
     */
    public static function questions_of(int $courseid): array {
        return array_values(array_filter(questions::inventory($courseid), function(array $question): bool {
            return (string)$question['idnumber'] !== '';
        }));
    }

    /**
     * What belongs to the course as a whole.
     *
     * @return array[]
     */
    private function others(): array {
        $others = [];
        foreach ($this->census->others() as $kind => $fingerprint) {
            $others[] = ['kind' => $kind] + $this->prints($kind, $kind, $fingerprint);
        }
        return $others;
    }

    /**
     * The snapshots.
     *
     * @return array[]
     */
    private function snapshots(): array {
        return array_map(function(\stdClass $row): array {
            return [
                'id' => (int)$row->id,
                'time' => (int)$row->timecreated,
                'bytes' => (int)$row->bytes,
                'requestid' => $row->requestid,
            ];
        }, (new snapshots($this->census->courseid()))->all());
    }

    /**
     * What tells edits from publications.
     *
     * @param string $kind
     * @param string $key
     * @param string $fingerprint
     * @return array
     */
    private function prints(string $kind, string $key, string $fingerprint): array {
        $base = $key === '' ? null : $this->bases->get($kind, $key);
        return [
            'fingerprint' => $fingerprint,
            'base' => (string)($base->fingerprint ?? ''),
            'source' => (string)($base->source ?? ''),
        ];
    }
}
