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
 * In which order the sections of a course are to stand, from three sides: as we left them, as they are, as the package has them.
 *
 * A person's order stays, unless the caller wants it overwritten; what is new comes to its place in either.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class section_order {

    /** @var int[] section ids in the order of the package */
    private $wanted;

    /** @var int[] section ids in the order of the live course, with what is not ours */
    private $present;

    /** @var int[] section ids in the order of the package that was published last */
    private $known;

    /**
     * Constructor.
     *
     * @param int[] $wanted
     * @param int[] $present
     * @param int[] $known
     */
    public function __construct(array $wanted, array $present, array $known) {
        $this->wanted = $wanted;
        $this->present = $present;
        $this->known = $known;
    }

    /**
     * Whether a person has put ours into another order.
     *
     * @return bool
     */
    public function is_edited(): bool {
        return !self::agree($this->known, $this->present);
    }

    /**
     * Whether the package has another order than the one before.
     *
     * @return bool
     */
    public function is_new(): bool {
        return !self::agree($this->known, $this->wanted);
    }

    /**
     * Whether a person and the package want different things.
     *
     * @return bool
     */
    public function is_conflict(): bool {
        return $this->is_edited() && $this->is_new() && !self::agree($this->wanted, $this->present);
    }

    /**
     * The order that all sections are to have.
     *
     * @param bool $overwrites whether the package's order wins
     * @return int[] section ids
     */
    public function target(bool $overwrites): array {
        $new = $this->known ? array_diff($this->wanted, $this->known) : [];
        $order = $this->is_edited() && !$overwrites
            ? self::woven(array_values(array_diff($this->present, $new)), $this->wanted)
            : $this->wanted;
        return self::woven($order, $this->present);
    }

    /**
     * What is to be remembered as ours once everything is done.
     *
     * @return int[] section ids
     */
    public function remembered(): array {
        $isours = self::agree($this->wanted, $this->present) || ($this->known && !$this->is_new());
        return $isours ? $this->wanted : ($this->known ?: $this->present);
    }

    /**
     * Whether what two lists share is in the same order in both.
     *
     * @param int[] $one
     * @param int[] $other
     * @return bool
     */
    private static function agree(array $one, array $other): bool {
        return array_values(array_intersect($one, $other)) === array_values(array_intersect($other, $one));
    }

    /**
     * A list with what it lacks of another one, each behind the one that it follows there.
     *
     * @param int[] $list
     * @param int[] $other
     * @return int[]
     */
    private static function woven(array $list, array $other): array {
        foreach ($other as $place => $id) {
            if (!in_array($id, $list, true)) {
                $before = $place ? array_search($other[$place - 1], $list, true) : false;
                array_splice($list, $before === false ? 0 : $before + 1, 0, [$id]);
            }
        }
        return $list;
    }
}
