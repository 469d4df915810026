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

use local_coursedeploy\local\refusal;
use local_coursedeploy\local\request;
use local_coursedeploy\local\sources;

/**
 * What can be asked, and what is refused.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 * @covers     \local_coursedeploy\local\request
 * @covers     \local_coursedeploy\local\sources
 */
final class request_test extends \basic_testcase {

    /** A sha1. */
    const SHA1 = '0123456789012345678901234567890123456789';

    /**
     * The same order gives the same fingerprint, another one another.
     */
    public function test_fingerprint_tells_orders_apart(): void {
        $params = ['target' => 'new', 'categoryid' => 1, 'sha1' => self::SHA1, 'idnumber' => 'A'];
        $this->assertSame(request::from_params($params)->fingerprint(), request::from_params($params)->fingerprint());
        $other = request::from_params(['idnumber' => 'B'] + $params);
        $this->assertNotSame(request::from_params($params)->fingerprint(), $other->fingerprint());
    }

    /**
     * A request survives the table of jobs.
     */
    public function test_request_is_stored_and_read_back(): void {
        $asked = request::from_params(['target' => 'reconcile', 'categoryid' => 1, 'courseid' => 5, 'sha1' => self::SHA1,
            'only' => '["a","b"]', 'missing' => 'keep', 'dryrun' => true]);
        $read = request::from_json($asked->to_json());
        $this->assertEquals($asked, $read);
        $this->assertSame(['a', 'b'], $read->only);
        $this->assertTrue($read->wants('a'));
        $this->assertFalse($read->wants('c'));
    }

    /**
     * Requests that make no sense.
     *
     * @return array[]
     */
    public static function refused_provider(): array {
        return [
            'no such target' => ['unknowntarget', ['target' => 'replace']],
            'no sha1' => ['badsha1', ['sha1' => 'abc']],
            'no number' => ['noidnumber', ['target' => 'new', 'idnumber' => '']],
            'no course' => ['nocourse', ['target' => 'reconcile']],
            'strange word' => ['unknownmissing', ['missing' => 'burn']],
            'no list' => ['badlist', ['only' => '{"a":["b"]}']],
            'long name' => ['toolong', ['shortname' => str_repeat('x', 101)]],
            'no digests' => ['badsources', ['sources' => '[]']],
        ];
    }

    /**
     * They are refused with their code.
     *
     * @dataProvider refused_provider
     * @param string $code
     * @param array $changes
     */
    public function test_nonsense_is_refused(string $code, array $changes): void {
        $params = $changes + ['target' => 'precheck', 'categoryid' => 1, 'sha1' => self::SHA1];
        try {
            request::from_params($params);
            $this->fail('It was not refused.');
        } catch (refusal $refusal) {
            $this->assertSame($code, $refusal->errorcode);
        }
    }

    /**
     * The digests that come with a package.
     */
    public function test_sources_are_read(): void {
        $sources = sources::from_json(json_encode([
            'label' => '1.2',
            'activities' => ['A/x' => ['digest' => self::SHA1, 'parts' => ['name' => 'n']]],
            'sections' => [['key' => 'A/M1', 'number' => 1, 'digest' => self::SHA1]],
        ]));
        $this->assertTrue($sources->given);
        $this->assertSame('1.2', $sources->label);
        $this->assertSame(['digest' => self::SHA1, 'parts' => ['name' => 'n']], $sources->activities['A/x']);
        $this->assertSame(1, $sources->sections['A/M1']['number']);
    }
}
