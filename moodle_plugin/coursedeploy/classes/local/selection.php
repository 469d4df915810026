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
 * Which activities of a package must be restored so that a few of them can be brought up to date: these, and what they name.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class selection {

    /** Kinds of activities that hold parts of others. */
    const ALWAYS = ['qbank', 'subsection'];

    /** Links whose number is that of a course module, or that name none. */
    const CLEAR_LINK = '~^(\w+VIEWBYID(CH)?|LESSONVIEWPAGE|COURSE\w+|GRADE\w+|BADGESVIEWBYID|USERINDEXVIEWBYID|[A-Z0-9]+INDEX)$~';

    /** @var string folder of the package */
    private $path;

    /** @var string[] key => folder of the activity */
    private $bykey = [];

    /** @var string[] number in the package => folder of the activity */
    private $bynumber = [];

    /** @var string[] folders that are always needed */
    private $always = [];

    /**
     * Constructor.
     *
     * @param unpacked $package
     */
    public function __construct(unpacked $package) {
        $this->path = $package->path() . '/activities';
        foreach (glob($this->path . '/*/module.xml') as $file) {
            $this->read(basename(dirname($file)), (string)file_get_contents($file));
        }
    }

    /**
     * The folders of the activities that are needed.
     *
     * @param string[] $keys of the activities to be brought up to date
     * @return string[]|null null when the whole package is needed
     */
    public function folders(array $keys): ?array {
        $needed = $this->always;
        foreach ($keys as $key) {
            $named = isset($this->bykey[$key]) ? $this->named_by($this->bykey[$key]) : null;
            if ($named === null) {
                return null;
            }
            $needed = array_merge($needed, [$this->bykey[$key]], $named);
        }
        return array_values(array_unique($needed));
    }

    /**
     * All folders.
     *
     * @return string[]
     */
    public function all(): array {
        return array_values($this->bynumber);
    }

    /**
     * Reads what an activity says of itself.
     *
     * @param string $folder
     * @param string $xml
     * @return void
     */
    private function read(string $folder, string $xml): void {
        $module = simplexml_load_string($xml, \SimpleXMLElement::class, LIBXML_NONET);
        if ($module === false) {
            return;
        }
        $this->bynumber[(string)$module['id']] = $folder;
        if ((string)$module->idnumber !== '') {
            $this->bykey[(string)$module->idnumber] = $folder;
        }
        if (in_array((string)$module->modulename, self::ALWAYS, true)) {
            $this->always[] = $folder;
        }
    }

    /**
     * The activities that an activity names in its texts and restrictions.
     *
     * @param string $folder
     * @return string[]|null null when it names something that cannot be followed
     */
    private function named_by(string $folder): ?array {
        $named = [];
        foreach (glob($this->path . '/' . $folder . '/*.xml') as $file) {
            $xml = html_entity_decode((string)file_get_contents($file), ENT_QUOTES);
            if (preg_match('~"type"\s*:\s*"grade"~', $xml)) {
                return null;
            }
            preg_match_all('~\$@(\w+)\*(\d+)~', $xml, $links, PREG_SET_ORDER);
            foreach ($links as [, $link, $number]) {
                if (!preg_match(self::CLEAR_LINK, $link)) {
                    return null;
                }
                $named[] = $this->bynumber[$number] ?? '';
            }
            preg_match_all('~"cm"\s*:\s*(\d+)~', $xml, $conditions);
            foreach ($conditions[1] as $number) {
                $named[] = $this->bynumber[$number] ?? '';
            }
        }
        return array_filter($named);
    }
}
