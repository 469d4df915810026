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
 * What a caller asks for: check a package, make a new course of it, bring a course up to date, take a publication back.
 *
 * Never changes once made.
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

    /** Bring a live course to the state of the package. */
    const TARGET_RECONCILE = 'reconcile';

    /** Bring a live course back to a snapshot. */
    const TARGET_ROLLBACK = 'rollback';

    /** Exchange the package of one SCORM activity. */
    const TARGET_SCORM = 'scorm';

    /** All of them. */
    const TARGETS = [
        self::TARGET_PRECHECK,
        self::TARGET_NEW,
        self::TARGET_RECONCILE,
        self::TARGET_ROLLBACK,
        self::TARGET_SCORM,
    ];

    /** The targets that work on a course that learners use. */
    const LIVE = [self::TARGET_RECONCILE, self::TARGET_ROLLBACK, self::TARGET_SCORM];

    /** The longest names that every supported Moodle release stores. */
    const LONGEST = ['fullname' => 254, 'shortname' => 100, 'idnumber' => 100];

    /** What to do with activities that the package does not hold any more. */
    const MISSING = ['hide', 'keep', 'delete'];

    /** Options and the values that they have when the caller gives none. */
    const DEFAULTS = [
        'fullname' => '',
        'shortname' => '',
        'idnumber' => '',
        'visible' => false,
        'allowwarnings' => true,
        'courseid' => 0,
        'sources' => '',
        'expectstate' => '',
        'only' => '',
        'overwrite' => '',
        'missing' => 'hide',
        'snapshot' => true,
        'regrade' => '',
        'allowtrackloss' => '',
        'dryrun' => false,
        'label' => '',
        'snapshotid' => 0,
        'key' => '',
        'name' => '',
    ];

    /** @var string one of the TARGET constants */
    public $target;

    /** @var int category of the course; for a live course the one that it was in when the request came */
    public $categoryid;

    /** @var string sha1 of the whole package, lower case; '' for a rollback */
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

    /** @var int the live course; 0 for none */
    public $courseid;

    /** @var string JSON: digests of what everything in the package was made from, as sources reads them; '' for none */
    public $sources;

    /** @var string the state in which the caller has seen the course; '' for any */
    public $expectstate;

    /** @var string[]|null keys of what is to be done; null for everything */
    public $only;

    /** @var string[] keys of what is to be written although somebody changed it on the site */
    public $overwrite;

    /** @var string one of MISSING */
    public $missing;

    /** @var bool whether a snapshot is made first */
    public $snapshot;

    /** @var string[] identification numbers of the quizzes whose attempts are to be marked again */
    public $regrade;

    /** @var string[] identification numbers of the SCORM activities of which tracks may be lost */
    public $allowtrackloss;

    /** @var bool whether it is only to be said what would be done */
    public $dryrun;

    /** @var string name of the version that is published */
    public $label;

    /** @var int the snapshot to go back to; 0 for the newest */
    public $snapshotid;

    /** @var string identification number of the one activity meant */
    public $key;

    /** @var string its new name, '' for the one it has */
    public $name;

    /**
     * Reads and judges validated web service parameters.
     *
     * @param array $params target, categoryid, sha1 and the options
     * @return self
     * @throws refusal when the request makes no sense
     */
    public static function from_params(array $params): self {
        $params += self::DEFAULTS + ['sha1' => ''];
        $request = new self();
        $request->target = $params['target'];
        $request->sha1 = strtolower($params['sha1']);
        foreach (['categoryid', 'courseid', 'snapshotid'] as $number) {
            $request->$number = (int)$params[$number];
        }
        foreach (['fullname', 'shortname', 'idnumber', 'sources', 'expectstate', 'label', 'missing', 'key', 'name'] as $text) {
            $request->$text = trim($params[$text]);
        }
        foreach (['visible', 'allowwarnings', 'snapshot', 'dryrun'] as $switch) {
            $request->$switch = (bool)$params[$switch];
        }
        foreach (['overwrite', 'regrade', 'allowtrackloss'] as $list) {
            $request->$list = self::words($params[$list]) ?? [];
        }
        $request->only = self::words($params['only']);
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
        if ($this->courseid) {
            return self::lock_of_course($this->courseid);
        }
        $what = $this->idnumber !== '' ? 'idnumber:' . $this->idnumber : 'category:' . $this->categoryid;
        return 'target_' . sha1($what);
    }

    /**
     * Name of the lock of a live course.
     *
     * @param int $courseid
     * @return string
     */
    public static function lock_of_course(int $courseid): string {
        return 'target_' . sha1('course:' . $courseid);
    }

    /**
     * Whether it is about a course that learners use.
     *
     * @return bool
     */
    public function is_live(): bool {
        return in_array($this->target, self::LIVE, true);
    }

    /**
     * Whether a package comes with it.
     *
     * @return bool
     */
    public function has_package(): bool {
        return $this->target !== self::TARGET_ROLLBACK;
    }

    /**
     * Whether something is to be done.
     *
     * @param string $key identification number, key of a section, or kind
     * @return bool
     */
    public function wants(string $key): bool {
        return $this->only === null || in_array($key, $this->only, true);
    }

    /**
     * Whether something is to be written although somebody changed it on the site.
     *
     * @param string $key identification number, key of a section, or kind
     * @return bool
     */
    public function overwrites(string $key): bool {
        return in_array($key, $this->overwrite, true);
    }

    /**
     * The context in which rights are asked.
     *
     * @return \context
     */
    public function context(): \context {
        return $this->is_live() ? \context_course::instance($this->courseid) : \context_coursecat::instance($this->categoryid);
    }

    /**
     * Refuses what makes no sense.
     *
     * @return void
     */
    private function judge(): void {
        if (!in_array($this->target, self::TARGETS, true)) {
            throw new refusal('unknowntarget', s($this->target));
        }
        if ($this->has_package() && !preg_match('~^[0-9a-f]{40}$~', $this->sha1)) {
            throw new refusal('badsha1');
        }
        if ($this->target === self::TARGET_NEW && $this->idnumber === '') {
            throw new refusal('noidnumber');
        }
        if ($this->is_live() && $this->courseid <= 0) {
            throw new refusal('nocourse', '');
        }
        if (!in_array($this->missing, self::MISSING, true)) {
            throw new refusal('unknownmissing', s($this->missing));
        }
        $this->judge_lengths();
        sources::from_json($this->sources);
    }

    /**
     * Refuses names that Moodle could not store.
     *
     * @return void
     */
    private function judge_lengths(): void {
        foreach (self::LONGEST as $field => $longest) {
            if (\core_text::strlen($this->$field) > $longest) {
                throw new refusal('toolong', (object)['field' => $field, 'longest' => $longest]);
            }
        }
    }

    /**
     * A list of words.
     *
     * @param string|array|null $list JSON list, or the list
     * @return string[]|null null for '' and null
     */
    private static function words($list): ?array {
        if ($list === '' || $list === null) {
            return null;
        }
        $words = is_array($list) ? $list : json_decode($list, true);
        if (!is_array($words) || array_filter($words, 'is_array')) {
            throw new refusal('badlist', s(is_string($list) ? \core_text::substr($list, 0, 100) : ''));
        }
        return array_values(array_map('strval', $words));
    }
}
