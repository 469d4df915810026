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
 * From where a random slot of a quiz draws: a text of Moodle's, in the form of before Moodle 4.3 or in that of later releases.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class slot_filter {

    /** @var array */
    private $filter;

    /**
     * Constructor.
     *
     * @param string $json
     */
    public function __construct(string $json) {
        $this->filter = json_decode($json, true) ?: [];
    }

    /**
     * The categories drawn from.
     *
     * @return int[]
     */
    public function categories(): array {
        $ids = $this->filter['filter']['category']['values'] ?? [$this->filter['questioncategoryid'] ?? 0];
        return array_values(array_filter(array_map('intval', $ids)));
    }

    /**
     * What the filter says, with names in the place of ids.
     *
     * @param callable $name gives the name of a category
     * @return array
     */
    public function content(callable $name): array {
        $conditions = $this->filter['filter'] ?? [];
        $options = $conditions['category']['filteroptions'] ?? [];
        $deep = $options['includesubcategories'] ?? $this->filter['includingsubcategories'] ?? false;
        unset($conditions['category']);
        return [
            'categories' => array_map($name, $this->categories()),
            'deep' => (string)(int)(bool)$deep,
            'more' => array_filter($conditions),
            'tags' => $this->filter['tags'] ?? [],
        ];
    }

    /**
     * The filter for other categories.
     *
     * @param callable $twin gives the id of the category that takes a category's place
     * @param int $contextid of these
     * @return string
     */
    public function moved(callable $twin, int $contextid): string {
        $filter = $this->filter;
        $ids = array_map($twin, $this->categories());
        if (isset($filter['filter']['category']['values'])) {
            $filter['filter']['category']['values'] = $ids;
        }
        if (isset($filter['questioncategoryid'])) {
            $filter['questioncategoryid'] = reset($ids);
        }
        if (isset($filter['cat'])) {
            $filter['cat'] = reset($ids) . ',' . $contextid;
        }
        return json_encode($filter);
    }
}
