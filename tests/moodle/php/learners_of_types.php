<?php
// Lets two learners leave something in an activity of every type, through Moodle's own functions where it has such ones.
// Arguments: COURSEID USERID USERID. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/mod/quiz/locallib.php');
require_once($CFG->dirroot . '/mod/forum/lib.php');
require_once($CFG->dirroot . '/mod/scorm/locallib.php');
require_once($CFG->libdir . '/gradelib.php');

/** What learners do in one course. */
final class live_test_learners {
    private int $courseid;
    /** @var cm_info[] by key */
    private array $cms = [];

    public function __construct(int $courseid) {
        $this->courseid = $courseid;
        foreach (get_fast_modinfo($courseid, -1)->get_cms() as $cm) {
            $this->cms[$cm->idnumber] = $cm;
        }
    }

    public function work(int $userid): void {
        \core\session\manager::set_user(core_user::get_user($userid));
        foreach ($this->cms as $key => $cm) {
            if (method_exists($this, $key)) {
                $this->$key($cm, $userid);
            }
            $this->complete($cm, $userid);
        }
        \core\session\manager::set_user(get_admin());
    }

    private function complete(cm_info $cm, int $userid): void {
        global $DB;
        $state = ['coursemoduleid' => $cm->id, 'userid' => $userid];
        if (!$DB->record_exists('course_modules_completion', $state)) {
            $this->put('course_modules_completion', $state + ['completionstate' => 1]);
        }
    }

    /** Inserts a row; what it lacks is 0 or '', as far as the table asks for it. */
    private function put(string $table, array $values): int {
        global $DB;
        foreach ($DB->get_columns($table) as $name => $column) {
            if ($name !== 'id' && !isset($values[$name]) && $column->not_null && !$column->has_default) {
                $values[$name] = in_array($column->meta_type, ['I', 'N', 'R', 'F']) ? 0 : '';
            }
        }
        $known = array_intersect_key($values, $DB->get_columns($table));
        return $DB->insert_record($table, (object)$known);
    }

    /** The ids of the author's rows of a table, in their order. */
    private function ids(string $table, string $column, int $instance): array {
        global $DB;
        return array_map('intval', array_keys($DB->get_records($table, [$column => $instance], 'id', 'id')));
    }

    private function grade(cm_info $cm, int $userid, float $mark, int $number = 0): void {
        grade_update("mod/$cm->modname", $this->courseid, 'mod', $cm->modname, $cm->instance, $number,
            ['userid' => $userid, 'rawgrade' => $mark]);
    }

    private function quiz(cm_info $cm, int $userid): void {
        $this->attempt($cm, $userid, 1, true);
        $this->attempt($cm, $userid, 2, false);
    }

    private function attempt(cm_info $cm, int $userid, int $number, bool $finish): void {
        $class = class_exists('\mod_quiz\quiz_settings') ? '\mod_quiz\quiz_settings' : 'quiz';
        $quiz = $class::create($cm->instance, $userid);
        $usage = question_engine::make_questions_usage_by_activity('mod_quiz', $quiz->get_context());
        $usage->set_preferred_behaviour($quiz->get_quiz()->preferredbehaviour);
        $attempt = quiz_create_attempt($quiz, $number, false, time(), false, $userid);
        quiz_start_new_attempt($quiz, $usage, $attempt, $number, time());
        quiz_attempt_save_started($quiz, $usage, $attempt);
        $class = class_exists('\mod_quiz\quiz_attempt') ? '\mod_quiz\quiz_attempt' : 'quiz_attempt';
        $object = $class::create($attempt->id);
        $answers = [];
        foreach ($object->get_slots() as $slot) {
            $right = $object->get_question_attempt($slot)->get_correct_response();
            $answers[$slot] = $right ?: [];
        }
        $object->process_submitted_actions(time(), false, $answers);
        if ($finish) {
            $this->finish($class::create($attempt->id));
        }
    }

    private function finish(object $attempt): void {
        if (method_exists($attempt, 'process_submit')) {
            $attempt->process_submit(time(), false);
            $attempt->process_grade_submission(time());
        } else {
            $attempt->process_finish(time(), false);
        }
    }

