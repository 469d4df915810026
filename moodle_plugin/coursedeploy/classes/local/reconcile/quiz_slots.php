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
 * The slots of a quiz and the sections that they stand in.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class quiz_slots {

    /** @var \cm_info */
    private $cm;

    /** @var \stdClass[] in their order; each with reference (row or null) and pool (row or null) */
    private $slots = [];

    /**
     * Constructor.
     *
     * @param \cm_info $cm
     */
    public function __construct(\cm_info $cm) {
        $this->cm = $cm;
        $where = ['usingcontextid' => $cm->context->id, 'component' => 'mod_quiz', 'questionarea' => 'slot'];
        $references = array_column(rows::of('question_references', $where), null, 'itemid');
        $pools = array_column(rows::of('question_set_references', $where), null, 'itemid');
        foreach (rows::of('quiz_slots', ['quizid' => $cm->instance], 'slot') as $slot) {
            $slot->reference = $references[$slot->id] ?? null;
            $slot->pool = $pools[$slot->id] ?? null;
            $this->slots[] = $slot;
        }
    }

    /**
     * What the structure says: what stands where and counts how much.
     *
     * @return array
     */
    public function content(): array {
        $names = array_column($this->grade_items(), 'name', 'id');
        $slots = [];
        foreach ($this->slots as $slot) {
            $slots[] = plain::row(rows::only($slot, ['slot', 'page', 'displaynumber', 'requireprevious', 'maxmark'])) + [
                'mark' => (string)($names[$slot->quizgradeitemid ?? 0] ?? ''),
                'shows' => $this->shows($slot),
            ];
        }
        return ['slots' => $slots, 'sections' => $this->sections_content(), 'marks' => array_values($names)];
    }

    /**
     * What the structure says that attempts depend on: everything but numbers and headings that are only shown.
     *
     * @return array
     */
    public function skeleton(): array {
        $content = $this->content();
        foreach ($content['slots'] as $n => $slot) {
            unset($content['slots'][$n]['displaynumber']);
        }
        foreach ($content['sections'] as $n => $section) {
            unset($content['sections'][$n]['heading']);
        }
        return $content;
    }

    /**
     * The entries of the question bank in fixed slots.
     *
     * @return int[]
     */
    public function entries(): array {
        $entries = [];
        foreach ($this->slots as $slot) {
            if ($slot->reference) {
                $entries[] = (int)$slot->reference->questionbankentryid;
            }
        }
        return $entries;
    }

    /**
     * Gives headings and shown numbers to a quiz of the same skeleton.
     *
     * @param quiz_slots $other
     * @return void
     */
    public function dress(quiz_slots $other): void {
        foreach ($this->slots as $n => $slot) {
            $different = rows::differences(rows::only($slot, ['displaynumber']), $other->slots[$n]);
            if ($different) {
                rows::change('quiz_slots', (int)$other->slots[$n]->id, $different);
            }
        }
        $sections = $other->sections();
        foreach ($this->sections() as $n => $section) {
            rows::change('quiz_sections', (int)$sections[$n]->id, ['heading' => $section->heading]);
        }
    }

    /**
     * Takes the slots of a staging quiz in the place of one's own; nobody has attempted the quiz.
     *
     * @param quiz_slots $stage
     * @param run $run
     * @return void
     */
    public function take(quiz_slots $stage, run $run): void {
        $this->clear();
        $marks = $this->take_grade_items($stage);
        foreach ($stage->slots as $slot) {
            $values = ['quizid' => $this->cm->instance];
            if (!empty($slot->quizgradeitemid)) {
                $values['quizgradeitemid'] = $marks[$slot->quizgradeitemid] ?? null;
            }
            rows::change('quiz_slots', (int)$slot->id, $values);
            $this->take_reference($slot, $run);
        }
        foreach ($stage->sections() as $section) {
            rows::change('quiz_sections', (int)$section->id, ['quizid' => $this->cm->instance]);
        }
        $this->count_marks();
    }

    /**
     * What a slot shows: a question, or where it draws from.
     *
     * @param \stdClass $slot
     * @return array
     */
    private function shows(\stdClass $slot): array {
        global $DB;
        if ($slot->pool) {
            $filter = new slot_filter((string)$slot->pool->filtercondition);
            return $filter->content([question_categories::class, 'path']);
        }
        if (!$slot->reference) {
            return [];
        }
        $entry = $DB->get_record('question_bank_entries', ['id' => $slot->reference->questionbankentryid]);
        $name = $entry && (string)$entry->idnumber !== '' ? $entry->idnumber : $this->name_of($slot->reference);
        return ['question' => (string)$name, 'version' => (string)$slot->reference->version];
    }

    /**
     * The name of a question without an idnumber.
     *
     * @param \stdClass $reference
     * @return string
     */
    private function name_of(\stdClass $reference): string {
        global $DB;
        $names = $DB->get_records_sql('SELECT q.id, q.name FROM {question} q JOIN {question_versions} v ON v.questionid = q.id
             WHERE v.questionbankentryid = ? ORDER BY v.version DESC', [$reference->questionbankentryid], 0, 1);
        return $names ? (string)reset($names)->name : '';
    }

    /**
     * The sections.
     *
     * @return \stdClass[]
     */
    private function sections(): array {
        return rows::of('quiz_sections', ['quizid' => $this->cm->instance], 'firstslot');
    }

    /**
     * What the sections say.
     *
     * @return array[]
     */
    private function sections_content(): array {
        return array_map(function(\stdClass $section): array {
            return plain::row(rows::without($section, ['quizid']));
        }, $this->sections());
    }

    /**
     * The several marks of a quiz (Moodle 4.4 and later).
     *
     * @return \stdClass[]
     */
    private function grade_items(): array {
        return rows::of('quiz_grade_items', ['quizid' => $this->cm->instance], 'sortorder');
    }

    /**
     * Removes the slots. Previews, which are teachers', go with them, as Moodle does on any change of the structure.
     *
     * @return void
     */
    private function clear(): void {
        global $CFG, $DB;
        require_once($CFG->dirroot . '/mod/quiz/locallib.php');
        quiz_delete_previews($DB->get_record('quiz', ['id' => $this->cm->instance], '*', MUST_EXIST));
        foreach ($this->slots as $slot) {
            $where = ['component' => 'mod_quiz', 'questionarea' => 'slot', 'itemid' => $slot->id];
            $DB->delete_records('question_references', $where);
            $DB->delete_records('question_set_references', $where);
        }
        $DB->delete_records('quiz_slots', ['quizid' => $this->cm->instance]);
        $DB->delete_records('quiz_sections', ['quizid' => $this->cm->instance]);
    }

    /**
     * Takes over the several marks of a quiz.
     *
     * @param quiz_slots $stage
     * @return int[] id in the staging quiz => id here
     */
    private function take_grade_items(quiz_slots $stage): array {
        global $DB;
        $ids = [];
        $present = $this->grade_items();
        foreach ($stage->grade_items() as $n => $item) {
            if (isset($present[$n])) {
                rows::change('quiz_grade_items', (int)$present[$n]->id, rows::without($item, ['quizid']));
                $ids[$item->id] = (int)$present[$n]->id;
            } else {
                $row = (object)(['quizid' => $this->cm->instance] + rows::without($item));
                $ids[$item->id] = (int)$DB->insert_record('quiz_grade_items', $row);
            }
        }
        foreach (array_slice($present, count($ids)) as $item) {
            $DB->delete_records('quiz_grade_items', ['id' => $item->id]);
        }
        return $ids;
    }

    /**
     * Lets the reference of a slot name what it has in the live course.
     *
     * @param \stdClass $slot
     * @param run $run
     * @return void
     */
    private function take_reference(\stdClass $slot, run $run): void {
        $values = ['usingcontextid' => $this->cm->context->id];
        if ($slot->reference) {
            $entry = (int)$slot->reference->questionbankentryid;
            $values['questionbankentryid'] = $run->twins()->of('question_bank_entry', $entry) ?: $entry;
            rows::change('question_references', (int)$slot->reference->id, $values);
        }
        if ($slot->pool) {
            $values += $this->pool_values($slot->pool, $run);
            rows::change('question_set_references', (int)$slot->pool->id, $values);
        }
    }

    /**
     * From where a random slot draws in the live course.
     *
     * @param \stdClass $pool
     * @param run $run
     * @return array column => value
     */
    private function pool_values(\stdClass $pool, run $run): array {
        $categories = new question_categories($run, (int)$this->cm->context->id);
        $filter = new slot_filter((string)$pool->filtercondition);
        $drawn = $filter->categories();
        $context = $drawn ? $categories->context($drawn[0]) : (int)$this->cm->context->id;
        return [
            'questionscontextid' => $context,
            'filtercondition' => $filter->moved([$categories, 'make'], $context),
        ];
    }

    /**
     * Works the sum of the marks out again.
     *
     * @return void
     */
    private function count_marks(): void {
        global $DB;
        if (class_exists('\mod_quiz\quiz_settings')) {
            \mod_quiz\quiz_settings::create($this->cm->instance)->get_grade_calculator()->recompute_quiz_sumgrades();
        } else {
            // Moodle 4.1.
            quiz_update_sumgrades($DB->get_record('quiz', ['id' => $this->cm->instance], '*', MUST_EXIST));
        }
    }
}
