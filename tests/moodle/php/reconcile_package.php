<?php
// Brings a live course to the state of a package by the plugin's own reconciler, and prints what it says of it as JSON.
// Arguments: COURSEID PACKAGE OPTIONS (JSON: dryrun, regrade, allowtrackloss ...). Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');

use local_coursedeploy\local\bases;
use local_coursedeploy\local\census;
use local_coursedeploy\local\reconcile\journal;
use local_coursedeploy\local\reconcile\judge;
use local_coursedeploy\local\reconcile\reconciler;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\request;
use local_coursedeploy\local\sources;
use local_coursedeploy\local\throwaway;

/** Restores a package into a new course that is thrown away later. */
function live_test_stage(string $package): int {
    $folder = 'types' . md5($package . microtime());
    $path = make_backup_temp_directory($folder);
    get_file_packer('application/vnd.moodle.backup')->extract_to_pathname($package, $path);
    $category = core_course_category::get_default()->id;
    $course = restore_dbops::create_new_course('Coulisses', uniqid('stage'), $category);
    $controller = new restore_controller($folder, $course, backup::INTERACTIVE_NO, backup::MODE_GENERAL, get_admin()->id,
        backup::TARGET_NEW_COURSE);
    $controller->execute_precheck();
    $controller->execute_plan();
    $controller->destroy();
    return $course;
}

[$courseid, $package, $options] = [(int)$args[0], $args[1], json_decode($args[2] ?? '{}', true)];
$said = [];
set_error_handler(function(int $level, string $text, string $file, int $line) use (&$said): bool {
    if (error_reporting() & $level) {
        $said[] = "$text in $file:$line";
    }
    return true;
});
ob_start();
$stage = live_test_stage($package);
$request = request::from_params($options + ['target' => 'reconcile', 'courseid' => $courseid, 'categoryid' => 0,
    'sha1' => sha1_file($package)]);
$census = new census($courseid, new bases($courseid));
$run = new run($stage, $courseid, $request, new journal($census->bases()));
(new reconciler($run, $census, new judge($census, sources::from_json(''), $request), sources::from_json('')))->apply(2);
$noise = trim(ob_get_clean());
// A room asks its conference server when it goes, and there is none.
ob_start();
throwaway::delete(get_course($stage));
ob_end_clean();
echo json_encode(['actions' => $run->actions()->all(), 'noise' => $noise, 'php' => $said]);
