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
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\reconcile\todo;

/**
 * Forum: settings. Posts belong to their writers; only the opening post of a simple discussion, which Moodle made of the
 * description, follows it as long as nobody rewrote it.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class mod_forum extends planned {

    /**
     * A forum with discussions stays of its kind, and marks keep their scale.
     *
     * @return string[]
     */
    public function columns_frozen(): array {
        return ['type' => 'hasanswers', 'scale' => 'grademax', 'assessed' => 'grademax', 'grade_forum' => 'grademax'];
    }

    /**
     * Discussions, without the opening one of a simple discussion that nobody has answered.
     *
     * @param int $instance
     * @return int
     */
    public function userdata(int $instance): int {
        global $DB;
        $single = $DB->get_field('forum', 'type', ['id' => $instance]) === 'single';
        $posts = 'SELECT COUNT(1) FROM {forum_posts} p JOIN {forum_discussions} d ON d.id = p.discussion
                   WHERE d.forum = ?' . ($single ? ' AND p.parent <> 0' : '');
        return (int)$DB->count_records_sql($posts, [$instance]);
    }

    /**
     * The opening post of a simple discussion.
     *
     * @param run $run
     * @param \cm_info $stage
     * @param \cm_info $live
     * @return todo
     */
    protected function plan(run $run, \cm_info $stage, \cm_info $live): todo {
        global $DB;
        $todo = new todo();
        $wanted = $this->opening($stage);
        $present = $this->opening($live);
        if (!$wanted || !$present) {
            return $todo;
        }
        $message = (string)$run->rewrite($wanted->message);
        if ($present->message === $message && $present->subject === $wanted->subject) {
            return $todo;
        }
        if ((int)$present->created !== (int)$present->modified) {
            $todo->note('edited', $present->subject);
            return $todo;
        }
        $todo->add('openingpost', function() use ($present, $wanted, $message) {
            $this->rewrite_opening($present, $wanted->subject, $message);
        });
        return $todo;
    }

    /**
     * The opening post of a simple discussion.
     *
     * @param \cm_info $cm
     * @return \stdClass|null
     */
    private function opening(\cm_info $cm): ?\stdClass {
        global $DB;
        $post = "SELECT p.id, p.discussion, p.subject, p.message, p.created, p.modified
                   FROM {forum} f
                   JOIN {forum_discussions} d ON d.forum = f.id
                   JOIN {forum_posts} p ON p.id = d.firstpost
                  WHERE f.id = ? AND f.type = 'single'";
        return $DB->get_record_sql($post, [$cm->instance], IGNORE_MULTIPLE) ?: null;
    }

    /**
     * Writes the opening post; its times stay, so that it does not look rewritten by a person.
     *
     * @param \stdClass $post
     * @param string $subject
     * @param string $message
     * @return void
     */
    private function rewrite_opening(\stdClass $post, string $subject, string $message): void {
        global $DB;
        $DB->update_record('forum_posts', (object)['id' => $post->id, 'subject' => $subject, 'message' => $message]);
        $DB->set_field('forum_discussions', 'name', $subject, ['id' => $post->discussion]);
    }
}
