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

use local_coursedeploy\local\reconcile\plain;
use local_coursedeploy\local\reconcile\registry;

defined('MOODLE_INTERNAL') || die();

global $CFG;
// Handlers look at questions; older releases do not find these classes by themselves.
require_once($CFG->libdir . '/questionlib.php');

/**
 * Everything about a live course that a publication depends on: what is there, what of it is ours and as we left it, who uses it.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class census {

    /** @var int */
    private $courseid;

    /** @var bases */
    private $bases;

    /** @var \course_modinfo */
    private $modinfo;

    /** @var section_row[] by id */
    private $sections;

    /** @var fingerprint[] course module id => fingerprint */
    private $fingerprints = [];

    /** @var string[] kind => fingerprint */
    private $others = [];

    /** @var usage */
    private $usage;

    /** @var string identification number of the course */
    private $idnumber;

    /**
     * Looks at a course.
     *
     * @param int $courseid
     * @param bases|null $bases when they are read already
     */
    public function __construct(int $courseid, ?bases $bases = null) {
        $this->courseid = $courseid;
        $this->bases = $bases ?? new bases($courseid);
        // User -1: the course as it is, not as one person sees it.
        $this->modinfo = get_fast_modinfo($courseid, -1);
        $this->idnumber = (string)$this->modinfo->get_course()->idnumber;
        $this->sections = section_row::of_course($courseid);
        $this->usage = new usage($courseid);
        foreach ($this->cms() as $cm) {
            $this->fingerprints[(int)$cm->id] = fingerprint::of_activity($cm);
        }
        foreach ($this->sections as $section) {
            // Worked out now, to be compared with what is found when the section is written.
            $section->fingerprint();
        }
        $this->others = self::fingerprints_of_others($courseid);
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
     * What was last published.
     *
     * @return bases
     */
    public function bases(): bases {
        return $this->bases;
    }

    /**
     * The activities.
     *
     * @return \cm_info[] by id, without those that are being deleted
     */
    public function cms(): array {
        return array_filter($this->modinfo->get_cms(), function(\cm_info $cm): bool {
            return !$cm->deletioninprogress;
        });
    }

    /**
     * The activities that have an identification number.
     *
     * @return \cm_info[] by identification number
     */
    public function cms_by_key(): array {
        $cms = [];
        foreach ($this->cms() as $cm) {
            if ((string)$cm->idnumber !== '') {
                $cms[$cm->idnumber] = $cm;
            }
        }
        return $cms;
    }

    /**
     * The sections.
     *
     * @return section_row[] by id, in their order
     */
    public function sections(): array {
        return $this->sections;
    }

    /**
     * Whether an activity was looked at.
     *
     * @param int $cmid
     * @return bool
     */
    public function has_seen(int $cmid): bool {
        return isset($this->fingerprints[$cmid]);
    }

    /**
     * The fingerprint of an activity.
     *
     * @param int $cmid
     * @return fingerprint
     */
    public function fingerprint(int $cmid): fingerprint {
        return $this->fingerprints[$cmid];
    }

    /**
     * Looks at an activity again: at what is its own, since steps of a publication in other places move the rest.
     *
     * @param int $cmid
     * @return bool whether it was changed since it was looked at last
     */
    public function look_again(int $cmid): bool {
        $now = fingerprint::of_activity(get_fast_modinfo($this->courseid, -1)->get_cm($cmid));
        $before = $this->fingerprints[$cmid] ?? null;
        $this->fingerprints[$cmid] = $before ? $before->with_own_parts_of($now) : $now;
        return $before && $before->all() !== $this->fingerprints[$cmid]->all();
    }

    /**
     * Whether something that belongs to the course as a whole was changed since it was looked at last.
     *
     * @param string $kind
     * @return bool
     */
    public function is_moved(string $kind): bool {
        return self::fingerprint_of_other($this->courseid, $kind) !== ($this->others[$kind] ?? '');
    }

    /**
     * Looks at something that belongs to the course as a whole again.
     *
     * @param string $kind
     * @return void
     */
    public function look_again_at(string $kind): void {
        $this->others[$kind] = self::fingerprint_of_other($this->courseid, $kind);
    }

    /**
     * Counts again who uses what.
     *
     * @return void
     */
    public function count_again(): void {
        $this->usage = new usage($this->courseid);
    }

    /**
     * The fingerprints of what belongs to the course as a whole.
     *
     * @return string[] kind => sha1
     */
    public function others(): array {
        return $this->others;
    }

    /**
     * Who uses what.
     *
     * @return usage
     */
    public function usage(): usage {
        return $this->usage;
    }

    /**
     * Whether an activity came with a publication. In a course from before anything was written down (first version of the
     * interface) its number must do: such activities may be brought up to date, but see published() for all the rest.
     *
     * @param \cm_info $cm
     * @return bool
     */
    public function owns(\cm_info $cm): bool {
        $isearly = !$this->bases->all('activity') && $this->idnumber !== '';
        return $this->published($cm) || ($isearly && strpos((string)$cm->idnumber, $this->idnumber . '/') === 0);
    }

    /**
     * Whether we have written down that an activity came with a publication. A teacher's own may bear a number that looks
     * like ours.
     *
     * @param \cm_info $cm
     * @return bool
     */
    public function published(\cm_info $cm): bool {
        $row = (string)$cm->idnumber === '' ? null : $this->bases->get('activity', (string)$cm->idnumber);
        return $row && ((int)$row->itemid === (int)$cm->id || !(int)$row->itemid);
    }

    /**
     * Whether an activity is ours and, but for being shown or hidden, exactly as we left it. Only such a one may be removed.
     *
     * @param \cm_info $cm
     * @return bool
     */
    public function is_as_left(\cm_info $cm): bool {
        $row = $this->published($cm) ? $this->bases->get('activity', (string)$cm->idnumber) : null;
        if (!$row || !(int)$row->itemid || $row->fingerprint === '') {
            return false;
        }
        $then = (string)$row->fingerprint;
        return in_array($then, [$this->fingerprint((int)$cm->id)->all(), fingerprint::of_activity($cm, '1')->all(),
            fingerprint::of_activity($cm, '0')->all()], true);
    }

    /**
     * The key of a section.
     *
     * @param int $sectionid
     * @return string '' for one that is not ours
     */
    public function section_key(int $sectionid): string {
        foreach ($this->bases->all('section') as $key => $row) {
            if ((int)$row->itemid === $sectionid) {
                return (string)$key;
            }
        }
        return '';
    }

    /**
     * One figure for all of it: it moves when anything moves that a plan depends on. That learners use something counts, but not
     * how many or how much.
     *
     * @return string sha1
     */
    public function state(): string {
        $state = ['visible' => (int)$this->modinfo->get_course()->visible, 'others' => $this->others];
        foreach ($this->sections as $id => $section) {
            $state['sections'][] = [$id, $section->number(), $section->fingerprint(), $section->sequence()];
        }
        foreach ($this->cms() as $cm) {
            $state['activities'][] = [
                (int)$cm->id,
                $this->fingerprints[$cm->id]->all(),
                $this->usage->is_used($cm),
                $this->usage->completions($cm) > 0,
                $this->usage->grades($cm) > 0,
            ];
        }
        foreach ($this->bases->export() as $row) {
            $state['bases'][] = array_map('strval', $row);
        }
        return plain::digest($state);
    }

    /**
     * The fingerprints of what belongs to a course as a whole.
     *
     * @param int $courseid
     * @return string[] kind => sha1
     */
    public static function fingerprints_of_others(int $courseid): array {
        $others = [];
        foreach (array_merge(['course'], array_keys(registry::aspects())) as $kind) {
            $others[$kind] = self::fingerprint_of_other($courseid, $kind);
        }
        return $others;
    }

    /**
     * The fingerprint of one thing that belongs to a course as a whole.
     *
     * @param int $courseid
     * @param string $kind
     * @return string sha1
     */
    private static function fingerprint_of_other(int $courseid, string $kind): string {
        return $kind === 'course' ? (new course_row($courseid))->fingerprint()
            : plain::digest(registry::aspects()[$kind]->content($courseid));
    }
}
