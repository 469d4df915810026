<?php
// Publishes as the publishing account in a process of its own that kills itself after so many writes to the database.
// Arguments: FILE (JSON: the parameters of restore) WRITES. Prints {"killed": bool}. Run through run.php.
defined('MOODLE_INTERNAL') || die();
$told = json_decode(file_get_contents($args[0]), true);
// The class of the database of this site, with a fuse.
eval('class fused_database extends ' . get_class($DB) . ' {
    public $fuse = PHP_INT_MAX;
    protected function query_end($result) {
        parent::query_end($result);
        if ($this->perf_get_writes() >= $this->fuse) {
            posix_kill(getmypid(), SIGKILL);
        }
    }
}');
$child = pcntl_fork();
if ($child === 0) {
    $DB = new fused_database(false);
    $DB->connect($CFG->dbhost, $CFG->dbuser, $CFG->dbpass, $CFG->dbname, $CFG->prefix, $CFG->dboptions);
    \core\session\manager::set_user($DB->get_record('user', ['username' => 'publication'], '*', MUST_EXIST));
    $DB->fuse = $DB->perf_get_writes() + (int) $args[1];
    \local_coursedeploy\external\restore::execute(
        $told['draftitemid'], $told['requestid'], $told['target'], $told['categoryid'], $told['sha1'], $told['options']
    );
    posix_kill(getmypid(), SIGTERM);
}
pcntl_waitpid($child, $status);
echo json_encode(['killed' => pcntl_wifsignaled($status) && pcntl_wtermsig($status) === SIGKILL]);
