<?php
// Backs up one course without users, as Moodle does it itself. Arguments: COURSEID FILE. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/backup/util/includes/backup_includes.php');

[$courseid, $target] = $args;
$controller = new backup_controller(
    backup::TYPE_1COURSE, (int) $courseid, backup::FORMAT_MOODLE, backup::INTERACTIVE_NO, backup::MODE_GENERAL, $USER->id
);
$controller->get_plan()->get_setting('users')->set_value(false);
$controller->execute_plan();
$file = $controller->get_results()['backup_destination'];
$file->copy_content_to($target);
$file->delete();
$controller->destroy();
