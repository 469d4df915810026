<?php
// Puts another zip into a SCORM activity, as the form of the activity does. Arguments: COURSEMODULE ZIP. Run through
// run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->libdir . '/filelib.php');
require_once($CFG->dirroot . '/mod/scorm/lib.php');

[$id, $zip] = $args;
$module = get_coursemodule_from_id('scorm', (int) $id, 0, false, MUST_EXIST);
$scorm = $DB->get_record('scorm', ['id' => $module->instance], '*', MUST_EXIST);
$draft = file_get_unused_draft_itemid();
get_file_storage()->create_file_from_pathname([
    'contextid' => context_user::instance($USER->id)->id, 'component' => 'user', 'filearea' => 'draft',
    'itemid' => $draft, 'filepath' => '/', 'filename' => basename($zip),
], $zip);
$scorm->instance = $scorm->id;
$scorm->coursemodule = $module->id;
$scorm->cmidnumber = $module->idnumber;
$scorm->packagefile = $draft;
scorm_update_instance($scorm) || die('refused');
rebuild_course_cache($module->course, true);
