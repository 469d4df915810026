<?php
// Makes a survey with an answer and a chat in a course, and prints their ids as JSON. Arguments: COURSEID. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/course/modlib.php');

$DB->set_field('modules', 'visible', 1, ['name' => 'survey']);
$DB->set_field('modules', 'visible', 1, ['name' => 'chat']);
core_plugin_manager::reset_caches();
$template = $DB->get_records('survey', ['course' => 0, 'template' => 0], 'id', 'id', 0, 1);
$common = ['course' => (int)$args[0], 'section' => 1, 'visible' => 1, 'introeditor' => ['text' => 'Avant', 'format' => 1,
    'itemid' => 0]];
$survey = create_module((object)($common + ['modulename' => 'survey', 'name' => 'Enquête', 'template' => key($template),
    'cmidnumber' => 'survey', 'completionsubmit' => 0]));
$chat = create_module((object)($common + ['modulename' => 'chat', 'name' => 'Causette', 'cmidnumber' => 'chat', 'keepdays' => 0,
    'studentlogs' => 0, 'chattime' => 0, 'schedule' => 0]));
$DB->insert_record('survey_answers', (object)['survey' => $survey->instance, 'userid' => 2, 'question' => 1, 'time' => 5,
    'answer1' => '3', 'answer2' => '4']);
echo json_encode(['survey' => (int)$survey->instance, 'chat' => (int)$chat->instance]);
