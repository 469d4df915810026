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
 * The answers of one page of a lesson: what becomes of each when the page is published again.
 *
 * Attempts point at the ids of answers. One that somebody has chosen keeps its id and never comes to say something else.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class lesson_answers {

    /** Kinds of page whose answers may be told apart by their text: short answer, multiple choice, numbers. */
    const BY_TEXT = [1, 3, 8];

    /** @var \stdClass[] of the staging page */
    private $wanted;

    /** @var \stdClass[] of the live page */
    private $present;

    /** @var bool[] ids of live answers that somebody has chosen, as keys */
    private $chosen = [];

    /** @var bool whether somebody has answered the page */
    private $attempted = false;

    /** @var \stdClass[] place in the package => live answer */
    private $twins = [];

    /**
     * Constructor.
     *
     * @param \stdClass $page of the staging lesson
     * @param \stdClass|null $twin of the live lesson
     */
    public function __construct(\stdClass $page, ?\stdClass $twin) {
        global $DB;
        $this->wanted = $page->answers;
        $this->present = $twin ? $twin->answers : [];
        if ($twin) {
            $this->attempted = $DB->record_exists('lesson_attempts', ['pageid' => $twin->id]);
            $chosen = $DB->get_fieldset_sql('SELECT DISTINCT answerid FROM {lesson_attempts} WHERE pageid = ?', [$twin->id]);
            $this->chosen = array_fill_keys(array_map('intval', $chosen), true);
        }
        $bytext = $this->attempted && in_array((int)$page->qtype, self::BY_TEXT, true);
        $this->twins = $bytext ? $this->by_text() : array_intersect_key($this->present, $this->wanted);
    }

    /**
     * Whether somebody has answered the page.
     *
     * @return bool
     */
    public function attempted(): bool {
        return $this->attempted;
    }

    /**
     * Pairs of staging and live answers.
     *
     * @return array[] staging answer, live answer or null
     */
    public function pairs(): array {
        $pairs = [];
        foreach ($this->wanted as $n => $answer) {
            $pairs[] = [$answer, $this->twins[$n] ?? null];
        }
        return $pairs;
    }

    /**
     * Live answers that the package no longer has.
     *
     * @return \stdClass[]
     */
    public function left(): array {
        return array_values(array_filter($this->present, function(\stdClass $answer): bool {
            return !in_array($answer, $this->twins, true);
        }));
    }

    /**
     * Whether somebody has chosen a live answer.
     *
     * @param \stdClass $answer
     * @return bool
     */
    public function is_chosen(\stdClass $answer): bool {
        return isset($this->chosen[(int)$answer->id]);
    }

    /**
     * Answers by text; then those that were reworded, or that nobody has chosen.
     *
     * @return \stdClass[]
     */
    private function by_text(): array {
        $tests = [
            function(\stdClass $one, \stdClass $other): bool {
                return (string)$one->answer === (string)$other->answer;
            },
            function(\stdClass $one, \stdClass $other): bool {
                return similar::texts((string)$one->answer, (string)$other->answer);
            },
            function(\stdClass $one, \stdClass $other): bool {
                return !$this->is_chosen($other);
            },
        ];
        $twins = [];
        $left = $this->present;
        foreach ($tests as $test) {
            foreach ($this->wanted as $n => $answer) {
                foreach ($left as $place => $candidate) {
                    if (!isset($twins[$n]) && $test($answer, $candidate)) {
                        $twins[$n] = $candidate;
                        unset($left[$place]);
                    }
                }
            }
        }
        return $twins;
    }
}
