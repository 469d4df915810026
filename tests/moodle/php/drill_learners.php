<?php
// Lets learners do everything that can be done in a course, through the functions that Moodle's own apps call as them;
// then a teacher gives marks. Arguments: COURSEID MODE USERID... (four). MODE `all`: whatever Moodle refuses is an error;
// `allowed`: they do what the course lets them do now. Prints how often each function was called.
// Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/mod/forum/lib.php');
require_once(__DIR__ . '/drill_teacher.php');

/** Four learners in one course: each answers otherwise. */
final class live_test_drill {
    private int $courseid;
    /** @var cm_info[] by idnumber */
    private array $cms;
    /** @var int[] calls by function */
    public array $calls = [];
    private int $number = 0;
    private bool $strict;

    public function __construct(int $courseid, bool $strict) {
        $this->courseid = $courseid;
        $this->strict = $strict;
        $this->cms = live_test_teacher::modules($courseid);
    }

    /** Everything one learner does. */
    public function work(int $userid, int $number): void {
        global $USER;
        \core\session\manager::set_user(core_user::get_user($userid));
        $this->number = $number;
        get_fast_modinfo($this->courseid, $userid);
        foreach ($this->cms as $cm) {
            if (method_exists($this, "do_$cm->modname")) {
                $this->use($cm, $USER);
            }
        }
        $this->course_wide();
    }

    private function use(cm_info $cm, stdClass $user): void {
        if (!$this->strict && !get_fast_modinfo($this->courseid, $user->id)->get_cm($cm->id)->uservisible) {
            $this->count("closed: $cm->modname");
            return;
        }
        try {
            $this->{"do_$cm->modname"}($cm, $user);
        } catch (moodle_exception $refusal) {
            if ($this->strict) {
                throw $refusal;
            }
            $this->count("refused: $cm->modname $refusal->errorcode");
        }
    }

    private function count(string $what): void {
        $this->calls[$what] = ($this->calls[$what] ?? 0) + 1;
    }

    /** One external function as the present user. */
    private function call(string $name, array $parameters): array {
        $info = \core_external\external_api::external_function_info($name);
        $values = \core_external\external_api::validate_parameters($info->parameters_desc, $parameters);
        $GLOBALS['PAGE']->reset_theme_and_output();
        $answer = call_user_func_array([$info->classname, $info->methodname], array_values($values));
        $said = array_filter((array)($answer['warnings'] ?? []));
        if ($said) {
            throw new coding_exception("$name: " . json_encode($said));
        }
        $this->count($name);
        return (array)$answer;
    }

    private function rows(string $table, array $where, string $sort = 'id'): array {
        return array_values($GLOBALS['DB']->get_records($table, $where, $sort));
    }

    /** A draft area with one file. */
    private function draft(string $name): int {
        global $USER;
        $item = file_get_unused_draft_itemid();
        get_file_storage()->create_file_from_string(['contextid' => context_user::instance($USER->id)->id, 'component' => 'user',
            'filearea' => 'draft', 'itemid' => $item, 'filepath' => '/', 'filename' => $name], "de $USER->username");
        return $item;
    }

    private function do_page(cm_info $cm): void {
        $this->call('mod_page_view_page', ['pageid' => $cm->instance]);
    }

    private function do_book(cm_info $cm): void {
        $chapters = $this->rows('book_chapters', ['bookid' => $cm->instance], 'pagenum');
        foreach (array_slice($chapters, 0, $this->number) as $chapter) {
            $this->call('mod_book_view_book', ['bookid' => $cm->instance, 'chapterid' => $chapter->id]);
        }
    }

    /** 1: right, 2: wrong, 3: answered and left open, 4: right, and a second time left open. */
    private function do_quiz(cm_info $cm): void {
        if (strpos($cm->idnumber, 'free') !== false) {
            return;
        }
        $this->attempt($cm, $this->number !== 2, $this->number !== 3);
        if ($this->number === 4) {
            $this->attempt($cm, false, false);
        }
    }

    private function attempt(cm_info $cm, bool $right, bool $finish): void {
        $attempt = (object)$this->call('mod_quiz_start_attempt', ['quizid' => $cm->instance])['attempt'];
        $data = [];
        $usage = question_engine::load_questions_usage_by_activity($attempt->uniqueid);
        foreach ($usage->get_slots() as $slot) {
            $question = $usage->get_question_attempt($slot);
            $given = ($right ? $question->get_correct_response() : $question->get_question()->prepare_simulated_post_data(
                ['answer' => '0'])) ?? [];
            $given[':sequencecheck'] = $question->get_sequence_check_count();
            foreach ($given as $name => $value) {
                $field = $name === ':sequencecheck' ? $question->get_control_field_name('sequencecheck')
                    : $question->get_qt_field_name($name);
                $data[] = ['name' => $field, 'value' => (string)$value];
            }
        }
        $this->call('mod_quiz_process_attempt', ['attemptid' => $attempt->id, 'data' => $data, 'finishattempt' => $finish]);
    }

