<?php
// This file is part of Coursedeploy, a plugin for Moodle - https://moodle.org/
//
// Coursedeploy is free software: you can redistribute it and/or modify
// it under the terms of the GNU General Public License as published by
// the Free Software Foundation, either version 3 of the License, or
// (at your option) any later version.
//
// Coursedeploy is distributed in the hope that it will be useful,
// but WITHOUT ANY WARRANTY; without even the implied warranty of
// MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the
// GNU General Public License for more details.
//
// You should have received a copy of the GNU General Public License
// along with Moodle.  If not, see <https://www.gnu.org/licenses/>.

namespace local_coursedeploy\local;

/**
 * What a job finds and makes: errors, remarks, what the package says of itself, what the new course holds.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class report {

    /** @var array[] code and message */
    private $errors = [];

    /** @var array[] code and message */
    private $warnings = [];

    /** @var array what the package says of itself */
    private $package = [];

    /** @var array[] sections of the course made */
    private $sections = [];

    /** @var array[] activities of the course made */
    private $activities = [];

    /** @var array[] what was done to a live course, see actions */
    private $actions = [];

    /** @var int how many things were written to a live course */
    private $writes = 0;

    /** @var int the snapshot made; 0 for none */
    private $snapshotid = 0;

    /** @var string the state of a live course afterwards, see census::state() */
    private $state = '';

    /**
     * Adds an error that this plugin knows.
     *
     * @param refusal $refusal
     * @return void
     */
    public function refuse(refusal $refusal): void {
        $this->add_error($refusal->errorcode, $refusal->getMessage());
        // For a caller who is to get the refusal itself.
        $this->errors[count($this->errors) - 1]['a'] = $refusal->a;
    }

    /**
     * Adds an error.
     *
     * @param string $code
     * @param string $message
     * @return void
     */
    public function add_error(string $code, string $message): void {
        $this->errors[] = ['code' => $code, 'message' => self::plain($message)];
    }

    /**
     * Adds a remark.
     *
     * @param string $code
     * @param string $message
     * @return void
     */
    public function add_warning(string $code, string $message): void {
        $this->warnings[] = ['code' => $code, 'message' => self::plain($message)];
    }

    /**
     * Takes what Moodle's own check of a package found.
     *
     * @param array $results as restore_controller::get_precheck_results() gives it
     * @return void
     */
    public function take_precheck(array $results): void {
        foreach ($results['errors'] ?? [] as $message) {
            $this->add_error('precheck', $message);
        }
        foreach ($results['warnings'] ?? [] as $message) {
            if (!self::is_of_roles($message)) {
                $this->add_warning('precheck', $message);
            }
        }
    }

    /**
     * Takes what the package says of itself.
     *
     * @param array $package
     * @return void
     */
    public function describe_package(array $package): void {
        $this->package = $package;
    }

    /**
     * Takes what the course holds.
     *
     * @param inventory $inventory
     * @return void
     */
    public function describe_course(inventory $inventory): void {
        $this->sections = $inventory->sections();
        $this->activities = $inventory->activities();
    }

    /**
     * Takes what was done to a live course.
     *
     * @param reconcile\actions $actions
     * @return void
     */
    public function take_actions(reconcile\actions $actions): void {
        $this->actions = array_merge($this->actions, $actions->all());
        $this->writes += $actions->writes();
    }

    /**
     * Takes the snapshot that was made.
     *
     * @param int $snapshotid
     * @return void
     */
    public function take_snapshot(int $snapshotid): void {
        $this->snapshotid = $snapshotid;
    }

    /**
     * Takes the state of a live course.
     *
     * @param string $state
     * @return void
     */
    public function take_state(string $state): void {
        $this->state = $state;
    }

    /**
     * Whether there is no error.
     *
     * @return bool
     */
    public function is_good(): bool {
        return !$this->errors;
    }

    /**
     * Whether there are remarks.
     *
     * @return bool
     */
    public function has_warnings(): bool {
        return (bool)$this->warnings;
    }

    /**
     * The report as plain values.
     *
     * @return array
     */
    public function to_array(): array {
        return [
            'errors' => $this->errors,
            'warnings' => $this->warnings,
            'package' => $this->package,
            'sections' => $this->sections,
            'activities' => $this->activities,
            'actions' => $this->actions,
            'writes' => $this->writes,
            'snapshotid' => $this->snapshotid,
            'state' => $this->state,
        ];
    }

    /**
     * Whether a remark is about a role that cannot be given to people: no people are restored.
     *
     * @param string $message
     * @return bool
     */
    private static function is_of_roles(string $message): bool {
        $pattern = preg_quote(get_string('cannotfindassignablerole', 'backup', '@@'), '~');
        return (bool)preg_match('~^' . str_replace('@@', '.*', $pattern) . '$~s', $message);
    }

    /**
     * A message without the mark-up that Moodle puts in some of its messages.
     *
     * @param string $message
     * @return string
     */
    private static function plain(string $message): string {
        return trim(html_entity_decode(strip_tags($message), ENT_QUOTES, 'UTF-8'));
    }
}
