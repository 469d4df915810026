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
 * Badges of the course, known by name. A new one arrives inactive: a person decides when it is awarded. One that is active or was
 * awarded keeps its criteria and its texts.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class badges extends planned_aspect {

    /** Columns of a badge that its author fills. Some releases lack some. */
    const TEXTS = ['description', 'messagesubject', 'message', 'issuername', 'issuerurl', 'issuercontact', 'imagecaption',
        'language', 'version', 'imageauthorname', 'imageauthoremail', 'imageauthorurl', 'expiredate', 'expireperiod', 'attachment',
        'notification'];

    /** Kinds of criterion whose parameters name activities or courses, and as what. */
    const NAMED = [1 => 'course_module', 4 => 'course'];

    /**
     * Kind.
     *
     * @return string
     */
    public function kind(): string {
        return 'badges';
    }

    /**
     * Badges by name.
     *
     * @param int $courseid
     * @return array
     */
    public function content(int $courseid): array {
        $content = [];
        foreach (rows::of('badge', ['courseid' => $courseid], 'name, id') as $badge) {
            $criteria = [];
            foreach (rows::of('badge_criteria', ['badgeid' => $badge->id], 'criteriatype, id') as $criterion) {
                $criteria[] = [plain::value($criterion->criteriatype), plain::value($criterion->method),
                    plain::value($criterion->description)];
            }
            $content[] = [$badge->name, plain::row(rows::only($badge, self::TEXTS)), $criteria];
        }
        return $content;
    }

    /**
     * Rights.
     *
     * @return string[]
     */
    public function capabilities(): array {
        return ['moodle/badges:createbadge', 'moodle/badges:configuredetails', 'moodle/badges:configurecriteria'];
    }

    /**
     * The word for one of these things in the report.
     *
     * @return string
     */
    protected function word(): string {
        return 'badge';
    }

    /**
     * Badges.
     *
     * @param run $run
     * @return todo
     */
    protected function plan(run $run): todo {
        $todo = new todo();
        $present = rows::by(rows::of('badge', ['courseid' => $run->live()]), 'name');
        foreach (rows::of('badge', ['courseid' => $run->stage()]) as $badge) {
            $twin = $present[$badge->name] ?? null;
            if ($twin) {
                $this->plan_texts($todo, $run, $badge, $twin);
            } else {
                $todo->tell('badge', $badge->name, 'added');
                $todo->add('badges', function() use ($run, $badge) {
                    $this->move($run, $badge);
                });
            }
        }
        return $todo;
    }

    /**
     * Texts and picture of a badge that both have.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $badge
     * @param \stdClass $twin
     * @return void
     */
    private function plan_texts(todo $todo, run $run, \stdClass $badge, \stdClass $twin): void {
        global $DB;
        $different = rows::differences(rows::only($badge, self::TEXTS), $twin);
        $picture = new files($this->area($run->stage(), (int)$badge->id), $this->area($run->live(), (int)$twin->id));
        if (!$different && !$picture->differ()) {
            return;
        }
        $awarded = $DB->record_exists('badge_issued', ['badgeid' => $twin->id]);
        if ($awarded || (int)$twin->status !== 0) {
            $todo->note('badgelocked', $twin->name);
            return;
        }
        $todo->tell('badge', $twin->name, 'updated');
        $todo->add('badges', function() use ($twin, $different, $picture) {
            rows::change('badge', (int)$twin->id, $different + ['timemodified' => time()]);
            $picture->copy();
        });
    }

    /**
     * Moves a badge out of the staging course, which is thrown away, into the live one.
     *
     * @param run $run
     * @param \stdClass $badge
     * @return void
     */
    private function move(run $run, \stdClass $badge): void {
        rows::change('badge', (int)$badge->id, ['courseid' => $run->live(), 'status' => 0]);
        $from = $this->area($run->stage(), (int)$badge->id);
        $run->copy_files($from, $this->area($run->live(), (int)$badge->id));
        // What stays would go to the site with the staging course, and then core could never delete the live one.
        get_file_storage()->delete_area_files($from['contextid'], $from['component'], $from['filearea'], $from['itemid']);
        foreach (rows::of('badge_criteria', ['badgeid' => $badge->id]) as $criterion) {
            $what = self::NAMED[(int)$criterion->criteriatype] ?? '';
            foreach ($what ? rows::of('badge_criteria_param', ['critid' => $criterion->id]) : [] as $parameter) {
                $this->move_parameter($run, $what, $parameter);
            }
        }
    }

    /**
     * Lets a parameter of a criterion name what is in the live course.
     *
     * @param run $run
     * @param string $what
     * @param \stdClass $parameter
     * @return void
     */
    private function move_parameter(run $run, string $what, \stdClass $parameter): void {
        global $DB;
        if (!preg_match('~^([a-z]+)_(\d+)$~', $parameter->name, $match)) {
            return;
        }
        $twin = $run->twins()->of($what, (int)$match[2]);
        if (!$twin) {
            $DB->delete_records('badge_criteria_param', ['id' => $parameter->id]);
            return;
        }
        $value = $parameter->value === $match[2] ? (string)$twin : $parameter->value;
        rows::change('badge_criteria_param', (int)$parameter->id, ['name' => "{$match[1]}_$twin", 'value' => $value]);
    }

    /**
     * Where the picture of a badge lies.
     *
     * @param int $courseid
     * @param int $badgeid
     * @return array as files wants it
     */
    private function area(int $courseid, int $badgeid): array {
        return [
            'contextid' => \context_course::instance($courseid)->id,
            'component' => 'badges',
            'filearea' => 'badgeimage',
            'itemid' => $badgeid,
        ];
    }
}
