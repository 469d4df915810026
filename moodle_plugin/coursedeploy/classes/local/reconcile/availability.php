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

use local_coursedeploy\local\fingerprint;

/**
 * A restriction of the staging course, said with the activities, groups and grade items of the live course.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class availability {

    /** Which condition names what by id, and in which of its fields. */
    const NAMED = [
        'completion' => ['cm', 'course_module'],
        'grade' => ['id', 'grade_item'],
        'group' => ['id', 'group'],
        'grouping' => ['id', 'grouping'],
    ];

    /** @var twins */
    private $twins;

    /** @var bool whether everything that is named has a twin */
    private $complete = true;

    /**
     * Constructor.
     *
     * @param twins $twins
     */
    public function __construct(twins $twins) {
        $this->twins = $twins;
    }

    /**
     * The restriction as the live course is to store it.
     *
     * @param string|null $json of the staging course
     * @return string|null null for no restriction; a text that is no JSON never comes back
     */
    public function translate(?string $json): ?string {
        $this->complete = true;
        $tree = fingerprint::availability((string)$json);
        return $tree ? json_encode($this->walk($tree)) : null;
    }

    /**
     * Whether everything that the last restriction names is in the live course. If not it must not be used: it could never be met.
     *
     * @return bool
     */
    public function is_complete(): bool {
        return $this->complete;
    }

    /**
     * Whether two restrictions say the same.
     *
     * @param string|null $one JSON
     * @param string|null $other JSON
     * @return bool
     */
    public static function are_equal(?string $one, ?string $other): bool {
        return fingerprint::availability((string)$one) == fingerprint::availability((string)$other);
    }

    /**
     * Translates a condition, or a list of conditions.
     *
     * @param mixed $node
     * @return mixed
     */
    private function walk($node) {
        if (isset($node->c) && is_array($node->c)) {
            $node->c = array_map([$this, 'walk'], $node->c);
            return $node;
        }
        [$field, $what] = self::NAMED[$node->type ?? ''] ?? [null, null];
        // 0 or nothing stands for "any", a negative number for "the activity before".
        if ($field !== null && isset($node->$field) && (int)$node->$field > 0) {
            $twin = $this->twins->of($what, (int)$node->$field);
            $this->complete = $this->complete && $twin;
            $node->$field = $twin;
        }
        return $node;
    }
}
