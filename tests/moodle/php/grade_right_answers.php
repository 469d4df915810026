<?php
// Gives each question of a quiz the answer that Moodle itself takes for right and prints what it earns, as JSON:
// [{"idnumber": string, "qtype": string, "fraction": float|null}]. Arguments: CMID USERNAME. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/mod/quiz/locallib.php');

[$cmid, $username] = $args;
$user = $DB->get_record('user', ['username' => $username], '*', MUST_EXIST);
\core\session\manager::set_user($user);
$cm = get_coursemodule_from_id('quiz', $cmid, 0, false, MUST_EXIST);
$settings = class_exists('\mod_quiz\quiz_settings') ? '\mod_quiz\quiz_settings' : 'quiz';
$quiz = $settings::create($cm->instance, $user->id);
$usage = question_engine::make_questions_usage_by_activity('mod_quiz', $quiz->get_context());
$usage->set_preferred_behaviour($quiz->get_quiz()->preferredbehaviour);
$attempt = quiz_create_attempt($quiz, 1, false, time(), false, $user->id);
quiz_start_new_attempt($quiz, $usage, $attempt, 1, time());
quiz_attempt_save_started($quiz, $usage, $attempt);
foreach ($usage->get_slots() as $slot) {
    if ($answer = $usage->get_correct_response($slot)) {
        $usage->process_action($slot, $answer);
    }
}
$usage->finish_all_questions();
$said = [];
foreach ($usage->get_slots() as $slot) {
    $question = $usage->get_question($slot);
    $earned = $usage->get_question_fraction($slot);
    $said[] = [
        'idnumber' => $question->idnumber, 'qtype' => $question->get_type_name(),
        'fraction' => $earned === null ? null : round($earned, 5),
    ];
}
echo json_encode($said);
