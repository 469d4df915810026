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
 * Which class knows about which kind of activity and about which aspect of a course.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class registry {

    /** Aspects of a course in the order in which they are done: groups first, for restrictions name them. */
    const ASPECTS = ['groups', 'gradebook', 'completion', 'competencies', 'badges', 'blocks'];

    /** @var handler[] by module name */
    private static $handlers = [];

    /**
     * The handler of a kind of activity.
     *
     * @param string $modname
     * @return handler
     */
    public static function handler(string $modname): handler {
        if (!isset(self::$handlers[$modname])) {
            $class = __NAMESPACE__ . '\\handler\\mod_' . $modname;
            self::$handlers[$modname] = class_exists($class) ? new $class() : new handler\kept();
        }
        return self::$handlers[$modname];
    }

    /**
     * Whether activities of a kind can be changed in place.
     *
     * @param string $modname
     * @return bool
     */
    public static function is_handled(string $modname): bool {
        return !self::handler($modname) instanceof handler\kept;
    }

    /**
     * The aspects of a course.
     *
     * @return aspect[] by kind
     */
    public static function aspects(): array {
        $aspects = [];
        foreach (self::ASPECTS as $name) {
            $class = __NAMESPACE__ . '\\' . $name;
            if (class_exists($class)) {
                $aspect = new $class();
                $aspects[$aspect->kind()] = $aspect;
            }
        }
        return $aspects;
    }
}
