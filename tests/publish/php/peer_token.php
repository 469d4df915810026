<?php
// A token of the administrator for a web service of that short name. Argument: SHORTNAME. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/webservice/lib.php');
set_config('enablewebservices', 1);
set_config('webserviceprotocols', 'rest');
$service = $DB->get_record('external_services', ['shortname' => $args[0]], '*', MUST_EXIST);
$ws = new webservice();
$ws->add_ws_authorised_user((object)['externalserviceid' => $service->id, 'userid' => $USER->id, 'iprestriction' => null,
    'validuntil' => 0]);
echo \core_external\util::generate_token(EXTERNAL_TOKEN_PERMANENT, $service, $USER->id, context_system::instance());
