<?php
// Reads the role files that the plugin brings as an administrator's upload would, and makes roles of them.
// Prints, a file: its levels, the capabilities that this Moodle does not know, and those it grants; and whether this
// Moodle takes a role that it wrote itself.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->libdir . '/accesslib.php');
$told = [];
foreach (glob(core_component::get_plugin_directory('local', 'coursedeploy') . '/roles/*.xml') as $file) {
    $preset = core_role_preset::parse_preset(file_get_contents($file));
    $granted = array_keys(array_filter($preset['permissions'] ?? [], fn($permission) => $permission == CAP_ALLOW));
    $told[basename($file)] = [
        'levels' => array_values($preset['contextlevels'] ?? []),
        'unknown' => array_values(array_filter($granted, fn($name) => !get_capability_info($name))),
        'granted' => $granted,
    ];
}
$student = $DB->get_field('role', 'id', ['shortname' => 'student']);
$told['takes its own'] = core_role_preset::is_valid_preset(core_role_preset::get_export_xml($student));
$told["asked"] = array_values(array_unique(array_merge(\local_coursedeploy\local\access::NEEDED, \local_coursedeploy\local\access::LIVE,
    \local_coursedeploy\local\access::USEFUL, \local_coursedeploy\local\access::BY_KIND)));
echo json_encode($told);
