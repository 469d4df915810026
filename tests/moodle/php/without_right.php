<?php
// Takes one right from the publishing account in one course, or gives it back. Arguments: COURSE RIGHT take|give.
// Run through run.php.
defined('MOODLE_INTERNAL') || die();
$context = context_course::instance((int) $args[0]);
$assigned = $DB->get_records_sql(
    "SELECT DISTINCT ra.roleid FROM {role_assignments} ra JOIN {user} u ON u.id = ra.userid WHERE u.username = 'publication'"
);
foreach (array_keys($assigned) as $role) {
    if ($args[2] === 'take') {
        assign_capability($args[1], CAP_PROHIBIT, $role, $context->id, true);
    } else {
        unassign_capability($args[1], $role, $context->id);
    }
}
