<?php
// Enrols an account by the manual method. Arguments: USERNAME COURSEID ROLE. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->libdir . '/enrollib.php');

[$username, $courseid, $role] = $args;
$user = $DB->get_record('user', ['username' => $username], '*', MUST_EXIST);
$plugin = enrol_get_plugin('manual');
$criteria = ['courseid' => $courseid, 'enrol' => 'manual'];
if (!$DB->record_exists('enrol', $criteria)) {
    $plugin->add_instance(get_course($courseid));
}
$instance = $DB->get_record('enrol', $criteria, '*', IGNORE_MULTIPLE);
$plugin->enrol_user($instance, $user->id, $DB->get_field('role', 'id', ['shortname' => $role], MUST_EXIST));
