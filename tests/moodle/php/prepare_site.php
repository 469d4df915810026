<?php
// Settings that every test site shares. Arguments: CONFIG. Run once, before the site goes into the cache.
define('CLI_SCRIPT', true);
require($argv[1]);
require_once($CFG->libdir . '/filterlib.php');

// Debugging is set here and not in config.php: there it would rescan every plugin folder on each request.
set_config('debug', E_ALL);
set_config('debugdisplay', 1);
set_config('enablecompletion', 1);
set_config('enableavailability', 1);
set_config('backup_auto_active', 0);
set_config('enableasyncbackup', 0);
set_config('messaging', 0);
set_config('forcelogin', 0);
set_config('country', 'TG');
set_config('timezone', 'UTC');
set_config('registrationpending', 0);
// Its script comes from another host: with it off, any request that leaves the site is the tested course's fault.
filter_set_global_state('mathjaxloader', TEXTFILTER_DISABLED);
// Guided tours open boxes over the page.
$DB->set_field('tool_usertours_tours', 'enabled', 0);

// Logging in leads to the light front page, not to the dashboard with its calendar and block requests.
set_config('defaulthomepage', HOMEPAGE_SITE);
set_config('frontpageloggedin', 'none');
if (file_exists($CFG->dirroot . '/local/iomad/version.php')) {
    // IOMAD, a Moodle for several companies: without its blocks and theme it is Moodle, with them pages fail until
    // a company exists.
    $DB->set_field_select('block', 'visible', 0, "name LIKE 'iomad%'");
    $DB->delete_records_select('block_instances', "blockname LIKE 'iomad%'");
    set_config('theme', 'boost');
}
