<?php
// A teacher puts a section of her own after the first one, and a page of her own after the first page of the next section.
// Argument: COURSE. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/course/lib.php');
$course = get_course((int) $args[0]);
$made = course_create_section($course, 1);
course_update_section($course, $DB->get_record('course_sections', ['id' => $made->id]), ['name' => 'De la formatrice']);
$section = $DB->get_record('course_sections', ['course' => $course->id, 'section' => 2], '*', MUST_EXIST);
$page = $DB->insert_record('page', (object) [
    'course' => $course->id, 'name' => 'À elle', 'content' => '<p>À elle</p>', 'contentformat' => FORMAT_HTML,
    'displayoptions' => 'a:0:{}', 'intro' => '', 'introformat' => FORMAT_HTML, 'timemodified' => time(),
]);
$sequence = explode(',', $section->sequence);
$cm = add_course_module((object) [
    'course' => $course->id, 'module' => $DB->get_field('modules', 'id', ['name' => 'page']), 'instance' => $page,
    'section' => $section->id, 'visible' => 1, 'visibleold' => 1,
]);
course_add_cm_to_section($course, $cm, 2, (int) $sequence[1]);
rebuild_course_cache($course->id, true);
