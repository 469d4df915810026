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
 * Writes the progress of a restore into its job, at most once a second (the base class sees to that).
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class progress extends \core\progress\base {

    /** The restore is this much of the work; the rest is unpacking and taking stock. */
    const SHARE = 95;

    /** @var job */
    private $job;

    /** @var int percent of the work that the restore is */
    private $share;

    /**
     * Constructor.
     *
     * @param job $job
     * @param int $share percent of the work that the restore is
     */
    public function __construct(job $job, int $share = self::SHARE) {
        $this->job = $job;
        $this->share = $share;
    }

    /**
     * Called by the base class when something moved.
     *
     * @return void
     */
    public function update_progress() {
        [$least] = $this->get_progress_proportion_range();
        $percent = (int)floor($least * $this->share);
        if ($percent > $this->job->get('progress')) {
            $this->job->advance($percent);
        }
    }
}
