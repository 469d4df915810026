<?php
// Makes an account that reads the results of the courses of one category, with the rights of the plugin's own role file and no
// others, and a token bound to that category. Arguments: USERNAME CATEGORY_IDNUMBER [RIGHT THAT IT LACKS...]. Prints
// {"token", "userid"}. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/user/lib.php');
require_once($CFG->dirroot . '/webservice/lib.php');

[$username, $category] = $args;
$file = core_component::get_plugin_directory('local', 'coursedeploy') . '/roles/coursedeploy-resultats.xml';
preg_match_all('~<allow>(.+)</allow>~', file_get_contents($file), $rights);
$category = context_coursecat::instance($DB->get_field('course_categories', 'id', ['idnumber' => $category], MUST_EXIST));
$userid = user_create_user((object)['username' => $username, 'password' => 'Essai!2345', 'auth' => 'manual', 'confirmed' => 1,
    'mnethostid' => $CFG->mnet_localhost_id, 'firstname' => 'Compte', 'lastname' => $username, 'email' => "$username@example.invalid"]);
$role = create_role($username, $username, '');
set_role_contextlevels($role, [CONTEXT_COURSECAT]);
foreach (array_diff($rights[1], array_slice($args, 2)) as $right) {
    assign_capability($right, CAP_ALLOW, $role, context_system::instance()->id, true);
}
role_assign($role, $userid, $category);
role_assign($DB->get_field('role', 'id', ['shortname' => 'essaiservices'], MUST_EXIST), $userid, context_system::instance());
$service = $DB->get_record('external_services', ['component' => 'local_coursedeploy'], '*', MUST_EXIST);
(new webservice())->add_ws_authorised_user((object)['externalserviceid' => $service->id, 'userid' => $userid,
    'iprestriction' => null, 'validuntil' => 0]);
echo json_encode(['userid' => (int)$userid,
    'token' => \core_external\util::generate_token(EXTERNAL_TOKEN_PERMANENT, $service, $userid, $category)]);
