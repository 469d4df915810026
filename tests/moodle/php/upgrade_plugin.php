<?php
// Puts the plugin's tables back to what version 1.0.0 had, with one job running, upgrades them, and prints what differs
// from what the plugin now declares, and the courses of that job. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->libdir . '/upgradelib.php');
require_once($CFG->dirroot . '/local/coursedeploy/db/upgrade.php');
$manager = $DB->get_manager();
$kept = [];
foreach (['local_coursedeploy_base', 'local_coursedeploy_snap'] as $name) {
    $kept[$name] = $DB->get_records($name);
    $manager->drop_table(new xmldb_table($name));
}
$job = new xmldb_table('local_coursedeploy_job');
$manager->drop_field($job, new xmldb_field('stagingid'));
$id = $DB->insert_record('local_coursedeploy_job', (object) [
    'userid' => get_admin()->id, 'requestid' => uniqid('old'), 'fingerprint' => sha1('x'), 'target' => 'new', 'categoryid' => 1,
    'courseid' => 987654, 'status' => 'running', 'request' => '{}', 'timecreated' => time(), 'timemodified' => time(),
]);
$version = get_config('local_coursedeploy', 'version');
set_config('version', 2026112100, 'local_coursedeploy');
xmldb_local_coursedeploy_upgrade(2026112100);
set_config('version', $version, 'local_coursedeploy');
// A savepoint says that an upgrade is going on, which ends with the upgrade page otherwise.
unset_config('upgraderunning');
$declared = new xmldb_file($CFG->dirroot . '/local/coursedeploy/db/install.xml');
$declared->loadXMLStructure();
$wrong = array_intersect_key($manager->check_database_schema($declared->getStructure()), array_flip([
    'local_coursedeploy_job', 'local_coursedeploy_base', 'local_coursedeploy_snap',
]));
foreach ($kept as $name => $rows) {
    foreach ($rows as $row) {
        $DB->insert_record($name, $row);
    }
}
$moved = $DB->get_record('local_coursedeploy_job', ['id' => $id], 'courseid, stagingid');
$DB->delete_records('local_coursedeploy_job', ['id' => $id]);
echo json_encode(['wrong' => $wrong, 'courseid' => (int) $moved->courseid, 'stagingid' => (int) $moved->stagingid]);
