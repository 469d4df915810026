<?php
// What a teacher leaves with the learners of a course: marks by a rubric, overridden marks, a workshop led to its
// assessments, completions given by hand, badges, groups, a competency. Used by drill_learners.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/mod/assign/locallib.php');
require_once($CFG->dirroot . '/mod/workshop/locallib.php');
require_once($CFG->dirroot . '/group/lib.php');
require_once($CFG->libdir . '/gradelib.php');
require_once($CFG->libdir . '/badgeslib.php');
require_once($CFG->libdir . '/completionlib.php');

final class live_test_teacher {
    private int $courseid;
    /** @var int[] */
    private array $people;
    /** @var int[] how often each thing was done */
    public array $done = [];

    public function __construct(int $courseid, array $people) {
        $this->courseid = $courseid;
        $this->people = $people;
    }

    /** The activities of a course by idnumber. */
    public static function modules(int $courseid): array {
        $found = [];
        foreach (get_fast_modinfo($courseid, -1)->get_cms() as $cm) {
            $found[$cm->idnumber] = $cm;
        }
        return $found;
    }

    public function work(): void {
        foreach (self::modules($this->courseid) as $cm) {
            if (method_exists($this, "mark_$cm->modname")) {
                $this->{"mark_$cm->modname"}($cm);
            }
        }
        $this->override_marks();
        $this->complete();
        $this->give();
        grade_regrade_final_grades($this->courseid);
    }

    private function count(string $what): void {
        $this->done[$what] = ($this->done[$what] ?? 0) + 1;
    }

    /** Three of four papers, the second time with words. */
    private function mark_assign(cm_info $cm): void {
        global $DB;
        $assign = new assign($cm->context, null, null);
        foreach (array_slice($this->people, 0, 3) as $position => $userid) {
            $assign->save_grade($userid, (object)(['grade' => 60 + $position, 'attemptnumber' => -1, 'addattempt' => 0,
                'assignfeedbackcomments_editor' => ['text' => "<p>Bien $position</p>", 'format' => FORMAT_HTML],
                'applytoall' => 0] + $this->rubric($cm, $position)));
            $this->count('assign marks');
        }
    }

    private function rubric(cm_info $cm, int $position): array {
        global $DB;
        $sql = "SELECT c.id FROM {gradingform_rubric_criteria} c JOIN {grading_definitions} d ON d.id = c.definitionid
                  JOIN {grading_areas} a ON a.id = d.areaid WHERE a.contextid = ? ORDER BY c.sortorder, c.id";
        $criteria = [];
        foreach ($DB->get_fieldset_sql($sql, [$cm->context->id]) as $criterion) {
            $levels = array_keys($DB->get_records('gradingform_rubric_levels', ['criterionid' => $criterion], 'score'));
            $criteria[$criterion] = ['levelid' => $levels[$position % count($levels)], 'remark' => "Remarque $position",
                'remarkformat' => FORMAT_HTML];
        }
        return $criteria ? ['advancedgrading' => ['criteria' => $criteria]] : [];
    }

    /** Each paper is read by the next person; three of four have given their marks. */
    private function mark_workshop(cm_info $cm): void {
        global $DB;
        $record = $DB->get_record('workshop', ['id' => $cm->instance], '*', MUST_EXIST);
        $workshop = new workshop($record, $cm, get_course($this->courseid));
        $workshop->switch_phase(workshop::PHASE_ASSESSMENT);
        foreach ($this->people as $position => $userid) {
            $submission = $workshop->get_submission_by_author($userid);
            $workshop->add_allocation($submission, $this->people[($position + 1) % count($this->people)]);
        }
        $aspects = $DB->get_fieldset_select('workshopform_accumulative', 'id', 'workshopid = ?', [$cm->instance]);
        $assessments = array_values($DB->get_records_sql('SELECT a.* FROM {workshop_assessments} a JOIN {workshop_submissions} s
            ON s.id = a.submissionid WHERE s.workshopid = ? ORDER BY a.id', [$cm->instance]));
        foreach (array_slice($assessments, 0, 3) as $assessment) {
            foreach ($aspects as $aspect) {
                $DB->insert_record('workshop_grades', (object)['assessmentid' => $assessment->id, 'strategy' => 'accumulative',
                    'dimensionid' => $aspect, 'grade' => 7, 'peercomment' => '<p>Clair</p>', 'peercommentformat' => FORMAT_HTML]);
            }
            $workshop->set_peer_grade($assessment->id, 70);
            $this->count('workshop assessments');
        }
    }

    /** Two marks are corrected by hand in the gradebook. */
    private function override_marks(): void {
        foreach (['quiz', 'assign'] as $type) {
            $items = grade_item::fetch_all(['courseid' => $this->courseid, 'itemtype' => 'mod', 'itemmodule' => $type]);
            foreach ($items ?: [] as $item) {
                $mark = $item->grademax * 0.55;
                if (!$item->update_final_grade($this->people[1], $mark, 'gradebook', '<p>Revu</p>', FORMAT_HTML)) {
                    throw new coding_exception("no override in $type");
                }
                $this->count('overridden marks');
            }
        }
    }

    private function complete(): void {
        $completion = new completion_info(get_course($this->courseid));
        foreach (self::modules($this->courseid) as $cm) {
            if ($cm->completion == COMPLETION_TRACKING_AUTOMATIC) {
                $completion->update_state($cm, COMPLETION_COMPLETE, $this->people[3], true);
                $this->count('completions by hand');
            }
        }
    }

    /** Badges, membership of groups, a competency rated. */
    private function give(): void {
        global $DB;
        foreach ($DB->get_fieldset_select('badge', 'id', 'courseid = ?', [$this->courseid]) as $id) {
            (new badge($id))->issue($this->people[0], true);
            $this->count('badges');
        }
        foreach ($DB->get_fieldset_select('groups', 'id', 'courseid = ?', [$this->courseid]) as $group) {
            groups_add_member($group, $this->people[0]);
            groups_add_member($group, $this->people[1]);
            $this->count('groups');
        }
        foreach ($DB->get_fieldset_select('competency_coursecomp', 'competencyid', 'courseid = ?', [$this->courseid]) as $id) {
            \core_competency\api::grade_competency_in_course($this->courseid, $this->people[0], $id, 1);
            $this->count('competencies');
        }
    }
}
