<?php
// Makes a finished job look as if its process had died in the middle: running, and nobody holds its lock.
defined('MOODLE_INTERNAL') || die();
$DB->set_field('local_coursedeploy_job', 'status', 'running', ['requestid' => $args[0]]);
