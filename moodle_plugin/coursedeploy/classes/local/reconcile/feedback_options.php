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
 * The options of a question in a feedback activity. Answers are kept as numbers of options, so an option that somebody chose must
 * keep its place and its meaning.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class feedback_options {

    /** @var string the kind: r one, d list, c several; '' when the item has no options */
    private $kind = '';

    /** @var string[] */
    private $options = [];

    /**
     * Constructor.
     *
     * @param \stdClass $item row of feedback_item
     */
    public function __construct(\stdClass $item) {
        if (strpos($item->typ, 'multichoice') !== 0) {
            return;
        }
        [$this->kind, $rest] = array_pad(explode('>>>>>', (string)$item->presentation, 2), 2, '');
        $rest = explode('<<<<<', $rest)[0];
        $this->options = array_map([self::class, 'words'], explode('|', $rest));
    }

    /**
     * Why answers would come to mean something else under new options.
     *
     * @param self $new
     * @param int[] $chosen numbers of the options that somebody chose, from 1
     * @return string the option in question; '' when nothing is lost
     */
    public function harmed_by(self $new, array $chosen): string {
        if ($chosen && ($this->kind === 'c') !== ($new->kind === 'c')) {
            return implode(', ', $this->options);
        }
        foreach ($chosen as $number) {
            $text = $this->options[$number - 1] ?? '';
            if ($text !== '' && !similar::texts($text, $new->options[$number - 1] ?? '')) {
                return $text;
            }
        }
        return '';
    }

    /**
     * The numbers of the options in an answer.
     *
     * @param string $value as Moodle keeps it: numbers with bars between
     * @return int[]
     */
    public static function numbers(string $value): array {
        return array_values(array_filter(array_map('intval', explode('|', $value))));
    }

    /**
     * The text of an option, with its points where it has any.
     *
     * @param string $option
     * @return string
     */
    private static function words(string $option): string {
        return trim(str_replace('####', ' ', $option));
    }
}