    private function do_scorm(cm_info $cm): void {
        $scos = $this->rows('scorm_scoes', ['scorm' => $cm->instance, 'scormtype' => 'sco'], 'sortorder, id');
        foreach (array_slice($scos, 0, 2) as $position => $sco) {
            $this->call('mod_scorm_launch_sco', ['scormid' => $cm->instance, 'scoid' => $sco->id]);
            $done = $position < $this->number - 1 ? 'passed' : 'incomplete';
            $tracks = ['cmi.core.lesson_status' => $done, 'cmi.core.score.raw' => (string)(50 + $this->number),
                'cmi.suspend_data' => str_repeat("état $this->number;", 40), 'cmi.core.total_time' => '00:12:00.00'];
            $told = array_map(null, array_keys($tracks), array_values($tracks));
            $this->call('mod_scorm_insert_scorm_tracks', ['scoid' => $sco->id, 'attempt' => 1,
                'tracks' => array_map(fn($one) => ['element' => $one[0], 'value' => $one[1]], $told)]);
        }
    }

    private function do_assign(cm_info $cm): void {
        global $DB;
        $config = ['assignment' => $cm->instance, 'subtype' => 'assignsubmission', 'name' => 'enabled', 'value' => '1'];
        $kinds = $DB->get_fieldset_select('assign_plugin_config', 'plugin',
            'assignment = :assignment AND subtype = :subtype AND name = :name AND ' . $DB->sql_compare_text('value') . ' = :value',
            $config);
        $told = ['onlinetext_editor' => ['text' => "<p>Devoir de $this->number</p>", 'format' => FORMAT_HTML, 'itemid' => 0]];
        if (in_array('file', $kinds)) {
            $told['files_filemanager'] = $this->draft("devoir-$this->number.txt");
        }
        $this->call('mod_assign_save_submission', ['assignmentid' => $cm->instance, 'plugindata' => $told]);
    }

    private function do_forum(cm_info $cm): void {
        $discussions = $this->rows('forum_discussions', ['forum' => $cm->instance]);
        if (!$discussions && !forum_user_can_post_discussion($GLOBALS['DB']->get_record('forum', ['id' => $cm->instance]))) {
            return;
        }
        if (!$discussions) {
            $discussion = $this->call('mod_forum_add_discussion', ['forumid' => $cm->instance, 'subject' => 'Bonjour',
                'message' => "<p>Je suis $this->number</p>", 'options' => [
                    ['name' => 'attachmentsid', 'value' => (string)$this->draft("photo-$this->number.txt")]]]);
            $discussions = $this->rows('forum_discussions', ['id' => $discussion['discussionid']]);
        }
        $this->call('mod_forum_add_discussion_post', ['postid' => $discussions[0]->firstpost, 'subject' => 'Re',
            'message' => "<p>Réponse de $this->number</p>"]);
    }

    private function do_feedback(cm_info $cm): void {
        $this->call('mod_feedback_launch_feedback', ['feedbackid' => $cm->instance]);
        $given = [];
        foreach ($this->rows('feedback_item', ['feedback' => $cm->instance], 'position') as $item) {
            $picked = strpos($item->typ, 'multichoice') === 0;
            $value = $picked || $item->typ === 'numeric' ? (string)(1 + $this->number % 2) : "Avis $this->number";
            if ($item->hasvalue) {
                $given[] = ['name' => $item->typ . '_' . $item->id . ($picked ? '[0]' : ''), 'value' => $value];
            }
        }
        for ($page = $step = 0; $step < 9; $step++) {
            $done = $this->call('mod_feedback_process_page', ['feedbackid' => $cm->instance, 'page' => $page,
                'responses' => $given]);
            $page = $done['jumpto'];
            if ($done['completed']) {
                break;
            }
        }
    }

    private function do_choice(cm_info $cm): void {
        $options = $this->rows('choice_options', ['choiceid' => $cm->instance]);
        $this->call('mod_choice_submit_choice_response', ['choiceid' => $cm->instance,
            'responses' => [$options[$this->number % 2]->id]]);
    }

    private function do_glossary(cm_info $cm): void {
        $options = array_map(fn($one) => $one->id, $this->rows('glossary_categories', ['glossaryid' => $cm->instance]));
        $told = $options ? [['name' => 'categories', 'value' => (string)end($options)]] : [];
        $told[] = ['name' => 'attachmentsid', 'value' => (string)$this->draft("mot-$this->number.txt")];
        $this->call('mod_glossary_add_entry', ['glossaryid' => $cm->instance, 'concept' => "Mot $this->number",
            'definition' => "<p>Sens $this->number</p>", 'definitionformat' => FORMAT_HTML, 'options' => $told]);
    }

