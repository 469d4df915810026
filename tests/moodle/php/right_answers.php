<?php
// The right answer to every question of a quiz attempt, as the attempt's form wants it:
// {SLOT: {FIELD NAME: VALUE}}; null for a question that a person marks. Arguments: ATTEMPT. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->libdir . '/questionlib.php');

$usage = question_engine::load_questions_usage_by_activity(
    $DB->get_field('quiz_attempts', 'uniqueid', ['id' => $args[0]], MUST_EXIST));
$answers = [];
foreach ($usage->get_slots() as $slot) {
    $attempt = $usage->get_question_attempt($slot);
    $response = $attempt->get_correct_response();
    $fields = [];
    foreach ($response ?? [] as $name => $value) {
        $fields[$attempt->get_qt_field_name($name)] = (string) $value;
    }
    $answers[$slot] = $response === null ? null : $fields;
}
echo json_encode((object) $answers, JSON_UNESCAPED_UNICODE);