    private function scorm(cm_info $cm, int $userid): void {
        global $DB;
        foreach ($DB->get_records('scorm_scoes', ['scorm' => $cm->instance, 'scormtype' => 'sco']) as $sco) {
            scorm_insert_track($userid, $cm->instance, $sco->id, 1, 'cmi.core.lesson_status', 'passed');
            scorm_insert_track($userid, $cm->instance, $sco->id, 1, 'cmi.core.score.raw', '70');
        }
    }

    private function assign(cm_info $cm, int $userid): void {
        global $DB;
        $submission = $this->put('assign_submission', ['assignment' => $cm->instance, 'userid' => $userid, 'latest' => 1,
            'status' => 'submitted', 'timecreated' => 5, 'timemodified' => 5]);
        $this->put('assignsubmission_onlinetext', ['assignment' => $cm->instance, 'submission' => $submission,
            'onlinetext' => 'Mon devoir', 'onlineformat' => 1]);
        $grade = $this->put('assign_grades', ['assignment' => $cm->instance, 'userid' => $userid, 'grader' => 2, 'grade' => 71]);
        $area = $DB->get_record('grading_areas', ['contextid' => $cm->context->id]);
        $form = $DB->get_record('grading_definitions', ['areaid' => $area->id], '*', MUST_EXIST);
        $instance = $this->put('grading_instances', ['definitionid' => $form->id, 'raterid' => 2, 'itemid' => $grade, 'status' => 1]);
        foreach ($this->ids('gradingform_rubric_criteria', 'definitionid', (int)$form->id) as $criterion) {
            $levels = $this->ids('gradingform_rubric_levels', 'criterionid', $criterion);
            $this->put('gradingform_rubric_fillings', ['instanceid' => $instance, 'criterionid' => $criterion,
                'levelid' => end($levels), 'remark' => 'Bien', 'remarkformat' => 0]);
        }
        $this->grade($cm, $userid, 71);
    }

    private function forum(cm_info $cm, int $userid): void {
        forum_add_discussion((object)['course' => $this->courseid, 'forum' => $cm->instance, 'name' => 'Bonjour',
            'message' => 'Je me présente', 'messageformat' => 1, 'messagetrust' => 0, 'mailnow' => 0, 'groupid' => -1], null, null,
            $userid);
    }

    private function single(cm_info $cm, int $userid): void {
        global $DB;
        $discussion = $DB->get_record('forum_discussions', ['forum' => $cm->instance], '*', MUST_EXIST);
        $this->put('forum_posts', ['discussion' => $discussion->id, 'parent' => $discussion->firstpost, 'userid' => $userid,
            'subject' => 'Re', 'message' => 'De cela', 'messageformat' => 1, 'created' => 5, 'modified' => 5]);
    }

    private function feedback(cm_info $cm, int $userid): void {
        foreach (['feedback_completed' => 'feedback_value', 'feedback_completedtmp' => 'feedback_valuetmp'] as $table => $values) {
            $completed = $this->put($table, ['feedback' => $cm->instance, 'userid' => $userid, 'timemodified' => 5]);
            foreach ($this->ids('feedback_item', 'feedback', (int)$cm->instance) as $n => $item) {
                $this->put($values, ['item' => $item, 'completed' => $completed, 'value' => $n ? "Réponse $n" : '2']);
            }
        }
    }

    private function choice(cm_info $cm, int $userid): void {
        foreach (array_slice($this->ids('choice_options', 'choiceid', (int)$cm->instance), 0, 2) as $option) {
            $this->put('choice_answers', ['choiceid' => $cm->instance, 'userid' => $userid, 'optionid' => $option]);
        }
    }

    private function glossary(cm_info $cm, int $userid): void {
        $entry = $this->put('glossary_entries', ['glossaryid' => $cm->instance, 'userid' => $userid, 'concept' => "Mot $userid",
            'definition' => 'Sens', 'definitionformat' => 1, 'approved' => 1]);
        $categories = $this->ids('glossary_categories', 'glossaryid', (int)$cm->instance);
        $this->put('glossary_entries_categories', ['entryid' => $entry, 'categoryid' => end($categories)]);
    }