    private function do_data(cm_info $cm): void {
        $content = [];
        foreach ($this->rows('data_fields', ['dataid' => $cm->instance]) as $field) {
            $content[] = ['fieldid' => $field->id, 'subfield' => '', 'value' => json_encode("Contenu $this->number $field->name")];
        }
        $this->call('mod_data_add_entry', ['databaseid' => $cm->instance, 'data' => $content]);
    }

    private function do_wiki(cm_info $cm): void {
        $this->call('mod_wiki_new_page', ['title' => "Page $this->number", 'content' => "<p>Notes $this->number</p>",
            'contentformat' => 'html', 'wikiid' => $cm->instance]);
    }

    /** The whole lesson; the third stays in the middle. */
    private function do_lesson(cm_info $cm): void {
        global $DB;
        $this->call('mod_lesson_launch_attempt', ['lessonid' => $cm->instance]);
        $page = $DB->get_record('lesson_pages', ['lessonid' => $cm->instance, 'prevpageid' => 0], '*', MUST_EXIST);
        for ($step = 0; $page && $step < ($this->number === 3 ? 2 : 9); $step++) {
            $answers = $this->rows('lesson_answers', ['pageid' => $page->id]);
            $given = $page->qtype == 20 ? ['jumpto' => $answers[0]->jumpto]
                : ['answerid' => $answers[0]->id, '_qf__lesson_display_answer_form_truefalse' => 1,
                    '_qf__lesson_display_answer_form_multichoice_singleanswer' => 1];
            $done = $this->call('mod_lesson_process_page', ['lessonid' => $cm->instance, 'pageid' => $page->id,
                'data' => array_map(fn($name) => ['name' => $name, 'value' => (string)$given[$name]], array_keys($given))]);
            $page = $done['newpageid'] > 0 ? $DB->get_record('lesson_pages', ['id' => $done['newpageid']]) : null;
        }
        if (!$page) {
            $this->call('mod_lesson_finish_attempt', ['lessonid' => $cm->instance]);
        }
    }

    private function do_workshop(cm_info $cm): void {
        $this->call('mod_workshop_add_submission', ['workshopid' => $cm->instance, 'title' => "Travail $this->number",
            'content' => "<p>Texte $this->number</p>", 'contentformat' => FORMAT_HTML,
            'attachmentsid' => $this->draft("travail-$this->number.txt")]);
    }

    private function do_h5pactivity(cm_info $cm, stdClass $user): void {
        $attempt = \mod_h5pactivity\local\attempt::new_attempt($user, $cm->get_course_module_record());
        $this->count('h5p attempt');
        $attempt->set_completion(1);
        $attempt->save();
    }

    private function do_lti(cm_info $cm, stdClass $user): void {
        global $DB;
        $DB->insert_record('lti_submission', (object)['ltiid' => $cm->instance, 'userid' => $user->id, 'datesubmitted' => 5,
            'dateupdated' => 5, 'gradepercent' => 60, 'originalgrade' => 60, 'launchid' => 5, 'state' => 1]);
    }

    private function do_bigbluebuttonbn(cm_info $cm, stdClass $user): void {
        global $DB;
        $DB->insert_record('bigbluebuttonbn_logs', (object)['courseid' => $this->courseid, 'bigbluebuttonbnid' => $cm->instance,
            'userid' => $user->id, 'timecreated' => 5, 'meetingid' => 'm', 'log' => 'Join', 'meta' => '{}']);
    }

    /** What is tied to the course and not to one activity: ticks, a private event, a favourite, a preference. */
    private function course_wide(): void {
        global $USER;
        foreach ($this->cms as $cm) {
            if ($cm->completion == COMPLETION_TRACKING_MANUAL) {
                $this->call('core_completion_update_activity_completion_status_manually', ['cmid' => $cm->id, 'completed' => true]);
            }
        }
        $this->call('core_course_set_favourite_courses', ['courses' => [['id' => $this->courseid, 'favourite' => true]]]);
        $this->call('core_calendar_create_calendar_events', ['events' => [['name' => "Réviser $this->number", 'courseid' => 0,
            'timestart' => 1780000000, 'eventtype' => 'user']]]);
        set_user_preference("format_topics_$this->courseid", "vu $this->number", $USER->id);
    }
}

$courseid = (int)$args[0];
$people = array_map('intval', array_slice($args, 2));
$drill = new live_test_drill($courseid, $args[1] === 'all');
foreach ($people as $position => $userid) {
    $drill->work($userid, $position + 1);
}
\core\session\manager::set_user(get_admin());
$teacher = new live_test_teacher($courseid, $people);
$teacher->work();
echo "\n", json_encode($drill->calls + $teacher->done);
