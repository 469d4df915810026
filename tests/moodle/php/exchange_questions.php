<?php
// Imports a question file into a new course with one of Moodle's formats and exports what came of it, as JSON:
// {"imported": bool, "messages": [string], "questions": int, "export": string}. A faultless file gives no message;
// what Moodle says while it exports its own questions is its own affair, and is left out.
// Arguments: FORMAT (xml, gift) FILE EXPORT_FORMAT. Run through run.php.
defined('MOODLE_INTERNAL') || die();
global $CFG, $PAGE;
require_once($CFG->libdir . '/questionlib.php');
require_once($CFG->dirroot . '/question/format.php');
require_once($CFG->dirroot . '/question/editlib.php');
require_once($CFG->dirroot . '/course/lib.php');

/** The context whose question bank is used: the course, or from 5.0 on its bank activity. */
function exchange_context(stdClass $course): context {
    $helper = '\core_question\local\bank\question_bank_helper';
    if (class_exists($helper) && method_exists($helper, 'get_default_open_instance_system_type')) {
        return context_module::instance($helper::get_default_open_instance_system_type($course, true)->id);
    }
    return context_course::instance($course->id);
}

function exchange_format(string $name, stdClass $course, context $context): qformat_default {
    global $CFG;
    require_once($CFG->dirroot . "/question/format/$name/format.php");
    $class = "qformat_$name";
    $format = new $class();
    $contexts = new core_question\local\bank\question_edit_contexts($context);
    $format->setContexts($contexts->all());
    $format->setCourse($course);
    return $format;
}

function exchange_import(string $name, string $file, stdClass $course, context $context): bool {
    $format = exchange_format($name, $course, $context);
    $top = question_get_top_category($context->id, true);
    $default = question_get_default_category($context->id, true);
    $format->setCategory($default ?: $top);
    $format->setFilename($file);
    $format->setRealfilename(basename($file));
    $format->setMatchgrades('error');
    $format->setCatfromfile(true);
    $format->setContextfromfile(false);
    $format->setStoponerror(true);
    $format->set_display_progress(false);
    return $format->importpreprocess() && $format->importprocess() && $format->importpostprocess();
}

function exchange_export(string $name, stdClass $course, context $context): string {
    $format = exchange_format($name, $course, $context);
    $format->setCategory(question_get_top_category($context->id, true));
    $format->setCattofile(true);
    $format->setContexttofile(true);
    return $format->exportpreprocess() ? (string) $format->exportprocess(false) : '';
}

$messages = [];
set_error_handler(function (int $level, string $text, string $file, int $line) use (&$messages): bool {
    if (error_reporting() & $level) {
        $messages[] = 'php: ' . $text . ' in ' . basename($file) . ":$line";
    }
    return true;
});
$PAGE->set_context(context_system::instance());
$PAGE->set_url('/question/bank/importquestions/import.php');
ob_start();
$answer = ['imported' => false, 'questions' => 0, 'export' => ''];
try {
    $short = 'echange-' . uniqid();
    $course = create_course((object) ['fullname' => $short, 'shortname' => $short, 'category' => 1]);
    $context = exchange_context($course);
    $answer['imported'] = exchange_import($args[0], $args[1], $course, $context);
    $sql = 'SELECT COUNT(*) FROM {question_bank_entries} e JOIN {question_categories} c ON c.id = e.questioncategoryid
             WHERE c.contextid = ?';
    $answer['questions'] = $DB->count_records_sql($sql, [$context->id]);
    $imported = count($messages);
    $answer['export'] = exchange_export($args[2], $course, $context);
} catch (Throwable $error) {
    $messages[] = 'exception: ' . $error->getMessage() . ' ' . ($error->debuginfo ?? '') . ' in '
        . basename($error->getFile()) . ':' . $error->getLine();
}
$said = trim(html_entity_decode(strip_tags(ob_get_clean())));
restore_error_handler();
$messages = array_merge(array_slice($messages, 0, $imported ?? null), preg_grep('/^exception/', $messages));
$messages = array_values(array_unique($messages));
if ($said !== '') {
    $messages[] = "printed: $said";
}
$answer['messages'] = $messages;
echo json_encode($answer, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
