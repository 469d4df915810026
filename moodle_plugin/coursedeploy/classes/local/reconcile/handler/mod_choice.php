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

namespace local_coursedeploy\local\reconcile\handler;

use local_coursedeploy\local\reconcile\planned;
use local_coursedeploy\local\reconcile\rows;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\similar;
use local_coursedeploy\local\reconcile\todo;

/**
 * Choice: options keep their ids and with them their answers; what somebody has chosen never comes to mean something else.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_choice extends planned {

    /**
     * One answer or several stays once there are answers.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return ['allowmultiple' => 'hasanswers'];
    }

    /**
     * Answers.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        return $DB->count_records('choice_answers', ['choiceid' => $instance]);
    }

    /**
     * Options in the order in which they are shown.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        return ['options' => $this->rows('choice_options', ['choiceid' => $cm->instance], 'id')];
    }

    /**
     * Options.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        $todo = new todo();
        $wanted = rows::of('choice_options', ['choiceid' => $stage->instance]);
        $present = rows::of('choice_options', ['choiceid' => $live->instance]);
        $twins = $this->userdata((int)$live->instance) ? $this->match($wanted, $present) : $this->by_place($wanted, $present);
        foreach ($wanted as $n => $option) {
            $this->plan_option($todo, $option, $twins[$n] ?? null, (int)$live->instance);
        }
        foreach ($present as $option) {
            if (!in_array($option, $twins, true)) {
                $this->plan_removal($todo, $option);
            }
        }
        return $todo;
    }

    /**
     * Options by place, which is the order in which they are shown: nobody has answered.
     *
     * @param \stdClass[] $wanted
     * @param \stdClass[] $present
     * @return \stdClass[] place in the package => live option
     */
    private function by_place(array $wanted, array $present): array {
        return array_intersect_key($present, $wanted);
    }

    /**
     * Options by text; then those that were reworded, or that nobody has chosen.
     *
     * @param \stdClass[] $wanted
     * @param \stdClass[] $present
     * @return \stdClass[] place in the package => live option
     */
    private function match(array $wanted, array $present): array {
        $twins = [];
        foreach (['is_same', 'is_reworded', 'is_free'] as $test) {
            foreach ($wanted as $n => $option) {
                foreach ($present as $place => $candidate) {
                    if (!isset($twins[$n]) && $this->$test($option, $candidate)) {
                        $twins[$n] = $candidate;
                        unset($present[$place]);
                    }
                }
            }
        }
        return $twins;
    }

    /**
     * Whether two options have the same text.
     *
     * @param \stdClass $option
     * @param \stdClass $candidate
     * @return bool
     */
    private function is_same(\stdClass $option, \stdClass $candidate): bool {
        return $option->text === $candidate->text;
    }

    /**
     * Whether an option is another one in other words.
     *
     * @param \stdClass $option
     * @param \stdClass $candidate
     * @return bool
     */
    private function is_reworded(\stdClass $option, \stdClass $candidate): bool {
        return similar::texts((string)$option->text, (string)$candidate->text);
    }

    /**
     * Whether nobody has chosen an option.
     *
     * @param \stdClass $option
     * @param \stdClass $candidate
     * @return bool
     */
    private function is_free(\stdClass $option, \stdClass $candidate): bool {
        return !$this->is_chosen($candidate);
    }

    /**
     * Whether somebody has chosen an option.
     *
     * @param \stdClass $option
     * @return bool
     */
    private function is_chosen(\stdClass $option): bool {
        global $DB;
        return $DB->record_exists('choice_answers', ['optionid' => $option->id]);
    }

    /**
     * An option of the package.
     *
     * @param todo $todo
     * @param \stdClass $option
     * @param \stdClass|null $twin
     * @param int $instance
     * @return void
     */
    private function plan_option(todo $todo, \stdClass $option, ?\stdClass $twin, int $instance): void {
        if ($twin) {
            $this->plan_row($todo, 'options', 'choice_options', $twin, rows::only($option, ['text', 'maxanswers']));
            return;
        }
        $todo->add('options', function() use ($option, $instance) {
            global $DB;
            $DB->insert_record('choice_options', (object)(['choiceid' => $instance] + rows::without($option)));
        });
    }

    /**
     * An option that the package no longer has.
     *
     * @param todo $todo
     * @param \stdClass $option
     * @return void
     */
    private function plan_removal(todo $todo, \stdClass $option): void {
        if ($this->is_chosen($option)) {
            $todo->note('optionused', (string)$option->text);
            return;
        }
        $todo->add('options', function() use ($option) {
            global $DB;
            $DB->delete_records('choice_options', ['id' => $option->id]);
        });
    }
}
