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

namespace local_coursedeploy;

use local_coursedeploy\local\results\audience;
use local_coursedeploy\local\results\kind;

/**
 * What is told of people's results, and to whom.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 * @covers     \local_coursedeploy\local\results\audience
 * @covers     \local_coursedeploy\local\results\kind
 * @covers     \local_coursedeploy\local\results\query
 * @covers     \local_coursedeploy\local\results\feedback
 */
final class results_test extends \advanced_testcase {

    /** @var \stdClass */
    private $course;

    /** @var \stdClass[] */
    private $learners = [];

    /**
     * A course with two learners.
     */
    protected function setUp(): void {
        parent::setUp();
        $this->resetAfterTest();
        $this->setAdminUser();
        $this->course = $this->getDataGenerator()->create_course(['enablecompletion' => 1]);
        foreach ([0, 1] as $number) {
            $this->learners[$number] = $this->getDataGenerator()->create_and_enrol($this->course);
        }
    }

    /**
     * Every kind can be asked of an empty course.
     */
    public function test_every_kind_answers(): void {
        foreach (kind::NAMES as $name) {
            $kind = $this->kind($name);
            $this->assertSame($name === 'participants' ? 2 : 0, $kind->total(), $name);
            $this->assertCount($kind->total(), $kind->rows(0, 10), $name);
            foreach ($kind->rights() as $capability) {
                $this->assertNotNull(get_capability_info($capability), $capability);
            }
        }
    }

    /**
     * Completions, with and without the older ones.
     */
    public function test_completions_are_told(): void {
        $record = ['course' => $this->course->id, 'idnumber' => 'p', 'completion' => 1];
        $page = $this->getDataGenerator()->create_module('page', $record);
        $cm = get_fast_modinfo($this->course)->get_cm($page->cmid);
        (new \completion_info($this->course))->update_state($cm, COMPLETION_COMPLETE, $this->learners[0]->id);
        [$row] = $this->kind('completions')->rows(0, 10);
        $this->assertSame([(int)$page->cmid, 'p', (int)$this->learners[0]->id, 1],
            [$row['cmid'], $row['idnumber'], $row['userid'], $row['state']]);
        $this->assertSame(0, $this->kind('completions', time() + 100)->total());
    }

    /**
     * Anonymous answers stay so, whoever asks.
     */
    public function test_anonymous_feedback_stays_anonymous(): void {
        $this->feedback(FEEDBACK_ANONYMOUS_YES);
        $rows = $this->kind('feedback')->rows(0, 10);
        $this->assertSame([[true, 0, 0], [true, 0, 0]], array_map(function(array $row): array {
            return [$row['anonymous'], $row['userid'], $row['time']];
        }, $rows));
        $this->assertSame($rows, $this->kind('feedback', time() + 100)->rows(0, 10));
    }

    /**
     * Named answers are told with their people.
     */
    public function test_named_feedback_is_named(): void {
        $this->feedback(FEEDBACK_ANONYMOUS_NO);
        $ids = array_column($this->kind('feedback')->rows(0, 10), 'userid');
        $this->assertEqualsCanonicalizing(array_map('intval', array_column($this->learners, 'id')), $ids);
    }

    /**
     * Somebody held to a group sees that group, and no anonymous answer that would be the only one.
     */
    public function test_separate_groups_are_kept_apart(): void {
        $this->feedback(FEEDBACK_ANONYMOUS_YES);
        update_course((object)['id' => $this->course->id, 'groupmode' => SEPARATEGROUPS, 'groupmodeforce' => 1]);
        $this->course = get_course($this->course->id);
        $group = $this->getDataGenerator()->create_group(['courseid' => $this->course->id]);
        $teacher = $this->getDataGenerator()->create_and_enrol($this->course, 'teacher');
        foreach ([$teacher, $this->learners[0]] as $member) {
            $this->getDataGenerator()->create_group_member(['groupid' => $group->id, 'userid' => $member->id]);
        }
        $this->setUser($teacher);
        $ids = array_column($this->kind('participants')->rows(0, 10), 'userid');
        $this->assertEqualsCanonicalizing([(int)$teacher->id, (int)$this->learners[0]->id], $ids);
        $this->assertSame(0, $this->kind('feedback')->total());
    }

    /**
     * Names but no addresses.
     */
    public function test_no_addresses_are_told(): void {
        $told = $this->kind('participants')->rows(0, 10);
        $this->assertStringContainsString($this->learners[0]->firstname, $told[0]['fullname']);
        $this->assertStringNotContainsString('@', json_encode($told));
    }

    /**
     * A kind of results of the course.
     *
     * @param string $name
     * @param int $since
     * @return kind
     */
    private function kind(string $name, int $since = 0): kind {
        return kind::named($name, new audience($this->course), $since);
    }

    /**
     * A feedback that both learners have answered.
     *
     * @param int $anonymous
     */
    private function feedback(int $anonymous): void {
        global $DB;
        $record = ['course' => $this->course->id, 'anonymous' => $anonymous];
        $feedback = $this->getDataGenerator()->create_module('feedback', $record);
        $generator = $this->getDataGenerator()->get_plugin_generator('mod_feedback');
        $item = $generator->create_item_textfield($feedback);
        foreach ($this->learners as $number => $learner) {
            $completed = $DB->insert_record('feedback_completed', (object)['feedback' => $feedback->id, 'userid' => $learner->id,
                'timemodified' => 5 + $number, 'anonymous_response' => $anonymous]);
            $DB->insert_record('feedback_value',
                (object)['item' => $item->id, 'completed' => $completed, 'value' => "Answer $number"]);
        }
    }
}
