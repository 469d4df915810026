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
 * What one request to this site may carry.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class limits {

    /** Room for the other fields of an upload. */
    const MARGIN = 65536;

    /** Given when PHP and the site set no limit at all. */
    const NO_LIMIT = 1073741824;

    /**
     * The most bytes that one upload may hold.
     *
     * @return int
     */
    public static function upload_bytes(): int {
        global $CFG;
        $limits = array_filter([
            (int)get_real_size(ini_get('upload_max_filesize')),
            self::post_bytes() - self::MARGIN,
            (int)$CFG->maxbytes,
        ], function(int $bytes): bool {
            return $bytes > 0;
        });
        return $limits ? min($limits) : self::NO_LIMIT;
    }

    /**
     * The most bytes that one request may hold; 0 for no limit.
     *
     * @return int
     */
    public static function post_bytes(): int {
        return (int)get_real_size(ini_get('post_max_size'));
    }

    /**
     * The most variables that one request may hold.
     *
     * @return int
     */
    public static function input_vars(): int {
        return (int)ini_get('max_input_vars');
    }
}
