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
 * Remembers what a publication left as it was for the sake of learners: as long as the site has something else than the package,
 * the publisher is told so with the inventory, and can try again once nobody holds on to it any more.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class held {

    /** The remarks about something that stays because learners have worked with it. */
    const CODES = ['hasanswers', 'quizstructure', 'grademax', 'tracksatrisk', 'fieldused', 'optionused', 'pagescore', 'formused',
        'completionused'];

    /** How the names of such facts begin among the parts of a source. */
    const FACT = 'kept:';

    /** The most characters of a fact. */
    const LONGEST = 200;

    /**
     * Marks the sources of what was kept: facts beside their parts, and a digest that says "made from this, but for these".
     *
     * @param sources $sources
     * @param array[] $actions what the publication did
     * @return void
     */
    public static function mark(sources $sources, array $actions): void {
        foreach (self::facts($actions) as $key => $facts) {
            $source = $sources->activities[$key] ?? null;
            if ($source && $source['digest'] !== '') {
                $sources->activities[$key] = [
                    'digest' => sha1('held:' . $source['digest']),
                    'parts' => $facts + $source['parts'],
                ];
            }
        }
    }

    /**
     * What was kept, by activity.
     *
     * @param array[] $actions
     * @return string[][] key => name of the fact => what it is about
     */
    private static function facts(array $actions): array {
        $facts = [];
        foreach ($actions as $action) {
            $iskept = in_array($action['action'], ['kept', 'noted'], true) && in_array($action['code'], self::CODES, true);
            if ($iskept && $action['kind'] === 'activity') {
                $facts[$action['key']][self::FACT . $action['code']][] = $action['detail'];
            }
        }
        return array_map(function(array $ofone): array {
            return array_map(function(array $details): string {
                return \core_text::substr(implode(', ', array_unique(array_filter($details, 'strlen'))), 0, self::LONGEST);
            }, $ofone);
        }, $facts);
    }
}
