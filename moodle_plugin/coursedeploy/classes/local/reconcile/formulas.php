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
 * Formulas of the gradebook: they name the items that they count with by id.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class formulas {

    /** How a formula names an item. */
    const NAME = '~##gi(\d+)##~';

    /**
     * A formula of the staging course as the live course is to have it.
     *
     * @param run $run
     * @param string|null $formula
     * @return string|null null when it names an item that the live course does not have (yet)
     */
    public static function mapped(run $run, ?string $formula): ?string {
        $whole = true;
        $mapped = preg_replace_callback(self::NAME, function(array $match) use ($run, &$whole): string {
            $twin = $run->twins()->of('grade_item', (int)$match[1]);
            $whole = $whole && $twin;
            return "##gi$twin##";
        }, (string)$formula);
        return $whole ? $mapped : null;
    }

    /**
     * A formula with names in the place of ids, for a fingerprint.
     *
     * @param string|null $formula
     * @return string
     */
    public static function content(?string $formula): string {
        return preg_replace_callback(self::NAME, function(array $match): string {
            global $DB;
            $item = $DB->get_record('grade_items', ['id' => (int)$match[1]], 'itemname, itemtype, idnumber');
            return $item ? "[[{$item->itemtype} {$item->idnumber} {$item->itemname}]]" : '[[?]]';
        }, (string)$formula);
    }

    /**
     * Whether an item is to have another formula.
     *
     * @param run $run
     * @param \stdClass $item of the staging course
     * @param \grade_item $twin
     * @return bool
     */
    public static function differ(run $run, \stdClass $item, \grade_item $twin): bool {
        return self::mapped($run, $item->calculation) !== (string)$twin->calculation;
    }

    /**
     * Writes the formula of an item, as far as everything that it names is there.
     *
     * @param run $run
     * @param \stdClass $item of the staging course
     * @param int $id live item
     * @return void
     */
    public static function write(run $run, \stdClass $item, int $id): void {
        $formula = self::mapped($run, $item->calculation);
        $twin = \grade_item::fetch(['id' => $id]);
        if ($formula !== null && $formula !== (string)$twin->calculation) {
            $twin->calculation = $formula === '' ? null : $formula;
            $twin->update(gradebook_changes::SOURCE);
        }
    }
}