    private function data(cm_info $cm, int $userid): void {
        $record = $this->put('data_records', ['dataid' => $cm->instance, 'userid' => $userid, 'approved' => 1]);
        foreach ($this->ids('data_fields', 'dataid', (int)$cm->instance) as $field) {
            $this->put('data_content', ['fieldid' => $field, 'recordid' => $record, 'content' => "Contenu $field"]);
        }
    }

    private function wiki(cm_info $cm, int $userid): void {
        global $DB;
        $subwiki = $DB->get_field('wiki_subwikis', 'id', ['wikiid' => $cm->instance])
            ?: $this->put('wiki_subwikis', ['wikiid' => $cm->instance]);
        $page = $this->put('wiki_pages', ['subwikiid' => $subwiki, 'title' => "Page $userid", 'cachedcontent' => 'x',
            'userid' => $userid]);
        $this->put('wiki_versions', ['pageid' => $page, 'content' => 'x', 'contentformat' => 'html', 'version' => 1,
            'userid' => $userid]);
    }

    private function lesson(cm_info $cm, int $userid): void {
        foreach ($this->ids('lesson_pages', 'lessonid', (int)$cm->instance) as $n => $page) {
            $answers = $this->ids('lesson_answers', 'pageid', $page);
            if (!$n) {
                $this->put('lesson_branch', ['lessonid' => $cm->instance, 'userid' => $userid, 'pageid' => $page]);
                continue;
            }
            $this->put('lesson_attempts', ['lessonid' => $cm->instance, 'pageid' => $page, 'userid' => $userid,
                'answerid' => $answers[0], 'correct' => 1, 'useranswer' => '']);
        }
        $this->put('lesson_grades', ['lessonid' => $cm->instance, 'userid' => $userid, 'grade' => 100]);
        $this->put('lesson_timer', ['lessonid' => $cm->instance, 'userid' => $userid, 'starttime' => 5, 'lessontime' => 9]);
        $this->grade($cm, $userid, 88);
    }

    private function workshop(cm_info $cm, int $userid): void {
        $submission = $this->put('workshop_submissions', ['workshopid' => $cm->instance, 'authorid' => $userid, 'title' => 'Travail',
            'content' => 'Texte', 'contentformat' => 1]);
        $assessment = $this->put('workshop_assessments', ['submissionid' => $submission, 'reviewerid' => $userid, 'weight' => 1,
            'grade' => 50]);
        foreach ($this->ids('workshopform_accumulative', 'workshopid', (int)$cm->instance) as $aspect) {
            $this->put('workshop_grades', ['assessmentid' => $assessment, 'strategy' => 'accumulative', 'dimensionid' => $aspect,
                'grade' => 7]);
        }
        $this->grade($cm, $userid, 40);
        $this->grade($cm, $userid, 10, 1);
    }

    private function h5pactivity(cm_info $cm, int $userid): void {
        $attempt = $this->put('h5pactivity_attempts', ['h5pactivityid' => $cm->instance, 'userid' => $userid, 'attempt' => 1,
            'rawscore' => 3, 'maxscore' => 4, 'scaled' => 0.75]);
        $this->put('h5pactivity_attempts_results', ['attemptid' => $attempt, 'interactiontype' => 'choice', 'rawscore' => 3]);
        $this->grade($cm, $userid, 75);
    }

    private function lti(cm_info $cm, int $userid): void {
        $this->put('lti_submission', ['ltiid' => $cm->instance, 'userid' => $userid, 'gradepercent' => 60, 'originalgrade' => 60,
            'state' => 1]);
    }

    private function bigbluebuttonbn(cm_info $cm, int $userid): void {
        $this->put('bigbluebuttonbn_logs', ['courseid' => $this->courseid, 'bigbluebuttonbnid' => $cm->instance,
            'userid' => $userid, 'log' => 'Join', 'meetingid' => 'm']);
    }
}

$learners = new live_test_learners((int)$args[0]);
foreach (array_slice($args, 1) as $userid) {
    $learners->work((int)$userid);
}
grade_regrade_final_grades((int)$args[0]);
