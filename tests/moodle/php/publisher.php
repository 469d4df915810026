<?php
// Makes the account that publishes with the plugin local_coursedeploy, with the least rights that it needs, and a
// token bound to one category. Arguments: CATEGORY_IDNUMBER. Prints
// {"token", "userid", "username", "categoryid", "contextid", "service"}. Running it again changes nothing. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/webservice/lib.php');
require_once($CFG->dirroot . '/user/lib.php');

const SYSTEM_RIGHTS = ['webservice/rest:use'];

// Found by trying: what a restore into a new course of the category asks for, and reading it back.
const CATEGORY_RIGHTS = [
    'moodle/category:viewhiddencategories', 'moodle/course:create', 'moodle/course:view',
    'moodle/course:viewhiddencourses', 'moodle/course:viewhiddenactivities', 'moodle/course:viewhiddensections',
    'moodle/course:update', 'moodle/course:visibility', 'moodle/course:changefullname',
    'moodle/course:changeshortname', 'moodle/course:changeidnumber', 'moodle/course:changesummary',
    'moodle/course:manageactivities', 'moodle/course:activityvisibility',
    'moodle/restore:restorecourse', 'moodle/restore:restoreactivity', 'moodle/restore:restoresection',
    'moodle/restore:restoretargetimport', 'moodle/restore:configure', 'moodle/restore:uploadfile',
    'moodle/backup:backupcourse', 'moodle/backup:backuptargetimport', 'moodle/backup:configure',
    'moodle/question:add', 'moodle/question:managecategory', 'moodle/question:useall', 'moodle/question:viewall',
    'moodle/question:editall', 'moodle/question:moveall', 'mod/scorm:addinstance',
    'moodle/course:sectionvisibility', 'moodle/course:movesections', 'moodle/course:managegroups',
    'mod/quiz:manage', 'moodle/grade:manage', 'moodle/grade:managegradingforms',
    'moodle/competency:coursecompetencymanage', 'moodle/competency:coursecompetencyview',
    'moodle/badges:createbadge', 'moodle/badges:configuredetails', 'moodle/badges:configurecriteria',
    'local/coursedeploy:publish',
];

const CORE_FUNCTIONS = [
    'core_webservice_get_site_info', 'core_course_get_categories', 'core_course_get_courses_by_field',
    'core_course_get_contents', 'core_course_get_course_module', 'core_course_update_courses',
    'core_enrol_get_enrolled_users', 'core_completion_get_activities_completion_status',
    'gradereport_user_get_grade_items', 'core_files_get_unused_draft_itemid',
];

/** A role with exactly the given rights, assignable at the given levels. */
function live_test_role(string $shortname, array $levels, array $rights): int {
    global $DB;
    $role = $DB->get_field('role', 'id', ['shortname' => $shortname]) ?: create_role($shortname, $shortname, '');
    set_role_contextlevels($role, $levels);
    foreach (array_filter($rights, 'get_capability_info') as $right) {
        assign_capability($right, CAP_ALLOW, $role, context_system::instance()->id, true);
    }
    return $role;
}

function live_test_publishing_user(): stdClass {
    global $CFG, $DB;
    $username = 'publication';
    if (!$DB->record_exists('user', ['username' => $username])) {
        user_create_user((object) [
            'username' => $username, 'password' => 'Essai!2345', 'auth' => 'manual', 'confirmed' => 1,
            'mnethostid' => $CFG->mnet_localhost_id, 'firstname' => 'Compte', 'lastname' => 'Publication',
            'email' => 'publication@example.invalid', 'timezone' => '99',
        ]);
    }
    return $DB->get_record('user', ['username' => $username], '*', MUST_EXIST);
}

function live_test_category(string $idnumber): context_coursecat {
    global $DB;
    $id = $DB->get_field('course_categories', 'id', ['idnumber' => $idnumber])
        ?: core_course_category::create(['name' => "Catégorie $idnumber", 'idnumber' => $idnumber])->id;
    return context_coursecat::instance($id);
}

/** The service that the plugin declares, switched on as an administrator would; else one of our own. */
function live_test_service(webservice $ws): stdClass {
    global $DB;
    $service = $DB->get_record('external_services', ['component' => 'local_coursedeploy'], '*', IGNORE_MULTIPLE);
    if ($service) {
        $DB->set_field('external_services', 'enabled', 1, ['id' => $service->id]);
        return $DB->get_record('external_services', ['id' => $service->id]);
    }
    $shortname = 'coursegen_tests';
    $id = $DB->get_field('external_services', 'id', ['shortname' => $shortname]) ?: $ws->add_external_service((object) [
        'name' => 'Coursegen tests', 'shortname' => $shortname, 'enabled' => 1, 'requiredcapability' => '',
        'restrictedusers' => 1, 'downloadfiles' => 0, 'uploadfiles' => 1, 'component' => null,
    ]);
    foreach (CORE_FUNCTIONS as $name) {
        if (!$ws->service_function_exists($name, $id)) {
            $ws->add_external_function_to_service($name, $id);
        }
    }
    return $DB->get_record('external_services', ['id' => $id]);
}

function live_test_token(stdClass $service, int $userid, context $context): string {
    global $DB;
    $known = ['externalserviceid' => $service->id, 'userid' => $userid, 'contextid' => $context->id];
    return $DB->get_field('external_tokens', 'token', $known)
        ?: \core_external\util::generate_token(EXTERNAL_TOKEN_PERMANENT, $service, $userid, $context);
}

set_config('enablewebservices', 1);
set_config('webserviceprotocols', 'rest');
$category = live_test_category($args[0]);
$user = live_test_publishing_user();
role_assign(live_test_role('essaiservices', [CONTEXT_SYSTEM], SYSTEM_RIGHTS), $user->id, context_system::instance());
role_assign(live_test_role('essaipublication', [CONTEXT_COURSECAT], CATEGORY_RIGHTS), $user->id, $category);
$ws = new webservice();
$service = live_test_service($ws);
$authorised = ['externalserviceid' => $service->id, 'userid' => $user->id];
if (!$DB->record_exists('external_services_users', $authorised)) {
    $ws->add_ws_authorised_user((object) ($authorised + ['iprestriction' => null, 'validuntil' => 0]));
}
echo json_encode([
    'token' => live_test_token($service, $user->id, $category), 'userid' => (int) $user->id,
    'username' => $user->username, 'categoryid' => (int) $category->instanceid,
    'contextid' => (int) $category->id, 'service' => $service->shortname,
]);
