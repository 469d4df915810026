<?php
// What the privacy tools hand out of a person, what they cannot describe, and how many jobs are left after deletion.
defined('MOODLE_INTERNAL') || die();
use core_privacy\local\request\approved_contextlist;
use core_privacy\local\request\writer;
use local_coursedeploy\privacy\provider;

$user = $DB->get_record('user', ['username' => $args[0]], '*', MUST_EXIST);
$own = new approved_contextlist($user, 'local_coursedeploy', provider::get_contexts_for_userid($user->id)->get_contextids());
$undescribed = [];
foreach (provider::get_metadata(new \core_privacy\local\metadata\collection('local_coursedeploy'))->get_collection() as $item) {
    foreach (array_merge([$item->get_summary()], array_values($item->get_privacy_fields() ?? [])) as $name) {
        if (!get_string_manager()->string_exists($name, 'local_coursedeploy')) {
            $undescribed[] = $name;
        }
    }
}
provider::export_user_data($own);
$zip = new ZipArchive();
$zip->open(writer::with_context(context_user::instance($user->id))->finalise_content());
$exported = '';
for ($i = 0; $i < $zip->numFiles; $i++) {
    $exported .= preg_match('~data\\.js(on)?$~', $zip->getNameIndex($i)) ? $zip->getFromIndex($i) : '';
}
provider::delete_data_for_user($own);
echo json_encode([
    'exported' => $exported,
    'undescribed' => $undescribed,
    'left' => $DB->count_records('local_coursedeploy_job', ['userid' => $user->id]),
]);
