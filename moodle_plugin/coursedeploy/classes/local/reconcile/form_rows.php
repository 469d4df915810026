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
 * Rows of a form by which work is marked: criteria or aspects, with their levels where they have some. A form that somebody has
 * used may be reworded in place, never rebuilt: marks hang on its rows.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class form_rows {

    /** @var array table, owner (column), order (columns), fixed (columns that decide marks) */
    private $of;

    /** @var array the same for the levels of a row; empty for none */
    private $levels;

    /**
     * Constructor.
     *
     * @param array $of table, owner, order, fixed
     * @param array $levels the same, owner being the column with the row's id; empty for none
     */
    public function __construct(array $of, array $levels = []) {
        $this->of = $of;
        $this->levels = $levels;
    }

    /**
     * The rows of one form, each with its levels.
     *
     * @param int $owner
     * @return \stdClass[]
     */
    public function load(int $owner): array {
        $rows = rows::of($this->of['table'], [$this->of['owner'] => $owner], $this->of['order']);
        foreach ($rows as $row) {
            $row->levels = $this->levels ? rows::of($this->levels['table'], [$this->levels['owner'] => $row->id],
                $this->levels['order']) : [];
        }
        return $rows;
    }

    /**
     * What the rows say, for a fingerprint.
     *
     * @param int $owner
     * @return array
     */
    public function content(int $owner): array {
        $content = [];
        foreach ($this->load($owner) as $row) {
            $levels = [];
            foreach ($row->levels as $level) {
                $levels[] = plain::row(rows::without($level, [$this->levels['owner']]));
            }
            $content[] = [plain::row(rows::without($row, [$this->of['owner'], 'levels'])), $levels];
        }
        return $content;
    }

    /**
     * Whether new rows are the old ones in other words: as many, with the same marks, and about the same things.
     *
     * @param \stdClass[] $wanted
     * @param \stdClass[] $present
     * @return bool
     */
    public function is_reworded(array $wanted, array $present): bool {
        if (count($wanted) !== count($present)) {
            return false;
        }
        foreach ($wanted as $n => $row) {
            $twin = $present[$n];
            if (!$this->keeps($row, $twin, $this->of) || count($row->levels) !== count($twin->levels)) {
                return false;
            }
            foreach ($row->levels as $m => $level) {
                if (!$this->keeps($level, $twin->levels[$m], $this->levels)) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Whether rows differ at all.
     *
     * @param run $run
     * @param \stdClass[] $wanted
     * @param \stdClass[] $present
     * @return bool
     */
    public function differ(run $run, array $wanted, array $present): bool {
        if (count($wanted) !== count($present)) {
            return true;
        }
        foreach ($wanted as $n => $row) {
            if (rows::differences($this->values($run, $row, $this->of), $present[$n])
                    || $this->levels_differ($run, $row->levels, $present[$n]->levels)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Makes the rows of a form like others: by place, so that ids stay as far as there are rows.
     *
     * @param run $run
     * @param \stdClass[] $wanted
     * @param int $owner
     * @return int[] id of a wanted row => id of the row in the form
     */
    public function write(run $run, array $wanted, int $owner): array {
        $present = $this->load($owner);
        $ids = [];
        foreach ($wanted as $n => $row) {
            $id = $this->write_row($this->of, $owner, $this->values($run, $row, $this->of), $present[$n] ?? null);
            $this->write_levels($run, $row->levels, $id, isset($present[$n]) ? $present[$n]->levels : []);
            $ids[$row->id] = $id;
        }
        foreach (array_slice($present, count($wanted)) as $row) {
            $this->remove($row);
        }
        return $ids;
    }

    /**
     * Whether a row keeps its marks and its sense.
     *
     * @param \stdClass $row
     * @param \stdClass $twin
     * @param array $of
     * @return bool
     */
    private function keeps(\stdClass $row, \stdClass $twin, array $of): bool {
        $text = property_exists($row, 'definition') ? 'definition' : 'description';
        return !rows::differences(rows::only($row, $of['fixed']), $twin)
            && similar::texts((string)$row->$text, (string)$twin->$text);
    }

    /**
     * Whether levels differ.
     *
     * @param run $run
     * @param \stdClass[] $wanted
     * @param \stdClass[] $present
     * @return bool
     */
    private function levels_differ(run $run, array $wanted, array $present): bool {
        if (count($wanted) !== count($present)) {
            return true;
        }
        foreach ($wanted as $n => $level) {
            if (rows::differences($this->values($run, $level, $this->levels), $present[$n])) {
                return true;
            }
        }
        return false;
    }

    /**
     * The columns of a row as they are to be.
     *
     * @param run $run
     * @param \stdClass $row
     * @param array $of
     * @return array
     */
    private function values(run $run, \stdClass $row, array $of): array {
        $values = rows::without($row, [$of['owner'], 'levels']);
        foreach (array_intersect(['description', 'definition', 'descriptionmarkers'], array_keys($values)) as $column) {
            $values[$column] = $run->rewrite($values[$column]);
        }
        // Below 0: a scale.
        if (isset($values['grade']) && $values['grade'] < 0) {
            $values['grade'] = -$run->twins()->of('scale', -(int)$values['grade']) ?: $values['grade'];
        }
        return $values;
    }

    /**
     * Writes the levels of a row.
     *
     * @param run $run
     * @param \stdClass[] $wanted
     * @param int $owner
     * @param \stdClass[] $present
     * @return void
     */
    private function write_levels(run $run, array $wanted, int $owner, array $present): void {
        global $DB;
        foreach ($wanted as $n => $level) {
            $this->write_row($this->levels, $owner, $this->values($run, $level, $this->levels), $present[$n] ?? null);
        }
        foreach (array_slice($present, count($wanted)) as $level) {
            $DB->delete_records($this->levels['table'], ['id' => $level->id]);
        }
    }

    /**
     * Writes one row.
     *
     * @param array $of
     * @param int $owner
     * @param array $values
     * @param \stdClass|null $present
     * @return int its id
     */
    private function write_row(array $of, int $owner, array $values, ?\stdClass $present): int {
        global $DB;
        if (!$present) {
            return (int)$DB->insert_record($of['table'], (object)([$of['owner'] => $owner] + $values));
        }
        $different = rows::differences($values, $present);
        if ($different) {
            rows::change($of['table'], (int)$present->id, $different);
        }
        return (int)$present->id;
    }

    /**
     * Removes a row and its levels.
     *
     * @param \stdClass $row
     * @return void
     */
    private function remove(\stdClass $row): void {
        global $DB;
        if ($this->levels) {
            $DB->delete_records($this->levels['table'], [$this->levels['owner'] => $row->id]);
        }
        $DB->delete_records($this->of['table'], ['id' => $row->id]);
    }
}
