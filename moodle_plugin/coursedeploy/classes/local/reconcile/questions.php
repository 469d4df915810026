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
 * The questions of an activity. A changed question becomes a new version of the same entry in the bank, so that attempts keep the
 * version that the learner saw; one that the package no longer has is hidden and comes back when it returns.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class questions {

    /** @var run */
    private $run;

    /** @var todo */
    private $todo;

    /** @var int context of the staging activity */
    private $stage;

    /** @var \cm_info */
    private $live;

    /** @var question_categories */
    private $categories;

    /** @var \stdClass[] entries of the staging activity by key */
    private $wanted;

    /** @var \stdClass[] entries of the live activity by key */
    private $present;

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
        $this->stage = (int)$stage->context->id;
        $this->live = $live;
        $this->categories = new question_categories($run, (int)$live->context->id);
        $wanted = bank_entries::of($stage);
        $contexts = array_unique(array_map('intval', array_column($wanted, 'contextid')));
        $twins = array_filter(array_map(function(int $context) use ($run): int {
            return $run->twins()->of('context', $context);
        }, $contexts));
        $this->wanted = bank_entries::keyed($wanted);
        $this->present = bank_entries::keyed(bank_entries::of($live, array_values($twins)));
        foreach (array_intersect_key($this->wanted, $this->present) as $key => $entry) {
            $run->twins()->pair('question_bank_entry', (int)$entry->id, (int)$this->present[$key]->id);
        }
    }

    /**
     * What the questions in an activity's own bank say, for a fingerprint. Those that it borrows count where they are.
     *
     * @param \cm_info $cm
     * @return array[] by key: category, hash
     */
    public static function content(\cm_info $cm): array {
        $content = [];
        $paths = [];
        foreach (bank_entries::of($cm) as $entry) {
            if ($entry->own && $entry->status !== 'hidden') {
                $category = (int)$entry->categoryid;
                $paths[$category] = $paths[$category] ?? question_categories::path($category);
                $content[bank_entries::key($entry)] = [$paths[$category], question_hash::of((int)$entry->questionid),
                    self::tags((int)$entry->questionid)];
            }
        }
        ksort($content);
        return $content;
    }

    /**
     * The questions of a course.
     *
     * @param int $courseid
     * @return array[] idnumber, quiz (idnumber of the activity), version, hash, attempts
     */
    public static function inventory(int $courseid): array {
        $rows = [];
        foreach (get_fast_modinfo($courseid, -1)->get_cms() as $cm) {
            if (!in_array($cm->modname, ['quiz', 'qbank'], true) || $cm->deletioninprogress) {
                continue;
            }
            foreach (bank_entries::of($cm) as $entry) {
                if ((string)$entry->idnumber === '' || $entry->status === 'hidden' || (isset($rows[$entry->id]) && !$entry->own)) {
                    continue;
                }
                $rows[$entry->id] = [
                    'idnumber' => (string)$entry->idnumber,
                    'quiz' => $entry->own ? (string)$cm->idnumber : '',
                    'version' => (int)$entry->version,
                    'hash' => question_hash::of((int)$entry->questionid),
                    'attempts' => self::attempts((int)$entry->id),
                ];
            }
        }
        return array_values($rows);
    }

    /**
     * Plans the questions.
     *
     * @param int[] $frozen staging entries that may not be put in: they stand in slots of a quiz with attempts
     * @return void
     */
    public function plan(array $frozen = []): void {
        foreach ($this->wanted as $key => $entry) {
            if ($this->is_of_another($entry)) {
                continue;
            }
            if (isset($this->present[$key])) {
                $this->plan_twin($entry, $this->present[$key]);
            } else if (!in_array((int)$entry->id, $frozen, true)) {
                $this->plan_new($entry);
            }
        }
        foreach (array_diff_key($this->present, $this->wanted) as $entry) {
            $this->plan_removal($entry);
        }
        $this->categories->plan_texts($this->todo, $this->stage);
    }

    /**
     * Whether a question is seen to with another activity: one that lies in a bank of its own, or that came with it already.
     *
     * @param \stdClass $entry of the staging activity
     * @return bool
     */
    private function is_of_another(\stdClass $entry): bool {
        if ($entry->own) {
            return false;
        }
        $contexts = $this->run->twins()->all('context');
        $twin = $contexts[(int)$entry->contextid] ?? 0;
        $shared = $twin === \context_course::instance($this->run->live())->id;
        return ($twin && !$shared) || in_array((int)$entry->contextid, $contexts, true);
    }

    /**
     * A question that both have.
     *
     * @param \stdClass $entry
     * @param \stdClass $twin
     * @return void
     */
    private function plan_twin(\stdClass $entry, \stdClass $twin): void {
        $name = $this->name($twin);
        if ($twin->status === 'hidden' && $entry->status !== 'hidden') {
            $this->todo->tell('question', $name, 'shown');
            $this->todo->add('questions', function() use ($twin, $entry) {
                $this->set_status((int)$twin->questionid, $entry->status);
            });
        }
        $category = $this->categories->find((int)$entry->categoryid);
        if ($category !== (int)$twin->categoryid && $twin->own) {
            $this->plan_move($entry, $twin, $name);
        }
        if (!$this->says_the_same($entry, $twin)) {
            $this->plan_version($entry, $twin, $name);
        } else if (self::tags((int)$entry->questionid) !== self::tags((int)$twin->questionid)) {
            $this->todo->add('questions', function() use ($entry, $twin) {
                $context = \context::instance_by_id($twin->contextid);
                $tags = self::tags((int)$entry->questionid);
                \core_tag_tag::set_item_tags('core_question', 'question', $twin->questionid, $context, $tags);
            });
        }
    }

    /**
     * Whether two questions say the same, once the links lead into the live course.
     *
     * @param \stdClass $entry
     * @param \stdClass $twin
     * @return bool
     */
    private function says_the_same(\stdClass $entry, \stdClass $twin): bool {
        $rewrite = [$this->run, 'rewrite'];
        return question_hash::of((int)$entry->questionid, $rewrite) === question_hash::of((int)$twin->questionid);
    }

    /**
     * A question in another category.
     *
     * @param \stdClass $entry
     * @param \stdClass $twin
     * @param string $name
     * @return void
     */
    private function plan_move(\stdClass $entry, \stdClass $twin, string $name): void {
        $this->todo->tell('question', $name, 'moved', '', question_categories::path((int)$entry->categoryid));
        $this->todo->add('questions', function() use ($entry, $twin) {
            $category = $this->categories->make((int)$entry->categoryid);
            (new question_entry($twin))->move_to($category);
        });
    }

    /**
     * A question that says something else now.
     *
     * @param \stdClass $entry
     * @param \stdClass $twin
     * @param string $name
     * @return void
     */
    private function plan_version(\stdClass $entry, \stdClass $twin, string $name): void {
        $moves = self::attempts((int)$twin->id) && right_answers::differ((int)$entry->questionid, (int)$twin->questionid);
        $code = $moves ? 'rightanswerchanged' : '';
        $version = question_entry::newest_version((int)$twin->id) + 1;
        $this->todo->tell('question', $name, 'updated', $code, "version $version");
        $this->todo->add('questions', function() use ($entry, $twin) {
            (new question_entry($entry))->become_version_of((int)$twin->id);
            question_texts::rewrite((int)$entry->questionid, [$this->run, 'rewrite']);
        });
    }

    /**
     * A question that the live activity lacks.
     *
     * @param \stdClass $entry
     * @return void
     */
    private function plan_new(\stdClass $entry): void {
        $this->todo->tell('question', $this->name($entry), 'added');
        $this->run->twins()->pair('question_bank_entry', (int)$entry->id, (int)$entry->id);
        $this->todo->add('questions', function() use ($entry) {
            $category = $this->categories->make((int)$entry->categoryid);
            (new question_entry($entry))->move_to($category);
            question_texts::rewrite((int)$entry->questionid, [$this->run, 'rewrite']);
        });
    }

    /**
     * A question that the package no longer has. Only the generator's own, which have a key, in the activity's own bank, and
     * only where no other activity shows them.
     *
     * @param \stdClass $entry
     * @return void
     */
    private function plan_removal(\stdClass $entry): void {
        global $DB;
        if ((string)$entry->idnumber === '' || $entry->status === 'hidden' || !$entry->own) {
            return;
        }
        $slots = $DB->get_records('question_references', ['questionbankentryid' => $entry->id], '', 'id, usingcontextid');
        $here = in_array((string)$this->live->context->id, array_column($slots, 'usingcontextid'));
        // In a slot here: what becomes of the slots of the quiz decides, and is told there.
        if ($slots && !($here && count($slots) === 1 && !$this->run->is_used($this->live))) {
            if (!$here) {
                $this->todo->note('kept', $this->name($entry));
            }
            return;
        }
        $this->todo->tell('question', $this->name($entry), 'hidden');
        $this->todo->add('questions', function() use ($entry) {
            foreach (question_entry::questions((int)$entry->id) as $questionid) {
                $this->set_status($questionid, 'hidden');
            }
        });
    }

    /**
     * Shows or hides one version of a question.
     *
     * @param int $questionid
     * @param string $status
     * @return void
     */
    private function set_status(int $questionid, string $status): void {
        global $DB;
        $DB->set_field('question_versions', 'status', $status, ['questionid' => $questionid]);
        \question_bank::notify_question_edited($questionid);
    }

    /**
     * How many times learners met a question in an attempt.
     *
     * @param int $entryid
     * @return int
     */
    private static function attempts(int $entryid): int {
        global $DB;
        return (int)$DB->count_records_sql('SELECT COUNT(1) FROM {question_attempts} a
            JOIN {question_versions} v ON v.questionid = a.questionid
            JOIN {quiz_attempts} q ON q.uniqueid = a.questionusageid
           WHERE v.questionbankentryid = ? AND q.preview = 0', [$entryid]);
    }

    /**
     * The tags of a question.
     *
     * @param int $questionid
     * @return string[]
     */
    private static function tags(int $questionid): array {
        $tags = array_values(\core_tag_tag::get_item_tags_array('core_question', 'question', $questionid));
        sort($tags);
        return $tags;
    }

    /**
     * What the report calls a question.
     *
     * @param \stdClass $entry
     * @return string
     */
    private function name(\stdClass $entry): string {
        return (string)$entry->idnumber !== '' ? (string)$entry->idnumber : (string)$entry->name;
    }
}
