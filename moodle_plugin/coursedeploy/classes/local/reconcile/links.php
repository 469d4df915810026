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
 * Turns links into the staging course into links into the live course.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class links {

    /** Parameters of module pages that hold a course module id. */
    const CM_PARAMETERS = ['id', 'cmid', 'update'];

    /** Parameters of module pages that hold the id of something in the module, and under which name handlers pair it. */
    const INNER_PARAMETERS = [
        'chapterid' => 'book_chapter',
        'pageid' => 'lesson_page',
        'attempt' => '',
        'eid' => '',
        'rid' => '',
        'd' => '',
    ];

    /** Parameters that hold the id of a row of the module's table, such as f of a forum. */
    const INSTANCE_PARAMETERS = ['f', 'q', 'a', 'b', 'l', 'w', 'd', 'n', 'r', 'u', 'g', 'p'];

    /** @var twins */
    private $twins;

    /** @var string pattern of an address of this site */
    private $pattern;

    /**
     * Constructor.
     *
     * @param twins $twins
     * @param string $site address of the site
     */
    public function __construct(twins $twins, string $site) {
        $this->twins = $twins;
        $this->pattern = '~(' . preg_quote($site, '~') . '/)([a-z0-9_/]+\.php)\?((?:[\w\[\]%-]+=[\w%.,-]*(?:&(?:amp;)?)?)+)~';
    }

    /**
     * Turns all links of a text.
     *
     * @param string $text
     * @return string
     */
    public function rewrite(string $text): string {
        if (strpos($text, '.php?') === false) {
            return $text;
        }
        return preg_replace_callback($this->pattern, function(array $match): string {
            return $match[1] . $match[2] . '?' . $this->parameters($match[2], $match[3]);
        }, $text) ?? $text;
    }

    /**
     * Turns the ids in the parameters of one link.
     *
     * @param string $script path of the page in the site
     * @param string $parameters
     * @return string
     */
    private function parameters(string $script, string $parameters): string {
        return preg_replace_callback('~([a-z]+)=(\d+)(?![\w%.,-])~', function(array $match) use ($script): string {
            $what = $this->what($script, $match[1]);
            $twin = $what === '' ? 0 : $this->twins->of($what, (int)$match[2]);
            return $match[1] . '=' . ($twin ?: $match[2]);
        }, $parameters) ?? $parameters;
    }

    /**
     * What kind of id a parameter of a page is.
     *
     * @param string $script
     * @param string $parameter
     * @return string as twins::of() wants it; '' for none that is known
     */
    private function what(string $script, string $parameter): string {
        if (preg_match('~^mod/(\w+)/\w+\.php$~', $script, $match)) {
            return $this->what_in_module($match[1], $parameter);
        }
        if ($script === 'course/section.php') {
            return $parameter === 'id' ? 'section' : '';
        }
        if ($script === 'course/view.php') {
            return ['id' => 'course', 'sectionid' => 'section'][$parameter] ?? '';
        }
        $ofcourse = preg_match('~^(user/index|grade/report/[\w/]+|badges/view|course/info|enrol/index)\.php$~', $script);
        return $ofcourse && in_array($parameter, ['id', 'course'], true) ? 'course' : '';
    }

    /**
     * What kind of id a parameter of a module's page is.
     *
     * @param string $modname
     * @param string $parameter
     * @return string
     */
    private function what_in_module(string $modname, string $parameter): string {
        if (in_array($parameter, self::CM_PARAMETERS, true)) {
            return 'course_module';
        }
        if (isset(self::INNER_PARAMETERS[$parameter])) {
            return self::INNER_PARAMETERS[$parameter];
        }
        return in_array($parameter, self::INSTANCE_PARAMETERS, true) ? $modname : '';
    }
}
