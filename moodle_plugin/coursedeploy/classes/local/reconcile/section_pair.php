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

namespace local_coursedeploy\local\reconcile;

use local_coursedeploy\local\section_row;

/**
 * A section of the package, and the section of the live course that it is.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class section_pair {

    /** @var string key; '' for none given */
    public $key;

    /** @var section_row in the staging course */
    public $stage;

    /** @var section_row|null in the live course; null in a dry run for one that would be made */
    public $live;

    /** @var bool whether the live one was made just now, or would be */
    public $isnew;

    /**
     * Constructor.
     *
     * @param string $key
     * @param section_row $stage
     * @param section_row|null $live
     * @param bool $isnew
     */
    public function __construct(string $key, section_row $stage, ?section_row $live, bool $isnew = false) {
        $this->key = $key;
        $this->stage = $stage;
        $this->live = $live;
        $this->isnew = $isnew;
    }
}
