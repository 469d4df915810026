<?php
// Uploads users as the administrator's form does, into a course made for it, and prints, as JSON, what Moodle then has.
// Arguments: CSV file, short name of the course.
global $CFG, $DB;
require_once($CFG->dirroot . '/course/lib.php');
require_once($CFG->libdir . '/csvlib.class.php');
require_once($CFG->dirroot . '/' . $CFG->admin . '/tool/uploaduser/locallib.php');

/** Keeps what the form would show in its table. */
class listening_tracker extends uu_progress_tracker {
    public static array $said = [];

    public function start() {
        $this->columns = ['status', 'username', 'email', 'enrolments', 'password', 'lang', 'auth', 'line', 'id', 'suspended'];
    }

    public function flush() {
    }

    public function close() {
    }

    public function track($col, $msg, $level = 'normal', $merge = true) {
        if ($level === 'warning' || $level === 'error') {
            self::$said[] = "$level: $col: " . strip_tags($msg);
        }
    }
}

set_error_handler(function($level, $text) {
    if ($level !== E_DEPRECATED) {  // Moodle 4.2 under PHP 8.2 has some of its own, which no file can help
        listening_tracker::$said[] = "php: $text";
    }
    return true;
});
$course = create_course((object) ['fullname' => $args[1], 'shortname' => $args[1], 'category' => 1]);
$reader = new csv_import_reader(csv_import_reader::get_new_iid('uploaduser'), 'uploaduser');
$reader->load_csv_content(file_get_contents($args[0]), 'UTF-8', 'comma');
if ($reader->get_error()) {
    listening_tracker::$said[] = $reader->get_error();
}
$process = new \tool_uploaduser\process($reader, listening_tracker::class);
$process->set_form_data((object) [
    'uutype' => UU_USER_ADDNEW, 'uupasswordnew' => 1, 'uuforcepasswordchange' => UU_PWRESET_WEAK,
    'uuupdatetype' => UU_UPDATE_NOCHANGES, 'uunoemailduplicates' => 1, 'uustandardusernames' => 0,
]);
$process->process();

$people = [];
$context = context_course::instance($course->id);
foreach (get_enrolled_users($context, '', 0, 'u.*', 'u.id') as $user) {
    $roles = array_map(fn($role) => $role->shortname, get_user_roles($context, $user->id, false));
    $groups = array_map(fn($group) => $group->name, groups_get_all_groups($course->id, $user->id));
    $cohorts = $DB->get_fieldset_sql('SELECT c.idnumber FROM {cohort} c JOIN {cohort_members} m ON m.cohortid = c.id
                                       WHERE m.userid = ?', [$user->id]);
    $people[] = [
        'username' => $user->username, 'firstname' => $user->firstname, 'lastname' => $user->lastname,
        'email' => $user->email, 'lang' => $user->lang, 'country' => $user->country,
        'roles' => array_values($roles), 'groups' => array_values($groups), 'cohorts' => $cohorts,
    ];
}
echo json_encode(['messages' => listening_tracker::$said, 'people' => $people]);
