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

use local_coursedeploy\local\bases;
use local_coursedeploy\local\fingerprint;
use local_coursedeploy\local\leftovers;

/**
 * What is remembered of a published course.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 * @covers     \local_coursedeploy\local\bases
 * @covers     \local_coursedeploy\local\fingerprint
 * @covers     \local_coursedeploy\local\leftovers
 */
final class bases_test extends \advanced_testcase {

    /**
     * A row is open while its thing is written, and closed afterwards.
     */
    public function test_row_is_opened_and_closed(): void {
        $this->resetAfterTest();
        $course = $this->getDataGenerator()->create_course();
        $bases = new bases((int)$course->id, 7);
        $bases->open('activity', 'k', 5, 'new');
        $this->assertSame('new', (new bases((int)$course->id))->get('activity', 'k')->pending);
        $bases->close('activity', 'k', 5, 'print', ['files' => 'f'], 'new', ['name' => 'n']);
        $row = (new bases((int)$course->id))->get('activity', 'k');
        $this->assertSame(['', 'print', 'new', '7'], [$row->pending, $row->fingerprint, $row->source, (string)$row->jobid]);
        $bases->drop('activity', 'k');
        $this->assertNull((new bases((int)$course->id))->get('activity', 'k'));
    }

    /**
     * Closing with what is known already writes nothing.
     */
    public function test_same_again_writes_nothing(): void {
        global $DB;
        $this->resetAfterTest();
        $course = $this->getDataGenerator()->create_course();
        (new bases((int)$course->id))->close('activity', 'k', 5, 'print', [], 'new');
        $before = $DB->perf_get_writes();
        (new bases((int)$course->id))->close('activity', 'k', 5, 'print', [], 'new');
        $this->assertSame($before, $DB->perf_get_writes());
    }

    /**
     * What is remembered goes with the course.
     */
    public function test_deleted_course_is_forgotten(): void {
        global $DB;
        $this->resetAfterTest();
        // Some sites tell of it.
        $this->expectOutputRegex('~~');
        $course = $this->getDataGenerator()->create_course();
        (new bases((int)$course->id))->close('activity', 'k', 5, 'print');
        delete_course($course, false);
        $this->assertFalse($DB->record_exists(bases::TABLE, ['courseid' => $course->id]));
    }

    /**
     * The clean-up forgets courses that went while the plugin did not listen, and only those.
     */
    public function test_gone_courses_are_forgotten(): void {
        global $DB;
        $this->resetAfterTest();
        $course = $this->getDataGenerator()->create_course();
        (new bases((int)$course->id))->close('activity', 'k', 5, 'print');
        (new bases(987654))->close('activity', 'k', 5, 'print');
        leftovers::forget_gone_courses();
        $this->assertEquals([$course->id], $DB->get_fieldset_select(bases::TABLE, 'courseid', '1 = 1'));
    }

    /**
     * Only courses that bear our mark are thrown away.
     */
    public function test_throwaway_courses_are_told_by_their_names(): void {
        global $DB;
        $this->resetAfterTest();
        // Some sites tell of it.
        $this->expectOutputRegex('~~');
        $ours = ['fullname' => 'Coursedeploy staging', 'shortname' => 'coursedeploy_staging_' . random_string(12)];
        $ours = $this->getDataGenerator()->create_course($ours);
        $theirs = ['fullname' => 'Coursedeploy staging', 'shortname' => 'coursedeploy_staging_of_my_own'];
        $theirs = $this->getDataGenerator()->create_course($theirs);
        leftovers::remove_throwaway_courses(DAYSECS);
        $this->assertTrue($DB->record_exists('course', ['id' => $ours->id]), 'It may be in use.');
        leftovers::remove_throwaway_courses(0);
        $this->assertFalse($DB->record_exists('course', ['id' => $ours->id]));
        $this->assertTrue($DB->record_exists('course', ['id' => $theirs->id]));
    }

    /**
     * A fingerprint moves with an edit, and with nothing that learners do.
     */
    public function test_fingerprint_moves_with_edits_only(): void {
        global $DB;
        $this->resetAfterTest();
        $course = $this->getDataGenerator()->create_course(['enablecompletion' => 1]);
        $page = $this->getDataGenerator()->create_module('page', ['course' => $course->id, 'idnumber' => 'p', 'completion' => 1]);
        $first = $this->fingerprint((int)$course->id, (int)$page->cmid);
        $user = $this->getDataGenerator()->create_and_enrol($course);
        $cm = get_fast_modinfo($course)->get_cm($page->cmid);
        (new \completion_info($course))->update_state($cm, COMPLETION_COMPLETE, $user->id);
        $this->assertSame($first, $this->fingerprint((int)$course->id, (int)$page->cmid));
        $DB->set_field('page', 'timemodified', 5, ['id' => $page->id]);
        $this->assertSame($first, $this->fingerprint((int)$course->id, (int)$page->cmid));
        $DB->set_field('page', 'content', 'Something else', ['id' => $page->id]);
        $this->assertNotSame($first, $this->fingerprint((int)$course->id, (int)$page->cmid));
    }

    /**
     * The fingerprint of an activity.
     *
     * @param int $courseid
     * @param int $cmid
     * @return string
     */
    private function fingerprint(int $courseid, int $cmid): string {
        rebuild_course_cache($courseid, true);
        return fingerprint::of_activity(get_fast_modinfo($courseid, -1)->get_cm($cmid))->all();
    }
}
