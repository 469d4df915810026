<?php
// Runs one script inside a test site as its administrator.
// Arguments: CONFIG SCRIPT [ARGUMENT...]; the script finds its arguments in $args and prints what it has to say.
define('CLI_SCRIPT', true);
[$config, $script] = [$argv[1], $argv[2]];
$args = array_slice($argv, 3);
require($config);
require_once($CFG->libdir . '/clilib.php');
\core\session\manager::set_user(get_admin());
require($script);
