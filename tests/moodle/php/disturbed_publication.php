<?php
// Publishes as the publishing account while somebody else, over a connection of its own, changes something in the midst of it.
// Arguments: FILE (JSON: the parameters of restore) MOMENT SQL...
// MOMENT: how many writes after the staging course was begun; or a SELECT that gives 1 then, as the publication itself sees it.
// Prints {"disturbed": bool, "status": string}. Run through run.php.
defined('MOODLE_INTERNAL') || die();
$told = json_decode(file_get_contents($args[0]), true);
eval('class disturbed_database extends ' . get_class($DB) . ' {
    public $disturb = null;
    protected function query_end($result) {
        parent::query_end($result);
        if ($this->disturb) {
            ($this->disturb)($this->perf_get_writes());
        }
    }
}');
$other = $DB;
$other->execute("SET lock_timeout = '100ms'");
$publisher = $other->get_record('user', ['username' => 'publication'], '*', MUST_EXIST);
$DB = new disturbed_database(false);
$DB->connect($CFG->dbhost, $CFG->dbuser, $CFG->dbpass, $CFG->dbname, $CFG->prefix, $CFG->dboptions);
\core\session\manager::set_user($publisher);
$begun = null;
$seen = 0;
$disturbed = false;
$database = $DB;
$DB->disturb = function(int $writes) use (&$begun, &$seen, &$disturbed, $database, $other, $args, $told): void {
    static $isasking = false;
    if ($writes === $seen || $isasking) {
        return;
    }
    $seen = $writes;
    $isasking = true;
    $iscome = is_numeric($args[1]) || $database->get_field_sql($args[1]);
    $isasking = false;
    $staging = 'courseid = ? AND stagingid > 0 AND requestid = ?';
    if ($begun === null && $other->record_exists_select('local_coursedeploy_job', $staging,
            [$told['options']['courseid'], $told['requestid']])) {
        $begun = $writes;
    }
    if ($begun === null || !$iscome || $writes < $begun + (is_numeric($args[1]) ? (int)$args[1] : 0)) {
        return;
    }
    try {
        foreach (array_slice($args, 2) as $sql) {
            $other->execute($sql);
        }
        $disturbed = true;
        $database->disturb = null;
    } catch (dml_exception $e) {
        // The row is being written just now: whoever edits it waits for that, and so do we.
        $disturbed = false;
    }
};
$job = \local_coursedeploy\external\restore::execute(
    $told['draftitemid'], $told['requestid'], $told['target'], $told['categoryid'], $told['sha1'], $told['options']
);
echo json_encode(['disturbed' => $disturbed, 'status' => $job['status'], 'writes' => $seen - (int)$begun]);
