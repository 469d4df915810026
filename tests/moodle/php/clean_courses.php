<?php
// Deletes every course but the site's own, without filling the recycle bin. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/course/lib.php'); // Core's own delete_course() needs it and does not say so.

foreach ($DB->get_records_select('course', 'id <> ?', [SITEID]) as $course) {
    $course->deletesource = 'restore'; // Says: not a person's deletion, so no copy goes into the recycle bin.
    delete_course($course, false);
}
fix_course_sortorder();
