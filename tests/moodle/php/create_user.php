<?php
// Creates a manual account, or finds it. Arguments: USERNAME PASSWORD. Prints its id. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/user/lib.php');

[$username, $password] = $args;
$known = $DB->get_field('user', 'id', ['username' => $username]);
echo $known ?: user_create_user((object) [
    'username' => $username, 'password' => $password, 'auth' => 'manual', 'confirmed' => 1,
    'mnethostid' => $CFG->mnet_localhost_id, 'firstname' => ucfirst($username), 'lastname' => 'Essai',
    'email' => "$username@example.invalid", 'city' => 'Lomé', 'country' => 'TG', 'timezone' => '99',
]);
