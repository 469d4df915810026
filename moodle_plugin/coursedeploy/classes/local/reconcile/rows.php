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
 * Rows of the site's tables, compared by what they say.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class rows {

    /**
     * The rows of a table as a list.
     *
     * @param string $table
     * @param array $where column => value
     * @param string $order
     * @return \stdClass[] none when this release lacks the table
     */
    public static function of(string $table, array $where, string $order = 'id'): array {
        global $DB;
        if (!$DB->get_manager()->table_exists($table)) {
            return [];
        }
        return array_values($DB->get_records($table, $where, $order));
    }

    /**
     * The columns in which a row differs from what it should be.
     *
     * @param array|\stdClass $wanted column => value; columns that the row lacks are passed over
     * @param \stdClass $row
     * @return array column => wanted value
     */
    public static function differences($wanted, \stdClass $row): array {
        $different = [];
        foreach ((array)$wanted as $column => $value) {
            if (property_exists($row, $column) && plain::value($value) !== plain::value($row->$column)) {
                $different[$column] = $value;
            }
        }
        return $different;
    }

    /**
     * Only the named columns of a row.
     *
     * @param \stdClass $row
     * @param string[] $columns
     * @return array
     */
    public static function only(\stdClass $row, array $columns): array {
        return array_intersect_key((array)$row, array_flip($columns));
    }

    /**
     * A row without its id and the named columns.
     *
     * @param \stdClass $row
     * @param string[] $columns
     * @return array
     */
    public static function without(\stdClass $row, array $columns = []): array {
        return array_diff_key((array)$row, array_flip(array_merge(['id'], $columns)));
    }

    /**
     * Rows by the text of one column; of several with the same text the first.
     *
     * @param \stdClass[] $rows
     * @param string $column
     * @return \stdClass[]
     */
    public static function by(array $rows, string $column): array {
        $by = [];
        foreach ($rows as $row) {
            $by += [(string)$row->$column => $row];
        }
        return $by;
    }

    /**
     * Changes columns of a row.
     *
     * @param string $table
     * @param int $id
     * @param array $values column => value
     * @return void
     */
    public static function change(string $table, int $id, array $values): void {
        global $DB;
        $DB->update_record($table, (object)(['id' => $id] + $values));
    }
}
