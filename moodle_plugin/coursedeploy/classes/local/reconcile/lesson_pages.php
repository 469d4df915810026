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
 * The pages of a lesson in their order, with their answers.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class lesson_pages {

    /** Columns of a page that say something and hold no ids. */
    const COLUMNS = ['title', 'contents', 'contentsformat', 'qtype', 'qoption', 'layout', 'display'];

    /** Columns of an answer that say something and hold no ids. */
    const ANSWER_COLUMNS = ['answer', 'answerformat', 'response', 'responseformat', 'score', 'grade', 'flags'];

    /** @var \stdClass[] in their order, each with its answers */
    private $pages = [];

    /** @var int */
    private $contextid;

    /**
     * Constructor.
     *
     * @param int $lessonid
     * @param int $contextid
     */
    public function __construct(int $lessonid, int $contextid) {
        $this->contextid = $contextid;
        $rows = [];
        foreach (rows::of('lesson_pages', ['lessonid' => $lessonid]) as $row) {
            $rows[$row->id] = $row;
        }
        $this->pages = self::in_order($rows);
        foreach ($this->pages as $page) {
            $page->answers = rows::of('lesson_answers', ['pageid' => $page->id]);
        }
    }

    /**
     * The pages.
     *
     * @return \stdClass[]
     */
    public function all(): array {
        return $this->pages;
    }

    /**
     * What the pages say: jumps by place, files by answer.
     *
     * @return array
     */
    public function content(): array {
        $places = array_flip(array_column($this->pages, 'id'));
        $content = [];
        foreach ($this->pages as $page) {
            $answers = [];
            foreach ($page->answers as $answer) {
                $jump = $answer->jumpto > 0 ? 'page ' . ($places[$answer->jumpto] ?? '?') : (string)$answer->jumpto;
                $answers[] = plain::row(rows::only($answer, self::ANSWER_COLUMNS)) + ['jump' => $jump];
            }
            $content[] = plain::row(rows::only($page, self::COLUMNS)) + ['answers' => $answers];
        }
        return $content;
    }

    /**
     * Which page of other pages is which of these: by title and kind, what is left over by place and kind.
     *
     * @param lesson_pages $others
     * @return \stdClass[] id of another page => page
     */
    public function match(lesson_pages $others): array {
        $left = $this->pages;
        $twins = [];
        foreach ($others->pages as $page) {
            foreach ($left as $n => $candidate) {
                if ($candidate->title === $page->title && $candidate->qtype === $page->qtype) {
                    $twins[$page->id] = $candidate;
                    unset($left[$n]);
                    break;
                }
            }
        }
        foreach ($others->pages as $n => $page) {
            if (!isset($twins[$page->id]) && isset($left[$n]) && $left[$n]->qtype === $page->qtype) {
                $twins[$page->id] = $left[$n];
                unset($left[$n]);
            }
        }
        return $twins;
    }

    /**
     * Where the files of a page or an answer lie.
     *
     * @param string $area page_contents, page_answers or page_responses
     * @param int $item
     * @return array as files wants it
     */
    public function area(string $area, int $item): array {
        return ['contextid' => $this->contextid, 'component' => 'mod_lesson', 'filearea' => $area, 'itemid' => $item];
    }

    /**
     * Pages in the order of their chain; those that hang nowhere come last.
     *
     * @param \stdClass[] $rows by id
     * @return \stdClass[]
     */
    private static function in_order(array $rows): array {
        $pages = [];
        $page = null;
        foreach ($rows as $row) {
            $page = $page ?? ($row->prevpageid ? null : $row);
        }
        while ($page) {
            $pages[] = $page;
            unset($rows[$page->id]);
            $page = $rows[$page->nextpageid] ?? null;
        }
        return array_merge($pages, array_values($rows));
    }
}
