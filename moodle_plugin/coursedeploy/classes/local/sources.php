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
 * Digests of what everything in a package was made from, as the publishing program gives them.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class sources {

    /** The longest key that the table of bases stores. */
    const LONGEST_KEY = 150;

    /** @var string name of the version */
    public $label = '';

    /** @var string digest of the course's own settings; '' for none given */
    public $course = '';

    /** @var string[] kind => digest */
    public $others = [];

    /** @var array[] key => number (in the package), digest */
    public $sections = [];

    /** @var array[] identification number => digest, parts */
    public $activities = [];

    /** @var string[] identification number => digest */
    public $questions = [];

    /** @var bool whether any were given */
    public $given = false;

    /**
     * Reads the digests.
     *
     * @param string $json '' for none
     * @return self
     * @throws refusal when they are not what the contract says
     */
    public static function from_json(string $json): self {
        $sources = new self();
        if ($json === '') {
            return $sources;
        }
        $told = json_decode($json, true);
        if (!is_array($told) || !self::is_list($told['activities'] ?? null)
                || !self::is_list($told['sections'] ?? []) || !is_scalar($told['label'] ?? '')) {
            throw new refusal('badsources');
        }
        $sources->given = true;
        $sources->label = (string)($told['label'] ?? '');
        $sources->course = self::digest($told['course'] ?? '');
        $sources->others = self::digests($told['others'] ?? []);
        $sources->questions = self::digests($told['questions'] ?? []);
        foreach ($told['activities'] as $key => $activity) {
            $sources->activities[self::key($key)] = [
                'digest' => self::digest($activity['digest'] ?? ''),
                'parts' => self::texts($activity['parts'] ?? []),
            ];
        }
        foreach ($told['sections'] ?? [] as $section) {
            $sources->sections[self::key($section['key'] ?? '')] = [
                'number' => is_scalar($section['number'] ?? -1) ? (int)($section['number'] ?? -1) : -1,
                'digest' => self::digest($section['digest'] ?? ''),
            ];
        }
        return $sources;
    }

    /**
     * The digests of the time of a snapshot.
     *
     * @param array $memory see snapshots::memory()
     * @return self
     */
    public static function from_memory(array $memory): self {
        $sources = new self();
        $sources->given = true;
        foreach ($memory['bases'] as $row) {
            $key = $row['itemkey'];
            $digest = (string)$row['source'];
            switch ($row['kind']) {
                case 'activity':
                    if (!isset($memory['activities'][$key])) {
                        // It was deleted before: what came under its key since is to be hidden, and to be news again.
                        break;
                    }
                    $sources->activities[$key] = ['digest' => $digest,
                        'parts' => json_decode((string)$row['sourceparts'], true) ?: []];
                    break;
                case 'section':
                    $sources->sections[$key] = ['number' => -1, 'digest' => $digest];
                    break;
                case 'question':
                    $sources->questions[$key] = $digest;
                    break;
                case 'published':
                    break;
                default:
                    $sources->others[$row['kind']] = $digest;
            }
        }
        $sources->course = $sources->others['course'] ?? '';
        return $sources;
    }

    /**
     * The digest of an activity.
     *
     * @param string $key
     * @return string '' for none given
     */
    public function activity(string $key): string {
        return $this->activities[$key]['digest'] ?? '';
    }

    /**
     * The digests of the parts of an activity.
     *
     * @param string $key
     * @return string[] by part
     */
    public function activity_parts(string $key): array {
        return $this->activities[$key]['parts'] ?? [];
    }

    /**
     * The key of the section that has a number in the package.
     *
     * @param int $number
     * @return string '' for none given
     */
    public function section_key(int $number): string {
        foreach ($this->sections as $key => $section) {
            if ($section['number'] === $number) {
                return (string)$key;
            }
        }
        return '';
    }

    /**
     * The sections in the order of the package.
     *
     * @param callable $idof gets a key, gives the live section or 0
     * @return int[] live sections; empty when no order is given
     */
    public function ordered(callable $idof): array {
        $places = [];
        foreach ($this->sections as $key => $section) {
            if ($section['number'] >= 0 && $idof((string)$key)) {
                $places[$section['number']] = $idof((string)$key);
            }
        }
        ksort($places);
        return array_values($places);
    }

    /**
     * Whether something is a list, or map, of maps.
     *
     * @param mixed $list
     * @return bool
     */
    private static function is_list($list): bool {
        return is_array($list) && count($list) === count(array_filter($list, 'is_array'));
    }

    /**
     * A list of digests.
     *
     * @param mixed $list
     * @return string[]
     */
    private static function digests($list): array {
        if (!is_array($list)) {
            throw new refusal('badsources');
        }
        return array_map([self::class, 'digest'], $list);
    }

    /**
     * A map of short texts, which is kept for the caller as it is.
     *
     * @param mixed $map
     * @return string[]
     */
    private static function texts($map): array {
        if (!is_array($map) || array_filter($map, 'is_array')) {
            throw new refusal('badsources');
        }
        return array_map('strval', $map);
    }

    /**
     * One digest.
     *
     * @param mixed $digest
     * @return string
     */
    private static function digest($digest): string {
        if (!is_string($digest) || !preg_match('~^\w{0,40}$~', $digest)) {
            throw new refusal('badsources');
        }
        return $digest;
    }

    /**
     * One key.
     *
     * @param mixed $key
     * @return string
     */
    private static function key($key): string {
        if (!is_scalar($key) || (string)$key === '' || \core_text::strlen((string)$key) > self::LONGEST_KEY) {
            throw new refusal('badsources');
        }
        return (string)$key;
    }
}
