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
 * One publishing job: a row of the job table.
 *
 * created -> running -> done or failed; as a task: created -> queued -> running -> done or failed.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class job extends \core\persistent {

    /** Table name. */
    const TABLE = 'local_coursedeploy_job';

    /** Taken in, not begun. */
    const CREATED = 'created';

    /** Waits for cron. */
    const QUEUED = 'queued';

    /** At work. */
    const RUNNING = 'running';

    /** Finished well. */
    const DONE = 'done';

    /** Finished badly. A course in the making is gone; a live course has what was done, and the next publication goes on. */
    const FAILED = 'failed';

    /**
     * The columns.
     *
     * @return array
     */
    protected static function define_properties() {
        $number = ['type' => PARAM_INT, 'default' => 0];
        return [
            'userid' => ['type' => PARAM_INT],
            'requestid' => ['type' => PARAM_ALPHANUMEXT],
            'fingerprint' => ['type' => PARAM_ALPHANUM],
            'target' => ['type' => PARAM_ALPHA],
            'categoryid' => ['type' => PARAM_INT],
            'courseid' => $number,
            'stagingid' => $number,
            'status' => [
                'type' => PARAM_ALPHA,
                'default' => self::CREATED,
                'choices' => [self::CREATED, self::QUEUED, self::RUNNING, self::DONE, self::FAILED],
            ],
            'progress' => $number,
            'request' => ['type' => PARAM_RAW],
            'result' => ['type' => PARAM_RAW, 'null' => NULL_ALLOWED, 'default' => null],
            'timestarted' => $number,
            'timefinished' => $number,
        ];
    }

    /**
     * The job of a user's request.
     *
     * @param int $userid
     * @param string $requestid
     * @return self|null
     */
    public static function find(int $userid, string $requestid): ?self {
        return self::get_record(['userid' => $userid, 'requestid' => $requestid]) ?: null;
    }

    /**
     * A job that has not begun.
     *
     * @param int $userid who asks
     * @param string $requestid the caller's key
     * @param request $request
     * @return self not yet in the database
     */
    public static function of_request(int $userid, string $requestid, request $request): self {
        return new self(0, (object)[
            'userid' => $userid,
            'requestid' => $requestid,
            'fingerprint' => $request->fingerprint(),
            'target' => $request->target,
            'categoryid' => $request->categoryid,
            'courseid' => $request->courseid,
            'request' => $request->to_json(),
        ]);
    }

    /**
     * What was asked.
     *
     * @return request
     */
    public function asked(): request {
        return request::from_json($this->get('request'));
    }

    /**
     * What came of it.
     *
     * @return array as report::to_array() gives it; empty before the end
     */
    public function outcome(): array {
        return json_decode((string)$this->get('result'), true) ?: [];
    }

    /**
     * Whether nothing more will happen.
     *
     * @return bool
     */
    public function is_over(): bool {
        return in_array($this->get('status'), [self::DONE, self::FAILED], true);
    }

    /**
     * Notes that the job waits for cron.
     *
     * @return void
     */
    public function queued(): void {
        $this->set('status', self::QUEUED);
        $this->update();
    }

    /**
     * Notes that work begins.
     *
     * @return void
     */
    public function begin(): void {
        $this->set('status', self::RUNNING);
        $this->set('timestarted', time());
        $this->update();
    }

    /**
     * Notes how far the work is.
     *
     * @param int $percent
     * @return void
     */
    public function advance(int $percent): void {
        $this->set('progress', max(0, min(100, $percent)));
        $this->update();
    }

    /**
     * Notes a course that is to be removed if the work breaks off; 0 once it is removed.
     *
     * @param int $courseid
     * @return void
     */
    public function holds_course(int $courseid): void {
        $this->set('stagingid', $courseid);
        $this->update();
    }

    /**
     * Makes the course that was to be removed the course of the job. Written down together with the end.
     *
     * @return void
     */
    public function keeps_course(): void {
        $this->set('courseid', $this->get('stagingid'));
        $this->set('stagingid', 0);
    }

    /**
     * Notes the end.
     *
     * @param report $report
     * @return void
     */
    public function finish(report $report): void {
        $this->set('status', $report->is_good() ? self::DONE : self::FAILED);
        $this->set('progress', 100);
        $this->set('result', json_encode($report->to_array()));
        $this->set('timefinished', time());
        $this->update();
    }
}
