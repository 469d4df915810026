<?php
// Runs the plugin's waiting tasks, each as its own user, as cron does.
defined('MOODLE_INTERNAL') || die();
$waiting = $DB->get_records('task_adhoc', ['component' => 'local_coursedeploy'], 'id');
foreach ($waiting as $record) {
    $task = \core\task\manager::adhoc_task_from_record($record);
    $lock = \core\lock\lock_config::get_lock_factory('cron')->get_lock('adhoc_' . $record->id, 0);
    $task->set_lock($lock);
    \core\session\manager::set_user(core_user::get_user($task->get_userid()));
    $task->execute();
    \core\task\manager::adhoc_task_complete($task);
}
