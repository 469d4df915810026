<?php
// Gives the publishing account the rights of one of the plugin's optional roles, as an administrator who imports its
// file does. Arguments: FILE.xml CATEGORY_IDNUMBER. Run through run.php, after publisher.php.
defined('MOODLE_INTERNAL') || die();

[$file, $category] = $args;
$role = simplexml_load_file($file);
$shortname = (string) $role->shortname;
$id = $DB->get_field('role', 'id', ['shortname' => $shortname]) ?: create_role((string) $role->name, $shortname, '');
set_role_contextlevels($id, [CONTEXT_COURSECAT]);
foreach ($role->permissions->allow as $right) {
    assign_capability((string) $right, CAP_ALLOW, $id, context_system::instance()->id, true);
}
foreach ($role->allowassign->shortname as $other) {
    $known = $DB->get_field('role', 'id', ['shortname' => (string) $other]);
    if (!$DB->record_exists('role_allow_assign', ['roleid' => $id, 'allowassign' => $known])) {
        core_role_set_assign_allowed($id, $known);
    }
}
$user = $DB->get_record('user', ['username' => 'publication'], '*', MUST_EXIST);
$where = $DB->get_field('course_categories', 'id', ['idnumber' => $category], MUST_EXIST);
role_assign($id, $user->id, context_coursecat::instance($where));
echo 'ok';
