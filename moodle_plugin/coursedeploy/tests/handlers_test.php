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
use local_coursedeploy\local\reconcile\activity;
use local_coursedeploy\local\reconcile\handler\kept;
use local_coursedeploy\local\reconcile\journal;
use local_coursedeploy\local\reconcile\registry;
use local_coursedeploy\local\reconcile\run;
use local_coursedeploy\local\request;

/**
 * Activities brought to the state of their twins, with learners at work in them.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 * @covers     \local_coursedeploy\local\reconcile\activity
 * @covers     \local_coursedeploy\local\reconcile\handler
 */
final class handlers_test extends \advanced_testcase {

    /** The modules of core. Not every release has all of them. */
    const CORE = ['assign', 'bigbluebuttonbn', 'book', 'choice', 'data', 'feedback', 'folder', 'forum', 'glossary', 'h5pactivity',
        'imscp', 'label', 'lesson', 'lti', 'page', 'qbank', 'quiz', 'resource', 'scorm', 'subsection', 'survey', 'url', 'wiki',
        'workshop'];

    /** @var \stdClass */
    private $stage;

    /** @var \stdClass */
    private $live;

    /** @var array[] what the last run noted */
    private $noted = [];

    /**
     * Two courses.
     */
    protected function setUp(): void {
        parent::setUp();
        $this->resetAfterTest();
        $this->setAdminUser();
        $this->stage = $this->getDataGenerator()->create_course();
        $this->live = $this->getDataGenerator()->create_course();
    }

    /**
     * Kinds of activities, with a setting and a text in the first and in the second form.
     *
     * @return array[]
     */
    public static function kinds_provider(): array {
        return [
            'page' => ['page', ['content' => '<p>One</p>'], ['content' => '<p>Two</p>']],
            'label' => ['label', ['intro' => '<p>One</p>'], ['intro' => '<p>Two</p>']],
            'url' => ['url', ['externalurl' => 'https://one.example'], ['externalurl' => 'https://two.example']],
            'choice' => ['choice', ['option' => ['A', 'B']], ['option' => ['A', 'B', 'C']]],
            'assign' => ['assign', ['duedate' => 5000], ['duedate' => 6000]],
            'forum' => ['forum', ['intro' => 'One'], ['intro' => 'Two']],
            'lesson' => ['lesson', ['timelimit' => 60], ['timelimit' => 90]],
            'quiz' => ['quiz', ['timelimit' => 60], ['timelimit' => 90]],
            'feedback' => ['feedback', ['page_after_submit' => 'One'], ['page_after_submit' => 'Two']],
            'glossary' => ['glossary', ['intro' => 'One'], ['intro' => 'Two']],
            'wiki' => ['wiki', ['intro' => 'One'], ['intro' => 'Two']],
        ];
    }

    /**
     * A difference is written once; then both are the same.
     *
     * @dataProvider kinds_provider
     * @param string $modname
     * @param array $old
     * @param array $new
     */
    public function test_activity_is_brought_to_its_twin(string $modname, array $old, array $new): void {
        $stage = $this->module($this->stage, $modname, $new);
        $live = $this->module($this->live, $modname, $old);
        $this->assertNotEmpty($this->update($stage, $live, true), 'It is not noticed.');
        $before = $this->fingerprint($live);
        $this->assertSame($before, $this->fingerprint($live), 'A dry run writes.');
        $this->assertNotEmpty($this->update($stage, $live));
        $this->assertNotSame($before, $this->fingerprint($live));
        $this->assertSame([], $this->update($stage, $live), 'It is written again.');
    }

