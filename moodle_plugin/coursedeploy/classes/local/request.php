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

namespace local_coursedeploy\local;

/**
 * What a caller asks for: check a package, or make a new course of it. Never changes once made.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class request {

    /** Only look at the package. */
    const TARGET_PRECHECK = 'precheck';

    /** Make a new course. */
    const TARGET_NEW = 'new';

    /** The longest names that every supported Moodle release stores. */
    const LONGEST = ['fullname' => 254, 'shortname' => 100, 'idnumber' => 100];

    /** @var string one of the TARGET constants */
    public $target;

    /** @var int category of the course */
    public $categoryid;

    /** @var string sha1 of the whole package, lower case */
    public $sha1;

    /** @var string full name of the course, '' for the package's own */
    public $fullname;

    /** @var string short name of the course, '' for the package's own */
    public $shortname;

    /** @var string identification number of the course */
    public $idnumber;

    /** @var bool whether learners see the course at once */
    public $visible;

    /** @var bool whether the course is made although Moodle has remarks on the package */
    public $allowwarnings;

    /**
     * Reads and judges validated web service parameters.
     *
     * @param array $params target, categoryid, sha1 and the options
     * @return self
     * @throws refusal when the request makes no sense
     */
    public static function from_params(array $params): self {
        $request = new self();
        $request->target = $params['target'];
        $request->categoryid = (int)$params['categoryid'];
        $request->sha1 = strtolower($params['sha1']);
        $request->fullname = trim($params['fullname']);
        $request->shortname = trim($params['shortname']);
        $request->idnumber = trim($params['idnumber']);
        $request->visible = (bool)$params['visible'];
        $request->allowwarnings = (bool)$params['allowwarnings'];
        $request->judge();
        return $request;
    }

    /**
     * Reads back what to_json() wrote.
     *
     * @param string $json
     * @return self
     */
    public static function from_json(string $json): self {
        return self::from_params(json_decode($json, true));
    }

    /**
     * Writes the request for the job table.
     *
     * @return string JSON
     */
    public function to_json(): string {
        return json_encode(get_object_vars($this));
    }

    /**
     * Two requests with one fingerprint ask for the same thing.
     *
     * The draft area is left out: the sha1 says which package is meant, wherever it was uploaded.
     *
     * @return string sha1
     */
    public function fingerprint(): string {
        return sha1($this->to_json());
    }

    /**
     * Name of the lock under which the request is done: nobody else makes the same course meanwhile.
     *
     * @return string
     */
    public function lock_name(): string {
        $what = $this->idnumber !== '' ? 'idnumber:' . $this->idnumber : 'category:' . $this->categoryid;
        return 'target_' . sha1($what);
    }

    /**
     * The context in which rights are asked.
     *
     * @return \context_coursecat
     */
    public function context(): \context_coursecat {
        return \context_coursecat::instance($this->categoryid);
    }

    /**
     * Refuses what makes no sense.
     *
     * @return void
     */
    private function judge(): void {
        if (!in_array($this->target, [self::TARGET_PRECHECK, self::TARGET_NEW], true)) {
            throw new refusal('unknowntarget', s($this->target));
        }
        if (!preg_match('~^[0-9a-f]{40}$~', $this->sha1)) {
            throw new refusal('badsha1');
        }
        if ($this->target === self::TARGET_NEW && $this->idnumber === '') {
            throw new refusal('noidnumber');
        }
        foreach (self::LONGEST as $field => $longest) {
            if (\core_text::strlen($this->$field) > $longest) {
                throw new refusal('toolong', (object)['field' => $field, 'longest' => $longest]);
            }
        }
    }
}
