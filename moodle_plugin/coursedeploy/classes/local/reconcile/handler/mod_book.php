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
use local_coursedeploy\local\reconcile\todo;

/**
 * Book: chapters keep their ids, so that links to them and what learners saw of them stay right.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_book extends planned {

    /** Columns of a chapter that say something. */
    const COLUMNS = ['pagenum', 'subchapter', 'title', 'content', 'contentformat', 'hidden'];

    /**
     * File areas by chapter.
     *
     * @return string[]
     */
    public function child_areas(): array {
        return ['chapter'];
    }

    /**
     * Chapters.
     *
     * @param \cm_info $cm
     * @return array
     */
    public function content(\cm_info $cm): array {
        return ['chapters' => $this->rows('book_chapters', ['bookid' => $cm->instance], 'pagenum, id', ['importsrc'])];
    }

    /**
     * Chapters, their files and order.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        $todo = new todo();
        $wanted = rows::of('book_chapters', ['bookid' => $stage->instance], 'pagenum, id');
        $present = rows::of('book_chapters', ['bookid' => $live->instance], 'pagenum, id');
        $twins = $this->match($wanted, $present);
        foreach ($twins as $id => $twin) {
            $run->twins()->pair('book_chapter', $id, (int)$twin->id);
        }
        foreach ($wanted as $chapter) {
            if (!isset($twins[$chapter->id])) {
                $this->plan_new($todo, $run, $chapter, $live);
            }
        }
        // After the new ones have their ids: texts may link to any chapter.
        foreach ($wanted as $chapter) {
            $this->plan_chapter($todo, $run, $chapter, $twins[$chapter->id] ?? null, [$stage, $live]);
        }
        foreach ($present as $chapter) {
            if (!in_array($chapter, $twins, true)) {
                $this->plan_removal($todo, $chapter, $live);
            }
        }
        return $todo;
    }

    /**
     * Which chapter is which: by title, what is left over by place.
     *
     * @param \stdClass[] $wanted
     * @param \stdClass[] $present
     * @return \stdClass[] id of a staging chapter => live chapter
     */
    private function match(array $wanted, array $present): array {
        $twins = [];
        $left = $present;
        foreach ($wanted as $chapter) {
            foreach ($left as $n => $candidate) {
                if ($candidate->title === $chapter->title) {
                    $twins[$chapter->id] = $candidate;
                    unset($left[$n]);
                    break;
                }
            }
        }
        foreach ($wanted as $n => $chapter) {
            if (!isset($twins[$chapter->id]) && isset($left[$n])) {
                $twins[$chapter->id] = $left[$n];
                unset($left[$n]);
            }
        }
        return $twins;
    }

    /**
     * A chapter that the live book lacks.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $chapter
     * @param \cm_info $live
     * @return void
     */
    private function plan_new(todo $todo, run $run, \stdClass $chapter, \cm_info $live): void {
        $todo->add('chapters', function() use ($run, $chapter, $live) {
            global $DB;
            $row = (object)(['bookid' => $live->instance] + rows::without($chapter));
            $run->twins()->pair('book_chapter', (int)$chapter->id, (int)$DB->insert_record('book_chapters', $row));
        });
    }

    /**
     * Text, place and files of a chapter.
     *
     * @param todo $todo
     * @param run $run
     * @param \stdClass $chapter
     * @param \stdClass|null $twin null: it will have been made
     * @param \cm_info[] $cms staging and live activity
     * @return void
     */
    private function plan_chapter(todo $todo, run $run, \stdClass $chapter, ?\stdClass $twin, array $cms): void {
        [$stage, $live] = $cms;
        if ($twin) {
            if (rows::differences($this->wanted($run, $chapter), $twin)) {
                $todo->add('chapters', function() use ($run, $chapter, $twin) {
                    // Worked out again, now that new chapters have their ids.
                    rows::change('book_chapters', (int)$twin->id, $this->wanted($run, $chapter) + ['timemodified' => time()]);
                });
            }
            $this->plan_files($todo, 'files', $this->area($stage, 'chapter', (int)$chapter->id),
                $this->area($live, 'chapter', (int)$twin->id));
            return;
        }
        $todo->add('chapters', function() use ($run, $chapter, $stage, $live) {
            $id = $run->twins()->of('book_chapter', (int)$chapter->id);
            rows::change('book_chapters', $id, $this->wanted($run, $chapter));
            $run->copy_files($this->area($stage, 'chapter', (int)$chapter->id), $this->area($live, 'chapter', $id));
        });
    }

    /**
     * The columns of a chapter as they are to be.
     *
     * @param run $run
     * @param \stdClass $chapter
     * @return array
     */
    private function wanted(run $run, \stdClass $chapter): array {
        return ['content' => $run->rewrite($chapter->content)] + rows::only($chapter, self::COLUMNS);
    }

    /**
     * A chapter that the package no longer has.
     *
     * @param todo $todo
     * @param \stdClass $chapter
     * @param \cm_info $live
     * @return void
     */
    private function plan_removal(todo $todo, \stdClass $chapter, \cm_info $live): void {
        $todo->add('chapters', function() use ($chapter, $live) {
            global $DB;
            \core_tag_tag::remove_all_item_tags('mod_book', 'book_chapters', $chapter->id);
            get_file_storage()->delete_area_files($live->context->id, 'mod_book', 'chapter', $chapter->id);
            $DB->delete_records('book_chapters', ['id' => $chapter->id]);
        });
    }
}