    /**
     * An option that somebody chose is never taken away.
     */
    public function test_chosen_option_stays(): void {
        global $DB;
        $stage = $this->module($this->stage, 'choice', ['option' => ['A', 'C']]);
        $live = $this->module($this->live, 'choice', ['option' => ['A', 'B']]);
        $user = $this->getDataGenerator()->create_and_enrol($this->live);
        $chosen = $this->options($live)['B'];
        $answer = $DB->insert_record('choice_answers',
            (object)['choiceid' => $live->instance, 'userid' => $user->id, 'optionid' => $chosen, 'timemodified' => 5]);
        $this->update($stage, $live);
        $this->assertEquals($chosen, $DB->get_field('choice_answers', 'optionid', ['id' => $answer]));
        $options = $this->options($live);
        $this->assertEquals($chosen, $options['B']);
        $this->assertArrayHasKey('C', $options);
        $this->assertContains('optionused', array_column($this->noted, 'code'));
    }

    /**
     * The maximum of a mark is not changed once there are marks.
     */
    public function test_maximum_of_given_marks_stays(): void {
        global $CFG;
        require_once($CFG->libdir . '/gradelib.php');
        $stage = $this->module($this->stage, 'assign', ['grade' => 50]);
        $live = $this->module($this->live, 'assign', ['grade' => 100]);
        $user = $this->getDataGenerator()->create_and_enrol($this->live);
        $assign = new \assign($live->context, $live, $this->live);
        $grade = $assign->get_user_grade($user->id, true);
        $grade->grade = 71;
        $assign->update_grade($grade);
        $this->update($stage, $live);
        $marks = grade_get_grades($this->live->id, 'mod', 'assign', $live->instance, $user->id);
        $this->assertEquals([100, 71], [$marks->items[0]->grademax, $marks->items[0]->grades[$user->id]->grade]);
        $this->assertContains('grademax', array_column($this->noted, 'code'));
    }

    /**
     * Every module of core has a handler; what has none is left alone.
     */
    public function test_modules_without_handler_are_left_alone(): void {
        $installed = array_keys(\core_component::get_plugin_list('mod'));
        foreach (array_intersect(self::CORE, $installed) as $modname) {
            $this->assertNotInstanceOf(kept::class, registry::handler($modname), $modname);
        }
        $this->assertInstanceOf(kept::class, registry::handler('somethingelse'));
    }

    /**
     * The options of a choice.
     *
     * @param \cm_info $cm
     * @return int[] text => id
     */
    private function options(\cm_info $cm): array {
        global $DB;
        return array_flip($DB->get_records_menu('choice_options', ['choiceid' => $cm->instance], 'id', 'id, text'));
    }

    /**
     * An activity.
     *
     * @param \stdClass $course
     * @param string $modname
     * @param array $values
     * @return \cm_info
     */
    private function module(\stdClass $course, string $modname, array $values): \cm_info {
        $record = $values + ['course' => $course->id, 'idnumber' => 'k', 'name' => 'Name', 'intro' => 'Intro'];
        $module = $this->getDataGenerator()->create_module($modname, $record);
        return get_fast_modinfo($course->id, -1)->get_cm($module->cmid);
    }

    /**
     * Brings one activity to the state of the other.
     *
     * @param \cm_info $stage
     * @param \cm_info $live
     * @param bool $dry
     * @return string[] the parts that differed
     */
    private function update(\cm_info $stage, \cm_info $live, bool $dry = false): array {
        $request = request::from_params(['target' => 'reconcile', 'categoryid' => 1, 'courseid' => $this->live->id,
            'sha1' => sha1('x'), 'dryrun' => $dry]);
        $run = new run((int)$this->stage->id, (int)$this->live->id, $request, new journal(new bases((int)$this->live->id)));
        $run->twins()->pair('course_module', (int)$stage->id, (int)$live->id);
        $nobody = function(): void {
            // Nobody else works in the course meanwhile.
        };
        $parts = (new activity($run, $stage, $live))->update($nobody, $nobody);
        $this->noted = $run->actions()->all();
        return $parts;
    }

    /**
     * The fingerprint of a live activity.
     *
     * @param \cm_info $cm
     * @return string
     */
    private function fingerprint(\cm_info $cm): string {
        rebuild_course_cache($this->live->id, true);
        return fingerprint::of_activity(get_fast_modinfo($this->live->id, -1)->get_cm($cm->id))->all();
    }
}
