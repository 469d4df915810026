<?php
// What a site must have before a course can refer to it: two competencies, a custom field of courses.

use core_competency\api;
use core_competency\competency;
use core_competency\competency_framework;

if (!competency_framework::get_record(['idnumber' => 'CADRE'])) {
    $scale = $DB->get_record('scale', ['courseid' => 0], '*', IGNORE_MULTIPLE);
    $configuration = json_encode([
        ['scaleid' => $scale->id],
        ['id' => 2, 'scaledefault' => 1, 'proficient' => 1],
    ]);
    $framework = api::create_framework((object) [
        'shortname' => 'Cadre', 'idnumber' => 'CADRE', 'contextid' => context_system::instance()->id,
        'scaleid' => $scale->id, 'scaleconfiguration' => $configuration,
    ]);
    foreach (['C1', 'C2'] as $idnumber) {
        api::create_competency((object) [
            'shortname' => $idnumber, 'idnumber' => $idnumber, 'competencyframeworkid' => $framework->get('id'),
        ]);
    }
}

if (!$DB->record_exists('customfield_field', ['shortname' => 'public'])) {
    $handler = core_course\customfield\course_handler::create();
    $category = core_customfield\category_controller::create($handler->create_category('Cours'));
    $field = core_customfield\field_controller::create(0, (object) ['type' => 'text'], $category);
    core_customfield\api::save_field_configuration($field, (object) [
        'name' => 'Public', 'shortname' => 'public',
        'configdata' => ['required' => 0, 'uniquevalues' => 0, 'visibility' => 2, 'displaysize' => 50,
            'maxlength' => 1333, 'ispassword' => 0, 'defaultvalue' => '', 'link' => ''],
    ]);
}
