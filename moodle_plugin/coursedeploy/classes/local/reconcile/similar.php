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

namespace local_coursedeploy\local\reconcile;

/**
 * Whether a text that learners have answered was only reworded, or now says something else.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class similar {

    /** Part of the letters that must be the same, of 100. */
    const ENOUGH = 60;

    /** Words of denial in the languages of courses: English, French, Spanish, Portuguese. */
    const DENIALS = 'not?|never|none|non|ne|pas|jamais|aucune?|sans|nunca|não|sem|sin|ningun[oa]?';

    /**
     * Whether two texts mean the same answer.
     *
     * @param string $one
     * @param string $other
     * @return bool
     */
    public static function texts(string $one, string $other): bool {
        $one = self::bare($one);
        $other = self::bare($other);
        if ($one === $other) {
            return true;
        }
        if (self::negates($one) !== self::negates($other)) {
            return false;
        }
        similar_text($one, $other, $percent);
        return $percent >= self::ENOUGH;
    }

    /**
     * A text without mark-up, case and blanks around.
     *
     * @param string $text
     * @return string
     */
    private static function bare(string $text): string {
        $text = html_entity_decode(strip_tags($text), ENT_QUOTES, 'UTF-8');
        return \core_text::strtolower(trim(preg_replace('~\s+~u', ' ', $text) ?? $text));
    }

    /**
     * The numbers and words of denial in a text: a change of these is never a rewording.
     *
     * @param string $text
     * @return string
     */
    private static function negates(string $text): string {
        preg_match_all('~\d+|\b(?:' . self::DENIALS . ')\b|\bn[\'’]~u', $text, $found);
        return implode(' ', $found[0]);
    }
}
