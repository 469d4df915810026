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
 * What a publication did to a course, one entry a thing, in the words of the contract.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class actions {

    /** What is no writing to the course. */
    const NO_WRITING = ['unchanged', 'leftalone', 'conflict', 'kept', 'noted', 'failed'];

    /** An entry that says nothing yet. */
    const BLANK = [
        'kind' => '',
        'key' => '',
        'modname' => '',
        'cmid' => 0,
        'action' => '',
        'parts' => [],
        'code' => '',
        'detail' => '',
    ];

    /** @var array[] */
    private $entries = [];

    /**
     * Adds an entry.
     *
     * @param string $kind course, section, activity, question, gradebook, completion, competency, badge, group or block
     * @param string $key
     * @param string $action unchanged, added, updated, moved, renamed, hidden, shown, deleted, leftalone, conflict, kept, noted
     *     or failed
     * @param array $more modname, cmid, parts, code, detail
     * @return void
     */
    public function add(string $kind, string $key, string $action, array $more = []): void {
        $this->entries[] = ['kind' => $kind, 'key' => $key, 'action' => $action] + $more + self::BLANK;
    }

    /**
     * All entries.
     *
     * @return array[]
     */
    public function all(): array {
        return $this->entries;
    }

    /**
     * Whether something was to be written and could not be.
     *
     * @return bool
     */
    public function has_failures(): bool {
        return in_array('failed', array_column($this->entries, 'action'), true);
    }

    /**
     * How many things were written.
     *
     * @return int
     */
    public function writes(): int {
        return count(array_filter($this->entries, function(array $entry): bool {
            return !in_array($entry['action'], self::NO_WRITING, true);
        }));
    }
}
