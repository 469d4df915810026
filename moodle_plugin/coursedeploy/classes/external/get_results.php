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

namespace local_coursedeploy\external;

defined('MOODLE_INTERNAL') || die();

require_once(__DIR__ . '/../../externalcompat.php');

use core_external\external_api;
use core_external\external_function_parameters;
use core_external\external_multiple_structure;
use core_external\external_single_structure;
use core_external\external_value;
use local_coursedeploy\local\access;
use local_coursedeploy\local\results\audience;
use local_coursedeploy\local\results\kind;

/**
 * What people have done in a course, for its evaluation: many rows in one answer, in pages.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class get_results extends external_api {

    /**
     * The parameters.
     *
     * @return external_function_parameters
     */
    public static function execute_parameters(): external_function_parameters {
        return new external_function_parameters([
            'courseid' => new external_value(PARAM_INT, 'The course'),
            'kind' => new external_value(PARAM_ALPHA, implode(', ', kind::NAMES)),
            'page' => new external_value(PARAM_INT, 'The page, from 0', VALUE_DEFAULT, 0),
            'perpage' => new external_value(PARAM_INT, 'Rows of a page, 1 to ' . kind::LARGEST_PAGE, VALUE_DEFAULT, 200),
            'since' => new external_value(PARAM_INT, 'Only what has changed since, Unix time; 0 for everything', VALUE_DEFAULT, 0),
        ]);
    }

    /**
     * Reads a page.
     *
     * @param int $courseid
     * @param string $kind
     * @param int $page
     * @param int $perpage
     * @param int $since
     * @return array
     */
    public static function execute($courseid, $kind, $page = 0, $perpage = 200, $since = 0): array {
        $params = self::validate_parameters(self::execute_parameters(), [
            'courseid' => $courseid,
            'kind' => $kind,
            'page' => $page,
            'perpage' => $perpage,
            'since' => $since,
        ]);
        $audience = new audience(access::live_course($params['courseid']));
        self::validate_context($audience->context());
        require_capability('local/coursedeploy:readresults', $audience->context());
        $results = kind::named($params['kind'], $audience, max(0, $params['since']));
        foreach ($results->rights() as $capability) {
            require_capability($capability, $audience->context());
        }
        $size = max(1, min(kind::LARGEST_PAGE, $params['perpage']));
        $page = max(0, $params['page']);
        $total = $results->total();
        return [
            'kind' => $params['kind'],
            'page' => $page,
            'pages' => (int)ceil($total / $size),
            'total' => $total,
            'rows' => array_map('json_encode', $page * $size < $total ? $results->rows($page * $size, $size) : []),
        ];
    }

    /**
     * The shape of the answer.
     *
     * @return external_single_structure
     */
    public static function execute_returns(): external_single_structure {
        return new external_single_structure([
            'kind' => new external_value(PARAM_ALPHA, 'The kind'),
            'page' => new external_value(PARAM_INT, 'The page, from 0'),
            'pages' => new external_value(PARAM_INT, 'How many pages there are'),
            'total' => new external_value(PARAM_INT, 'How many rows there are'),
            'rows' => new external_multiple_structure(new external_value(PARAM_RAW, 'JSON'), 'The rows of the page'),
        ]);
    }
}
