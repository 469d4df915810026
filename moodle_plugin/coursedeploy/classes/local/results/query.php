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

namespace local_coursedeploy\local\results;


/**
 * A kind of results that one query finds.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
abstract class query extends kind {

    /** @var array|null conditions and parameters, once they are known */
    private $where = null;

    /** @var \cm_info[]|null by id, once they are known */
    private $cms = null;

    /**
     * The columns, the first one different in every row.
     *
     * @return string
     */
    abstract protected function columns(): string;

    /**
     * The tables.
     *
     * @return string
     */
    abstract protected function tables(): string;

    /**
     * The column that says who.
     *
     * @return string
     */
    abstract protected function user_column(): string;

    /**
     * The order, the same every time.
     *
     * @return string
     */
    abstract protected function order(): string;

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    abstract protected function told(\stdClass $row): array;

    /**
     * What must be the case beside who and where.
     *
     * @return string[] conditions
     */
    protected function conditions(): array {
        return [];
    }

    /**
     * The parameters of the tables and of these conditions.
     *
     * @return array
     */
    protected function parameters(): array {
        return [];
    }

    /**
     * The column that says when a row last changed.
     *
     * @return string '' for none
     */
    protected function time_column(): string {
        return '';
    }

    /**
     * The module whose activities it is about.
     *
     * @return string|null '' for every module, null when it is about the course
     */
    protected function modname(): ?string {
        return null;
    }

    /**
     * The column that says in which activity.
     *
     * @return string
     */
    protected function cm_column(): string {
        return 'cm.id';
    }

    /**
     * Looks at a page as a whole before its rows are told.
     *
     * @param \stdClass[] $rows
     * @return void
     */
    protected function prepare(array $rows): void {
    }

    /**
     * How many rows there are.
     *
     * @return int
     */
    final public function total(): int {
        global $DB;
        [$where, $params] = $this->where();
        return $DB->count_records_sql("SELECT COUNT(1) FROM {$this->tables()} WHERE $where", $params);
    }

    /**
     * Some of the rows.
     *
     * @param int $from
     * @param int $count
     * @return array[]
     */
    final public function rows(int $from, int $count): array {
        global $DB;
        [$where, $params] = $this->where();
        $sql = "SELECT {$this->columns()} FROM {$this->tables()} WHERE $where ORDER BY {$this->order()}";
        $rows = array_values($DB->get_records_sql($sql, $params, $from, $count));
        $this->prepare($rows);
        return array_map([$this, 'told'], $rows);
    }

    /**
     * The activities that it is about.
     *
     * @return \cm_info[] by id
     */
    protected function cms(): array {
        if ($this->cms === null) {
            $this->cms = $this->audience->activities((string)$this->modname(), $this->modname() === '' ? [] : $this->rights());
        }
        return $this->cms;
    }

    /**
     * How an activity is named in every row.
     *
     * @param int $cmid
     * @return array
     */
    protected function activity(int $cmid): array {
        return ['cmid' => $cmid, 'idnumber' => (string)($this->cms()[$cmid]->idnumber ?? '')];
    }

    /**
     * The join that leads from an activity's own table to its course module.
     *
     * @param string $column of the activity's id
     * @return string
     */
    protected function join_cm(string $column): string {
        return "JOIN {course_modules} cm ON cm.instance = $column
                JOIN {modules} md ON md.id = cm.module AND md.name = '{$this->modname()}'";
    }

    /**
     * A number as it is told.
     *
     * @param mixed $value as the database gives it
     * @return float|null null for none
     */
    protected static function number($value): ?float {
        return $value === null || $value === '' ? null : round((float)$value, 5);
    }

    /**
     * All conditions.
     *
     * @return array condition and parameters
     */
    private function where(): array {
        if ($this->where === null) {
            $conditions = $this->conditions();
            $params = $this->parameters();
            foreach ($this->limits() as [$sql, $its]) {
                $conditions[] = $sql;
                $params += $its;
            }
            $this->where = [implode(' AND ', $conditions), $params];
        }
        return $this->where;
    }

    /**
     * The conditions of who, where and when.
     *
     * @return array[] condition and parameters
     */
    private function limits(): array {
        $limits = [];
        // What is about all activities at once is held to the groups of the course, as core's own reports are.
        $limits[] = $this->modname()
            ? $this->audience->enrolled($this->user_column())
            : $this->audience->people($this->user_column());
        if ($this->modname() !== null) {
            $limits[] = $this->audience->people_in($this->cms(), $this->cm_column(), $this->user_column());
        }
        if ($this->since && $this->time_column() !== '') {
            $limits[] = [$this->time_column() . ' >= :since', ['since' => $this->since]];
        }
        return $limits;
    }
}
