<?php
// Makes a finished job look as if its process had died in the middle: running, and nobody holds its lock.
defined('MOODLE_INTERNAL') || die();
$DB->execute(
    "UPDATE {local_coursedeploy_job} SET status = 'running', stagingid = courseid, courseid = 0 WHERE requestid = ?",
    [$args[0]]
);
