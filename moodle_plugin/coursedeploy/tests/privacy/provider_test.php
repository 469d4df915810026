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

namespace local_coursedeploy\privacy;

use core_privacy\local\request\approved_contextlist;
use core_privacy\local\request\userlist;
use core_privacy\local\request\writer;
use local_coursedeploy\local\job;
use local_coursedeploy\local\request;

/**
 * What is kept of a person.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 * @covers     \local_coursedeploy\privacy\provider
 */
final class provider_test extends \core_privacy\tests\provider_testcase {

    /**
     * A person gets the own jobs, and nobody else's.
     */
    public function test_own_jobs_are_exported(): void {
        [$one, $other] = $this->people();
        $context = \context_user::instance($one->id);
        $this->export_context_data_for_user($one->id, $context, 'local_coursedeploy');
        $told = writer::with_context($context)->get_data([get_string('pluginname', 'local_coursedeploy')]);
        $this->assertSame(['of-' . $one->id], array_column($told->jobs, 'requestid'));
    }

    /**
     * A person's jobs are deleted, and nobody else's.
     */
    public function test_own_jobs_are_deleted(): void {
        [$one, $other] = $this->people();
        $contexts = provider::get_contexts_for_userid($one->id)->get_contextids();
        provider::delete_data_for_user(new approved_contextlist($one, 'local_coursedeploy', $contexts));
        $this->assertSame(0, job::count_records(['userid' => $one->id]));
        $this->assertSame(1, job::count_records(['userid' => $other->id]));
    }

    /**
     * A context of a person holds that person's data only.
     */
    public function test_people_of_a_context_are_found(): void {
        [$one] = $this->people();
        $list = new userlist(\context_user::instance($one->id), 'local_coursedeploy');
        provider::get_users_in_context($list);
        $this->assertEquals([$one->id], $list->get_userids());
    }

    /**
     * Two people with a job each.
     *
     * @return \stdClass[]
     */
    private function people(): array {
        $this->resetAfterTest();
        $people = [$this->getDataGenerator()->create_user(), $this->getDataGenerator()->create_user()];
        foreach ($people as $person) {
            $request = request::from_params(['target' => 'precheck', 'categoryid' => 1, 'sha1' => sha1('x')]);
            job::of_request((int)$person->id, 'of-' . $person->id, $request)->create();
        }
        return $people;
    }
}
