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

use local_coursedeploy\local\census;
use local_coursedeploy\local\drift;
use local_coursedeploy\local\request;
use local_coursedeploy\local\section_row;
use local_coursedeploy\local\sources;

/**
 * Decides what may be done to a thing of a live course, from three sides: what we wrote, what is there, what the package wants.
 *
 * As we left it, and nothing new in the package: nothing. As we left it, and something new: update. Edited by a person, and
 * nothing new: left alone. Edited by a person, and something new: a conflict, which the caller decides by name.
 * A thing without a base (a course that came by another way) is taken as it is: it is updated, and a snapshot is the way back.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class judge {

    /** Nothing to do. */
    const SAME = 'same';

    /** To be brought up to date. */
    const UPDATE = 'update';

    /** Edited on the site, and nothing new. */
    const EDITED = 'edited';

    /** Edited on the site, and something new. */
    const CONFLICT = 'conflict';

    /** Not asked for. */
    const UNWANTED = 'unwanted';

    /** @var census */
    private $census;

    /** @var sources */
    private $sources;

    /** @var request */
    private $request;

    /** @var array|null what a snapshot remembers, when the package is one */
    private $memory;

    /**
     * Constructor.
     *
     * @param census $census
     * @param sources $sources
     * @param request $request
     * @param array|null $memory see snapshots::memory(); null for a publication
     */
    public function __construct(census $census, sources $sources, request $request, ?array $memory = null) {
        $this->census = $census;
        $this->sources = $sources;
        $this->request = $request;
        $this->memory = $memory;
    }

    /**
     * What is to be done to an activity.
     *
     * @param \cm_info $cm in the live course
     * @return string one of the constants
     */
    public function activity(\cm_info $cm): string {
        $key = (string)$cm->idnumber;
        $live = $this->census->fingerprint((int)$cm->id)->all();
        if ($this->memory !== null) {
            return $this->back('activity', $key, $live, $this->memory['activities'][$key] ?? '');
        }
        $verdict = $this->forth('activity', $key, $live, $this->sources->activity($key));
        // Hiding is no word about the text: that is brought up to date, and the activity stays hidden.
        $isuntouched = $verdict === self::SAME || (new drift($this->census))->is_only_visibility($cm);
        // Marking again is asked for by name, often after the correction itself was published.
        $isasked = $verdict === self::CONFLICT || in_array($key, $this->request->regrade, true);
        return $isuntouched && $isasked && $verdict !== self::UNWANTED ? self::UPDATE : $verdict;
    }

    /**
     * What is to be done to a section.
     *
     * @param string $key '' for one that no publication named
     * @param section_row $live
     * @return string one of the constants
     */
    public function section(string $key, section_row $live): string {
        if ($this->memory !== null) {
            $then = array_column($this->memory['sections'], 'fingerprint', 'id');
            return $this->back('section', $key, $live->fingerprint(), $then[$live->id()] ?? '');
        }
        return $this->forth('section', $key, $live->fingerprint(), $this->sources->sections[$key]['digest'] ?? '');
    }

    /**
     * What is to be done to what belongs to the course as a whole.
     *
     * @param string $kind
     * @return string one of the constants
     */
    public function other(string $kind): string {
        $live = $this->census->others()[$kind] ?? '';
        if ($this->memory !== null) {
            return $this->back($kind, $kind, $live, $this->memory['others'][$kind] ?? '');
        }
        if ($this->sources->given && !isset($this->sources->others[$kind]) && !($kind === 'course' && $this->sources->course)) {
            // The publisher does not say what it is made from (blocks): the comparison with the package decides.
            return $this->request->only === null ? self::UPDATE : self::UNWANTED;
        }
        return $this->forth($kind, $kind, $live, $this->sources->others[$kind] ?? $this->sources->course);
    }

    /**
     * What is to be done to a thing that somebody has edited since it was judged.
     *
     * @param string $key identification number, key of a section, or kind
     * @return string
     */
    public function meanwhile(string $key): string {
        return $this->request->overwrites($key) ? self::UPDATE : self::CONFLICT;
    }

    /**
     * Whether a person has edited a thing since we wrote it.
     *
     * @param string $kind
     * @param string $key
     * @param string $live fingerprint
     * @return bool
     */
    public function is_edited(string $kind, string $key, string $live): bool {
        $base = $this->census->bases()->get($kind, $key);
        return $base && $base->fingerprint !== '' && $base->pending === '' && $base->fingerprint !== $live;
    }

    /**
     * The rule for a publication.
     *
     * @param string $kind
     * @param string $key
     * @param string $live fingerprint of what is there
     * @param string $source digest of what is to be there; '' for not known
     * @return string
     */
    private function forth(string $kind, string $key, string $live, string $source): string {
        if (!$this->request->wants($key)) {
            return self::UNWANTED;
        }
        $base = $this->census->bases()->get($kind, $key);
        $edited = $this->is_edited($kind, $key, $live);
        $known = $base && $base->pending === '' && $base->fingerprint !== '';
        $new = !$known || $source === '' || $source !== $base->source;
        if ($edited && $this->request->overwrites($key)) {
            return self::UPDATE;
        }
        if ($edited) {
            return $new ? self::CONFLICT : self::EDITED;
        }
        return $new ? self::UPDATE : self::SAME;
    }

    /**
     * The rule for going back: what a publication changed is changed back. What persons edited since stays: left alone where the
     * publication had not touched it, else a conflict, which the caller decides by name.
     *
     * @param string $kind
     * @param string $key
     * @param string $live fingerprint of what is there
     * @param string $then fingerprint of what was there; '' for nothing
     * @return string
     */
    private function back(string $kind, string $key, string $live, string $then): string {
        $base = $this->census->bases()->get($kind, $key);
        if ($then !== '' && $then === $live && !($base && $base->pending !== '')) {
            return self::SAME;
        }
        if (!$this->is_edited($kind, $key, $live) || $this->request->overwrites($key)) {
            return self::UPDATE;
        }
        return $then !== '' && $base->fingerprint === $then ? self::EDITED : self::CONFLICT;
    }
}
