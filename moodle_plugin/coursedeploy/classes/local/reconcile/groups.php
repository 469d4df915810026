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
 * Groups and groupings that the course names in its restrictions: made without members where they are missing. Who is in them is
 * the affair of the site.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class groups extends planned_aspect {

    /** Columns of a group that its author fills. Some releases lack some. */
    const COLUMNS = ['name', 'idnumber', 'description', 'descriptionformat', 'visibility', 'participation'];

    /**
     * Kind.
     *
     * @return string
     */
    public function kind(): string {
        return 'groups';
    }

    /** What stands in the idnumbers of the groups that an access list makes, after the number of the course. */
    const OF_PEOPLE = '/groupe/';

    /**
     * Groups and groupings with an idnumber: others are the teachers' own. Those of an access list are no part of the package.
     *
     * @param int $courseid
     * @return array
     */
    public function content(int $courseid): array {
        global $DB;
        $content = [];
        $people = $DB->get_field('course', 'idnumber', ['id' => $courseid]) . self::OF_PEOPLE;
        foreach (['groups', 'groupings'] as $table) {
            $content[$table] = [];
            foreach ($DB->get_records_select($table, "courseid = ? AND idnumber <> ''", [$courseid], 'idnumber, id') as $row) {
                if (strpos($row->idnumber, $people) !== 0) {
                    $content[$table][] = plain::row(rows::only($row, ['name', 'idnumber', 'description']));
                }
            }
        }
        return $content;
    }

    /**
     * Rights.
     *
     * @return string[]
     */
    public function capabilities(): array {
        return ['moodle/course:managegroups'];
    }

    /**
     * The word for one of these things in the report.
     *
     * @return string
     */
    protected function word(): string {
        return 'group';
    }

    /**
     * Groups, groupings, and which groups belong to which grouping.
     *
     * @param run $run
     * @return todo
     */
    protected function plan(run $run): todo {
        global $CFG, $DB;
        require_once($CFG->dirroot . '/group/lib.php');
        $todo = new todo();
        foreach (['group' => 'groups', 'grouping' => 'groupings'] as $what => $table) {
            foreach (rows::of($table, ['courseid' => $run->stage()]) as $row) {
                $this->plan_one($todo, $run, $what, $row);
            }
        }
        $links = $DB->get_records_sql('SELECT l.id, l.groupid, l.groupingid, g.name
              FROM {groupings_groups} l JOIN {groups} g ON g.id = l.groupid
             WHERE g.courseid = ?', [$run->stage()]);
        foreach ($links as $link) {
            $this->plan_link($todo, $run, $link);
        }
        return $todo;
    }

    /**
     * One group or grouping.
     *
     * @param todo $todo
     * @param run $run
     * @param string $what
     * @param \stdClass $row
     * @return void
     */
    private function plan_one(todo $todo, run $run, string $what, \stdClass $row): void {
        global $DB;
        $id = $run->twins()->of($what, (int)$row->id);
        $values = ['description' => $run->rewrite($row->description)] + rows::only($row, self::COLUMNS);
        if (!$id) {
            $todo->tell('group', $row->name, 'added');
            $todo->add($what, function() use ($run, $what, $row, $values) {
                $make = "groups_create_$what";
                $run->twins()->pair($what, (int)$row->id, (int)$make((object)(['courseid' => $run->live()] + $values)));
            });
            return;
        }
        $twin = $DB->get_record("{$what}s", ['id' => $id], '*', MUST_EXIST);
        $different = rows::differences(rows::only((object)$values, ['name', 'description', 'descriptionformat']), $twin);
        if ($different) {
            $todo->tell('group', $row->name, 'updated');
            $todo->add($what, function() use ($what, $twin, $different) {
                $update = "groups_update_$what";
                $update((object)($different + (array)$twin));
            });
        }
    }

    /**
     * A group in a grouping.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $link
     * @return void
     */
    private function plan_link(todo $todo, run $run, \stdClass $link): void {
        global $DB;
        $where = [
            'groupid' => $run->twins()->of('group', (int)$link->groupid),
            'groupingid' => $run->twins()->of('grouping', (int)$link->groupingid),
        ];
        if ($where['groupid'] && $where['groupingid'] && $DB->record_exists('groupings_groups', $where)) {
            return;
        }
        $todo->add('grouping', function() use ($run, $link) {
            groups_assign_grouping($run->twins()->of('grouping', (int)$link->groupingid),
                $run->twins()->of('group', (int)$link->groupid));
        });
    }
}
