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
 * Takes requests in. The same key of the same user always leads to the same job.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class intake {

    /**
     * The job of a request: the one that is there already, or a new one that holds the uploaded package.
     *
     * @param int $userid
     * @param string $requestid
     * @param request $request
     * @param int $draftitemid where the package was uploaded to
     * @return array the job, and whether it is new
     * @throws refusal
     */
    public static function take(int $userid, string $requestid, request $request, int $draftitemid): array {
        if ($requestid === '' || \core_text::strlen($requestid) > 64) {
            throw new refusal('badrequestid');
        }
        $known = self::known($userid, $requestid, $request);
        if ($known) {
            return [$known, false];
        }
        if ($request->target === request::TARGET_NEW) {
            names::demand_free($request->idnumber, $request->shortname);
        }
        $job = job::of_request($userid, $requestid, $request);
        try {
            $job->create();
        } catch (\dml_write_exception $e) {
            // Another call with the same key was faster: the unique index allows one.
            $known = self::known($userid, $requestid, $request);
            if (!$known) {
                throw $e;
            }
            return [$known, false];
        }
        if ($request->has_package()) {
            self::take_package($job, $request, $draftitemid);
        }
        return [$job, true];
    }

    /**
     * The job that a user's key stands for.
     *
     * @param int $userid
     * @param string $requestid
     * @param request $request
     * @return job|null
     * @throws refusal when the key stands for another request
     */
    private static function known(int $userid, string $requestid, request $request): ?job {
        $job = job::find($userid, $requestid);
        if ($job && $job->get('fingerprint') !== $request->fingerprint()) {
            throw new refusal('requestidreused', s($requestid));
        }
        return $job;
    }

    /**
     * Moves the package in; a job whose package cannot be taken is no job.
     *
     * @param job $job
     * @param request $request
     * @param int $draftitemid
     * @return void
     */
    private static function take_package(job $job, request $request, int $draftitemid): void {
        try {
            package::adopt($job, $draftitemid);
        } catch (\Throwable $e) {
            package::forget($job);
            $job->delete();
            throw $e;
        }
        if ($request->target !== request::TARGET_PRECHECK && !$request->dryrun) {
            // A check leaves the upload where it is: the making of the course comes next and needs it.
            package::empty_draft((int)$job->get('userid'), $draftitemid);
        }
    }
}
