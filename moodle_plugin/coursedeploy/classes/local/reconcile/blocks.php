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
 * Text blocks of the course, known by their title. Other blocks, their places and what a person put there stay as they are.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class blocks extends planned_aspect {

    /**
     * Kind.
     *
     * @return string
     */
    public function kind(): string {
        return 'blocks';
    }

    /**
     * Text blocks by title.
     *
     * @param int $courseid
     * @return array
     */
    public function content(int $courseid): array {
        $content = [];
        foreach ($this->of($courseid) as $title => $block) {
            $content[$title] = plain::row((array)$block->config);
        }
        ksort($content);
        return $content;
    }

    /**
     * The word for one of these things in the report.
     *
     * @return string
     */
    protected function word(): string {
        return 'block';
    }

    /**
     * Text blocks.
     *
     * @param run $run
     * @return todo
     */
    protected function plan(run $run): todo {
        $todo = new todo();
        $present = $this->of($run->live());
        foreach ($this->of($run->stage()) as $title => $block) {
            $block->config->text = $run->rewrite((string)($block->config->text ?? ''));
            $twin = $present[$title] ?? null;
            if (!$twin) {
                $todo->tell('block', $title, 'added');
                $todo->add('blocks', function() use ($run, $block) {
                    $this->add($run, $block);
                });
                continue;
            }
            $files = new files($this->area((int)$block->id), $this->area((int)$twin->id));
            if (plain::row((array)$block->config) !== plain::row((array)$twin->config) || $files->differ()) {
                $todo->tell('block', $title, 'updated');
                $todo->add('blocks', function() use ($block, $twin, $files) {
                    $config = base64_encode(serialize($block->config));
                    rows::change('block_instances', (int)$twin->id, ['configdata' => $config, 'timemodified' => time()]);
                    $files->copy();
                });
            }
        }
        return $todo;
    }

    /**
     * Adds a block where the package has it.
     *
     * @param run $run
     * @param \stdClass $block
     * @return void
     */
    private function add(run $run, \stdClass $block): void {
        global $DB;
        $row = ['parentcontextid' => \context_course::instance($run->live())->id] + rows::without($block, ['config']);
        $row['configdata'] = base64_encode(serialize($block->config));
        $id = (int)$DB->insert_record('block_instances', (object)$row);
        $run->copy_files($this->area((int)$block->id), $this->area($id));
    }

    /**
     * The text blocks of a course.
     *
     * @param int $courseid
     * @return \stdClass[] by title, each with its config
     */
    private function of(int $courseid): array {
        $blocks = [];
        $where = ['parentcontextid' => \context_course::instance($courseid)->id, 'blockname' => 'html'];
        foreach (rows::of('block_instances', $where) as $block) {
            $block->config = unserialize_object((string)base64_decode((string)$block->configdata));
            $blocks += [(string)($block->config->title ?? '') => $block];
        }
        return $blocks;
    }

    /**
     * Where the files of a block lie.
     *
     * @param int $blockid
     * @return array as files wants it
     */
    private function area(int $blockid): array {
        return [
            'contextid' => \context_block::instance($blockid)->id,
            'component' => 'block_html',
            'filearea' => 'content',
            'itemid' => 0,
        ];
    }
}
