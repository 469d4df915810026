<?php
// Prints the token of an account that may use the service and has no right anywhere.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/webservice/lib.php');
require_once($CFG->dirroot . '/user/lib.php');
$id = $DB->get_field('user', 'id', ['username' => 'sansdroit']) ?: user_create_user((object) [
    'username' => 'sansdroit', 'password' => 'Essai!2345', 'auth' => 'manual', 'confirmed' => 1,
    'mnethostid' => $CFG->mnet_localhost_id, 'firstname' => 'Sans', 'lastname' => 'Droit', 'email' => 's@example.invalid',
]);
$service = $DB->get_record('external_services', ['component' => 'local_coursedeploy'], '*', MUST_EXIST);
if (!$DB->record_exists('external_services_users', ['externalserviceid' => $service->id, 'userid' => $id])) {
    (new webservice())->add_ws_authorised_user((object) [
        'externalserviceid' => $service->id, 'userid' => $id, 'iprestriction' => null, 'validuntil' => 0,
    ]);
}
$role = $DB->get_field('role', 'id', ['shortname' => 'essaiservices'], MUST_EXIST);
role_assign($role, $id, context_system::instance());
echo \core_external\util::generate_token(EXTERNAL_TOKEN_PERMANENT, $service, $id, context_system::instance());
