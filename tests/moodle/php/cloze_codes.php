<?php
// What Moodle makes of the code of an embedded-answers question when a person edits it, beside what its records say:
// [{"code": {...}, "records": {...}}], each with qtype, mark and answers [text, fraction, feedback]. Arguments: NAME.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->libdir . '/questionlib.php');
require_once($CFG->dirroot . '/question/type/multianswer/questiontype.php');

$records = $DB->get_records('question', ['name' => $args[0], 'qtype' => 'multianswer'], 'id DESC', 'id', 0, 1);
$question = question_bank::load_question_data(array_key_last($records));
$text = $question->questiontext;
foreach ($question->options->questions as $number => $part) {
    $text = str_replace("{#$number}", $part->questiontext, $text);
}
$edited = qtype_multianswer_extract_question(['text' => $text, 'format' => FORMAT_HTML, 'itemid' => 0]);
$said = [];
foreach ($question->options->questions as $number => $part) {
    $code = $edited->options->questions[$number];
    $answers = [];
    foreach ($code->answer as $key => $answer) {
        $text = is_array($answer) ? $answer['text'] : $answer;
        $answers[] = [$text, round((float) $code->fraction[$key], 5), $code->feedback[$key]['text']];
    }
    $own = [];
    foreach ($part->options->answers as $answer) {
        $own[] = [$answer->answer, round((float) $answer->fraction, 5), $answer->feedback];
    }
    $said[] = [
        'code' => ['qtype' => $code->qtype, 'mark' => (float) $code->defaultmark, 'answers' => $answers],
        'records' => ['qtype' => $part->qtype, 'mark' => (float) $part->defaultmark, 'answers' => $own],
    ];
}
echo json_encode($said);
