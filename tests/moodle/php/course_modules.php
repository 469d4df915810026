<?php
// What a person finds in a course. Arguments: COURSE USER. Prints a list of
// {"id", "type", "key", "name", "section", "open", "automatic", "viewing"}: `open`: the person may enter; `automatic`:
// Moodle marks completion by itself; `viewing`: seeing it counts for completion. Run through run.php.
defined('MOODLE_INTERNAL') || die();

$found = [];
foreach (get_fast_modinfo((int) $args[0], (int) $args[1])->get_cms() as $module) {
    $found[] = [
        'id' => (int) $module->id, 'type' => $module->modname, 'key' => $module->idnumber, 'name' => $module->name,
        'section' => (int) $module->sectionnum, 'open' => (bool) $module->uservisible,
        'automatic' => (int) $module->completion === COMPLETION_TRACKING_AUTOMATIC,
        'viewing' => (bool) $module->completionview,
    ];
}
echo json_encode($found, JSON_UNESCAPED_UNICODE);
