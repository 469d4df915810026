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
 * A request that is not done, with a code that a program reads and a sentence that a person reads.
 *
 * The code is the name of a string of this plugin.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class refusal extends \moodle_exception {

    /**
     * Constructor.
     *
     * @param string $code name of the string, and error code of the answer
     * @param mixed $a what the string speaks of
     */
    public function __construct(string $code, $a = null) {
        parent::__construct($code, 'local_coursedeploy', '', $a);
    }
}
