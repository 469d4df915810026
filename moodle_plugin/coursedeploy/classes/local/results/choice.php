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
 * Answers to choices.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class choice extends query {

    /**
     * The capabilities of core that it needs.
     *
     * @return string[]
     */
    public function rights(): array {
        return ['mod/choice:readresponses'];
    }

    /**
     * The module whose activities it is about.
     *
     * @return string|null
     */
    protected function modname(): ?string {
        return 'choice';
    }

    /**
     * The columns.
     *
     * @return string
     */
    protected function columns(): string {
        return 'ca.id, cm.id AS cmid, ca.userid, ca.timemodified, co.text';
    }

    /**
     * The tables.
     *
     * @return string
     */
    protected function tables(): string {
        return '{choice_answers} ca JOIN {choice_options} co ON co.id = ca.optionid ' . $this->join_cm('ca.choiceid');
    }

    /**
     * The column that says who.
     *
     * @return string
     */
    protected function user_column(): string {
        return 'ca.userid';
    }

    /**
     * The column that says when a row last changed.
     *
     * @return string
     */
    protected function time_column(): string {
        return 'ca.timemodified';
    }

    /**
     * The order.
     *
     * @return string
     */
    protected function order(): string {
        return 'cm.id, ca.userid, co.id, ca.id';
    }

    /**
     * One row of the answer.
     *
     * @param \stdClass $row
     * @return array
     */
    protected function told(\stdClass $row): array {
        return $this->activity((int)$row->cmid) + [
            'userid' => (int)$row->userid,
            'answer' => (string)$row->text,
            'time' => (int)$row->timemodified,
        ];
    }
}
