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
 * Works out what becomes of the pages of a live lesson.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class lesson_plan {

    /** @var run */
    private $run;

    /** @var todo */
    private $todo;

    /** @var int live lesson */
    private $lesson;

    /** @var lesson_pages */
    private $wanted;

    /** @var lesson_pages */
    private $present;

    /** @var \stdClass[] id of a staging page => live page */
    private $twins;

    /**
     * Constructor.
     *
     * @param run $run
     * @param todo $todo where the plan goes
     * @param \cm_info $stage
     * @param \cm_info $live
     */
    public function __construct(run $run, todo $todo, \cm_info $stage, \cm_info $live) {
        $this->run = $run;
        $this->todo = $todo;
        $this->lesson = (int)$live->instance;
        $this->wanted = new lesson_pages((int)$stage->instance, $stage->context->id);
        $this->present = new lesson_pages((int)$live->instance, $live->context->id);
        $this->twins = $this->present->match($this->wanted);
    }

    /**
     * Plans pages, answers, jumps, files and order.
     *
     * @return void
     */
    public function plan(): void {
        foreach ($this->twins as $id => $twin) {
            $this->run->twins()->pair('lesson_page', $id, (int)$twin->id);
        }
        foreach ($this->wanted->all() as $page) {
            if (!isset($this->twins[$page->id])) {
                $this->plan_new($page);
            }
        }
        foreach ($this->wanted->all() as $page) {
            $this->plan_page($page, $this->twins[$page->id] ?? null);
        }
        $kept = [];
        foreach ($this->present->all() as $page) {
            if (!in_array($page, $this->twins, true) && !$this->plan_removal($page)) {
                $kept[] = (int)$page->id;
            }
        }
        $this->plan_order($kept);
    }

    /**
     * A page that the live lesson lacks: its row first, so that jumps find it.
     *
     * @param \stdClass $page
     * @return void
     */
    private function plan_new(\stdClass $page): void {
        $this->todo->add('pages', function() use ($page) {
            global $DB;
            $row = ['lessonid' => $this->lesson, 'prevpageid' => 0, 'nextpageid' => 0] + rows::without($page, ['answers']);
            $this->run->twins()->pair('lesson_page', (int)$page->id, (int)$DB->insert_record('lesson_pages', (object)$row));
        });
    }

    /**
     * Text, files and answers of a page.
     *
     * @param \stdClass $page
     * @param \stdClass|null $twin null: it will have been made
     * @return void
     */
    private function plan_page(\stdClass $page, ?\stdClass $twin): void {
        if (!$twin) {
            $this->todo->add('pages', function() use ($page) {
                rows::change('lesson_pages', $this->twin_of($page), ['contents' => $this->run->rewrite($page->contents)]);
            });
        } else {
            if (rows::differences($this->page_values($page), $twin)) {
                $this->todo->add('pages', function() use ($page, $twin) {
                    // Worked out again, now that new pages have their ids.
                    rows::change('lesson_pages', (int)$twin->id, $this->page_values($page) + ['timemodified' => time()]);
                });
            }
        }
        $this->plan_files('page_contents', (int)$page->id, $twin ? (int)$twin->id : 0, function() use ($page): int {
            return $this->twin_of($page);
        });
        $this->plan_answers($page, $twin);
    }

    /**
     * The columns of a page as they are to be.
     *
     * @param \stdClass $page
     * @return array
     */
    private function page_values(\stdClass $page): array {
        return ['contents' => $this->run->rewrite($page->contents)] + rows::only($page, lesson_pages::COLUMNS);
    }

    /**
     * The answers of a page.
     *
     * @param \stdClass $page
     * @param \stdClass|null $twin
     * @return void
     */
    private function plan_answers(\stdClass $page, ?\stdClass $twin): void {
        $answers = new lesson_answers($page, $twin);
        foreach ($answers->pairs() as [$answer, $present]) {
            if ($present) {
                $this->plan_answer($page, $answer, $present, $answers);
            } else {
                $this->plan_new_answer($page, $answer);
            }
        }
        foreach ($answers->left() as $answer) {
            if ($answers->is_chosen($answer)) {
                $this->todo->note('optionused', "{$page->title}: {$answer->answer}");
                continue;
            }
            $this->todo->add('pages', function() use ($answer) {
                $this->remove_answer($answer);
            });
        }
    }

    /**
     * An answer that the live page lacks.
     *
     * @param \stdClass $page
     * @param \stdClass $answer
     * @return void
     */
    private function plan_new_answer(\stdClass $page, \stdClass $answer): void {
        $this->todo->add('pages', function() use ($page, $answer) {
            global $DB;
            $row = $this->values($answer) + ['lessonid' => $this->lesson, 'pageid' => $this->twin_of($page)]
                + rows::without($answer);
            $id = (int)$DB->insert_record('lesson_answers', (object)$row);
            foreach (['page_answers', 'page_responses'] as $area) {
                $this->run->copy_files($this->wanted->area($area, (int)$answer->id), $this->present->area($area, $id));
            }
        });
    }

    /**
     * An answer that both have.
     *
     * @param \stdClass $page
     * @param \stdClass $answer
     * @param \stdClass $present
     * @param lesson_answers $answers
     * @return void
     */
    private function plan_answer(\stdClass $page, \stdClass $answer, \stdClass $present, lesson_answers $answers): void {
        $values = $this->values($answer);
        $different = rows::differences($values, $present);
        foreach ($this->harmful($answer, $present, $answers, $different) as $column => $code) {
            $this->todo->note($code, "{$page->title}: {$present->answer}");
            unset($values[$column], $different[$column]);
        }
        $pending = $answer->jumpto > 0 && !$values['jumpto'];
        if ($different || $pending) {
            $columns = array_keys($values);
            $this->todo->add('pages', function() use ($answer, $present, $columns) {
                // Again, now that new pages have their ids.
                $values = array_intersect_key($this->values($answer), array_flip($columns));
                rows::change('lesson_answers', (int)$present->id, $values + ['timemodified' => time()]);
            });
        }
        foreach (['page_answers', 'page_responses'] as $area) {
            $this->plan_files($area, (int)$answer->id, (int)$present->id, null);
        }
    }

    /**
     * Changes of an answer that would touch what somebody did.
     *
     * @param \stdClass $answer
     * @param \stdClass $present
     * @param lesson_answers $answers
     * @param array $different
     * @return string[] column => code
     */
    private function harmful(\stdClass $answer, \stdClass $present, lesson_answers $answers, array $different): array {
        if (!$answers->attempted()) {
            return [];
        }
        $harmful = array_fill_keys(array_keys(array_intersect_key($different, ['score' => 1, 'grade' => 1])), 'pagescore');
        $reworded = similar::texts((string)$answer->answer, (string)$present->answer);
        if (isset($different['answer']) && $answers->is_chosen($present) && !$reworded) {
            $harmful['answer'] = 'optionused';
        }
        return $harmful;
    }

    /**
     * The columns of an answer as they are to be.
     *
     * @param \stdClass $answer
     * @return array
     */
    private function values(\stdClass $answer): array {
        $jump = (int)$answer->jumpto;
        return [
            'answer' => $this->run->rewrite($answer->answer),
            'response' => $this->run->rewrite($answer->response),
            'jumpto' => $jump > 0 ? $this->run->twins()->of('lesson_page', $jump) : $jump,
        ] + rows::only($answer, lesson_pages::ANSWER_COLUMNS);
    }

    /**
     * A page that the package no longer has.
     *
     * @param \stdClass $page
     * @return bool false when it stays
     */
    private function plan_removal(\stdClass $page): bool {
        global $DB;
        if ($DB->record_exists('lesson_attempts', ['pageid' => $page->id])
                || $DB->record_exists('lesson_branch', ['pageid' => $page->id])) {
            $this->todo->note('hasanswers', $page->title);
            return false;
        }
        $this->todo->add('pages', function() use ($page) {
            global $DB;
            foreach ($page->answers as $answer) {
                $this->remove_answer($answer);
            }
            $this->empty_area('page_contents', (int)$page->id);
            $DB->delete_records('lesson_pages', ['id' => $page->id]);
        });
        return true;
    }

    /**
     * Removes an answer that nobody has chosen.
     *
     * @param \stdClass $answer
     * @return void
     */
    private function remove_answer(\stdClass $answer): void {
        global $DB;
        foreach (['page_answers', 'page_responses'] as $area) {
            $this->empty_area($area, (int)$answer->id);
        }
        $DB->delete_records('lesson_answers', ['id' => $answer->id]);
    }

    /**
     * Removes the files of a page or an answer.
     *
     * @param string $area
     * @param int $item
     * @return void
     */
    private function empty_area(string $area, int $item): void {
        $place = $this->present->area($area, $item);
        get_file_storage()->delete_area_files($place['contextid'], $place['component'], $area, $item);
    }

    /**
     * The chain of the pages: those of the package in its order, then those that stay.
     *
     * @param int[] $kept ids of live pages
     * @return void
     */
    private function plan_order(array $kept): void {
        $order = array_merge(array_map([$this, 'twin_of'], $this->wanted->all()), $kept);
        if ($order === array_map('intval', array_column($this->present->all(), 'id'))) {
            return;
        }
        $this->todo->add('order', function() use ($kept) {
            $order = array_merge(array_map([$this, 'twin_of'], $this->wanted->all()), $kept);
            foreach ($order as $n => $id) {
                rows::change('lesson_pages', $id, ['prevpageid' => $order[$n - 1] ?? 0, 'nextpageid' => $order[$n + 1] ?? 0]);
            }
        });
    }

    /**
     * The id of a page in the live lesson.
     *
     * @param \stdClass $page
     * @return int 0 as long as it is not made
     */
    private function twin_of(\stdClass $page): int {
        return $this->run->twins()->of('lesson_page', (int)$page->id);
    }

    /**
     * The files of a page or an answer.
     *
     * @param string $area
     * @param int $from
     * @param int $to 0 when it is not made yet
     * @param callable|null $later gives the id once it is made
     * @return void
     */
    private function plan_files(string $area, int $from, int $to, ?callable $later): void {
        $files = new files($this->wanted->area($area, $from), $this->present->area($area, $to));
        if (!$files->differ()) {
            return;
        }
        $this->todo->add('files', function() use ($area, $from, $to, $later) {
            $this->run->copy_files($this->wanted->area($area, $from), $this->present->area($area, $to ?: $later()));
        });
    }
}
