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
 * Values of the database as text that is the same for the same content, whatever the database and the way it was stored.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class plain {

    /**
     * One value: numbers without padding ("1.00000" is 1), line ends as Unix has them, null as '', no marks of the editor.
     *
     * @param mixed $value
     * @return string
     */
    public static function value($value): string {
        if (is_bool($value)) {
            return $value ? '1' : '0';
        }
        $text = (string)$value;
        if (preg_match('~^-?(0|[1-9]\d{0,12})(\.\d+)?$~', $text)) {
            return (string)(float)$text;
        }
        return self::without_marks(str_replace("\r\n", "\n", $text));
    }

    /**
     * A text without the class that Moodle's editor gives to every picture when somebody only opens and saves a form.
     *
     * @param string $text
     * @return string
     */
    private static function without_marks(string $text): string {
        if (strpos($text, 'img-fluid') === false) {
            return $text;
        }
        $alone = '~(<img\b[^>]*?) class="\s*img-fluid\s*"~';
        $beside = '~(<img\b[^>]*?\bclass="[^"]*?)\s+img-fluid\b~';
        return preg_replace([$alone, $beside], '$1', $text);
    }

    /**
     * One row, its columns in the order of their names.
     *
     * @param array|\stdClass $row
     * @return string[] column => text
     */
    public static function row($row): array {
        $plain = array_map([self::class, 'value'], (array)$row);
        ksort($plain);
        return $plain;
    }

    /**
     * Digest of any nest of lists and values.
     *
     * @param mixed $content
     * @return string sha1
     */
    public static function digest($content): string {
        return sha1(json_encode($content, JSON_PARTIAL_OUTPUT_ON_ERROR));
    }
}
