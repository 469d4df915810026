<?php
// Restores one backup into a new course and reports everything Moodle has to say about it, as one JSON object:
// {"restored": bool, "courseid": int, "messages": [string]}. A faultless package gives no message at all.
// Arguments: PACKAGE. Run through run.php.
defined('MOODLE_INTERNAL') || die();
require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');
require_once($CFG->libdir . '/questionlib.php');

/** Everything that was said while a backup was restored, each message marked with where it came from. */
final class live_test_notes {
    /** @var string[] */
    private array $messages = [];
    private string $errorlog;

    /** From now on: PHP's notices, error_log() and printed output are kept here. */
    public function listen(): void {
        $GLOBALS['CFG']->backup_error_log_logger_level = backup::LOG_WARNING;
        $this->errorlog = make_request_directory() . '/error.log';
        ini_set('error_log', $this->errorlog);
        ini_set('log_errors', '1');
        set_error_handler(function (int $level, string $text, string $file, int $line): bool {
            if (error_reporting() & $level) {
                $this->add('php', "$text in " . $this->inside($file) . ":$line");
            }
            return true;
        });
        ob_start();
    }

    /** Stop listening and collect what was printed (debugging() prints) or logged. */
    public function finish(): void {
        foreach ($this->lines(ob_get_clean()) as $line) {
            $this->add('debugging', $line);
        }
        restore_error_handler();
        foreach ($this->lines(is_file($this->errorlog) ? file_get_contents($this->errorlog) : '') as $line) {
            $this->add('log', preg_replace('/^\[[^\]]*\] /', '', $line));
        }
    }

    public function add(string $origin, string $text): void {
        $this->messages["$origin: $text"] = true;
    }

    public function add_exception(Throwable $error): void {
        $detail = empty($error->debuginfo) ? '' : ' | ' . $error->debuginfo;
        $where = $this->inside($error->getFile()) . ':' . $error->getLine();
        $this->add('exception', get_class($error) . ': ' . $error->getMessage() . $detail . " in $where");
    }

    /** @return string[] */
    public function all(): array {
        return array_keys($this->messages);
    }

    /** @return string[] */
    private function lines(string $text): array {
        return array_filter(array_map('trim', explode("\n", $text)), 'strlen');
    }

    private function inside(string $file): string {
        return str_replace($GLOBALS['CFG']->dirroot . '/', '', $file);
    }
}

/** Takes the restore's own log lines of level warning and worse. */
final class live_test_logger extends base_logger {
    private live_test_notes $notes;

    public function __construct(live_test_notes $notes) {
        parent::__construct(backup::LOG_WARNING);
        $this->notes = $notes;
    }

    protected function action($message, $level, $options = null) {
        $this->notes->add($level <= backup::LOG_ERROR ? 'error' : 'warning', $message);
        return true;
    }
}

/** Unpacks $package where restore_controller looks for it and returns the folder's name. */
function live_test_unpack(string $package): string {
    $name = 'live' . md5($package . microtime());
    $folder = make_backup_temp_directory($name);
    if (!get_file_packer('application/vnd.moodle.backup')->extract_to_pathname($package, $folder)) {
        throw new moodle_exception('cannotunzipfile');
    }
    return $name;
}

function live_test_new_course(): int {
    [$fullname, $shortname] = restore_dbops::calculate_course_names(0, 'restored', 'restored');
    return restore_dbops::create_new_course($fullname, $shortname, core_course_category::get_default()->id);
}

function live_test_note_precheck(live_test_notes $notes, restore_controller $controller): bool {
    $controller->execute_precheck();
    $results = $controller->get_precheck_results();
    foreach ($results as $kind => $texts) {
        foreach ((array) $texts as $text) {
            $notes->add("precheck $kind", $text);
        }
    }
    return empty($results['errors']);
}

/** Restores into a new course; false when Moodle refused or broke off. */
function live_test_restore(live_test_notes $notes, string $package, int &$courseid): bool {
    $folder = live_test_unpack($package);
    $courseid = live_test_new_course();
    $controller = new restore_controller($folder, $courseid, backup::INTERACTIVE_NO, backup::MODE_GENERAL,
        get_admin()->id, backup::TARGET_NEW_COURSE);
    $accepted = live_test_note_precheck($notes, $controller);
    if ($accepted) {
        $controller->add_logger(new live_test_logger($notes));
        $controller->execute_plan();
        // Reading the course as a page would: a broken section list or availability shows here.
        rebuild_course_cache($courseid, true);
        get_fast_modinfo($courseid)->get_cms();
    }
    $controller->destroy();
    return $accepted;
}

$notes = new live_test_notes();
$courseid = 0;
$restored = false;
$notes->listen();
try {
    $restored = live_test_restore($notes, $args[0], $courseid);
} catch (Throwable $error) {
    $notes->add_exception($error);
}
$notes->finish();
echo json_encode(['restored' => $restored, 'courseid' => $courseid, 'messages' => $notes->all()],
    JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
