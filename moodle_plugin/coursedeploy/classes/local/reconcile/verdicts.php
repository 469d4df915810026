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

/**
 * What a publication decided about everything it looked at.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class verdicts {

    /** It was to be changed, and that failed. */
    const FAILED = 'failed';

    /** It was to be changed, and this plugin does not know how. */
    const KEPT = 'kept';

    /** @var string[][] kind => key => verdict, one of judge's or of these */
    private $verdicts = [];

    /** @var int[] key of a section => id */
    private $places = [];

    /**
     * Keeps a verdict.
     *
     * @param string $kind
     * @param string $key
     * @param string $verdict
     * @return void
     */
    public function set(string $kind, string $key, string $verdict): void {
        if (($this->verdicts[$kind][$key] ?? '') !== self::FAILED) {
            $this->verdicts[$kind][$key] = $verdict;
        }
    }

    /**
     * A verdict.
     *
     * @param string $kind
     * @param string $key
     * @return string '' for none
     */
    public function get(string $kind, string $key): string {
        return $this->verdicts[$kind][$key] ?? '';
    }

    /**
     * All verdicts of a kind.
     *
     * @param string $kind
     * @return string[] by key
     */
    public function all(string $kind): array {
        return $this->verdicts[$kind] ?? [];
    }

    /**
     * Keeps which section of the live course has a key.
     *
     * @param string $key
     * @param int $sectionid
     * @return void
     */
    public function place(string $key, int $sectionid): void {
        $this->places[$key] = $sectionid;
    }

    /**
     * The sections that have a key.
     *
     * @return int[] key => id
     */
    public function places(): array {
        return $this->places;
    }
}
