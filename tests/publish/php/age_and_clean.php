<?php
// Makes a job a year old, gives it a forgotten package, runs the clean-up, and counts the packages before and after.
defined('MOODLE_INTERNAL') || die();
$job = $DB->get_record('local_coursedeploy_job', ['requestid' => $args[0]], '*', MUST_EXIST);
$DB->set_field('local_coursedeploy_job', 'timemodified', time() - 366 * DAYSECS, ['id' => $job->id]);
get_file_storage()->create_file_from_string([
    'contextid' => context_user::instance($job->userid)->id, 'component' => 'local_coursedeploy',
    'filearea' => 'package', 'itemid' => $job->id, 'filepath' => '/', 'filename' => 'x.mbz',
], 'x');
$count = fn() => $DB->count_records_select('files', "component = 'local_coursedeploy' AND filearea = 'package' AND filename <> '.'");
$before = $count();
(new \local_coursedeploy\task\clean_up())->execute();
echo json_encode(['files before' => $before, 'files after' => $count()]);
