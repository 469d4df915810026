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

use local_coursedeploy\local\reconcile\judge;
use local_coursedeploy\local\reconcile\section_matcher;
use local_coursedeploy\local\reconcile\section_order;
use local_coursedeploy\local\reconcile\verdicts;

/**
 * Writes down, after a publication, how everything is now and what it was made from.
 *
 * What failed or is in conflict keeps what was known of it. What a person had edited and was left alone keeps its base, so that it
 * goes on counting as edited. Everything else gets the base of now: a change of ours in one place may move the fingerprint of
 * things in another, such as the category of a mark.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class bookkeeper {

    /** @var bases */
    private $bases;

    /** @var census of the course as it is now */
    private $now;

    /** @var sources */
    private $sources;

    /** @var verdicts */
    private $verdicts;

    /** @var bool[][] kind => key => true, of what a person had edited before */
    private $edited;

    /** @var census of the course as the last step on each thing left it */
    private $left;

    /** @var bool[] key => true, of the activities that stay hidden, or shown, as a person wants them */
    private $hidden;

    /**
     * Constructor.
     *
     * @param census $now of the course as it is now; its bases are written
     * @param sources $sources
     * @param verdicts $verdicts
     * @param bool[][] $edited kind => key => true, of what a person had edited before
     * @param census $left of the course as the last step on each thing left it
     * @param bool[] $hidden key => true, of the activities that stay hidden, or shown, as a person wants them
     */
    public function __construct(census $now, sources $sources, verdicts $verdicts, array $edited, census $left,
            array $hidden = []) {
        $this->hidden = $hidden;
        $this->bases = $now->bases();
        $this->now = $now;
        $this->sources = $sources;
        $this->verdicts = $verdicts;
        $this->edited = $edited;
        $this->left = $left;
    }

    /**
     * What a person has edited since the last publication.
     *
     * @param census $before
     * @param judge $judge
     * @return bool[][] kind => key => true
     */
    public static function edited(census $before, judge $judge): array {
        $edited = ['activity' => [], 'section' => []];
        foreach ($before->cms_by_key() as $key => $cm) {
            if ($judge->is_edited('activity', (string)$key, $before->fingerprint((int)$cm->id)->all())) {
                $edited['activity'][$key] = true;
            }
        }
        foreach ($before->sections() as $id => $section) {
            $key = $before->section_key($id);
            if ($key !== '' && $judge->is_edited('section', $key, $section->fingerprint())) {
                $edited['section'][$key] = true;
            }
        }
        foreach ($before->others() as $kind => $fingerprint) {
            if ($judge->is_edited($kind, $kind, $fingerprint)) {
                $edited[$kind][$kind] = true;
            }
        }
        return $edited;
    }

    /**
     * Writes everything down.
     *
     * @param job $job
     * @return void
     */
    public function write(job $job): void {
        $this->activities();
        $this->sections();
        $this->others();
        $this->questions();
        $this->publication($job);
    }

    /**
     * The activities.
     *
     * @return void
     */
    private function activities(): void {
        $isfirst = $this->bases->is_first('activity');
        foreach ($this->now->cms_by_key() as $key => $cm) {
            if ($this->now->published($cm) || $this->is_taken((string)$key, $isfirst)) {
                $fingerprint = $this->now->fingerprint((int)$cm->id);
                if ($this->left->has_seen((int)$cm->id)) {
                    // What a person has changed after the last step on it is no work of ours.
                    $fingerprint = $fingerprint->with_own_parts_of($this->left->fingerprint((int)$cm->id));
                }
                $source = $this->sources->activities[$key] ?? ['digest' => '', 'parts' => []];
                $fingerprint = $this->as_ours((string)$key, $cm, $fingerprint, $source['parts']['placement'] ?? '');
                $this->settle('activity', (string)$key, (int)$cm->id, $fingerprint->all(), $fingerprint->parts(), $source['digest'],
                    $source['parts']);
            }
        }
    }

    /**
     * What is to be written down of an activity: where a person has hidden, shown or moved it, and we have left that, the
     * fingerprint that it would have otherwise, so that it goes on counting as done by a person.
     *
     * @param string $key
     * @param \cm_info $cm
     * @param fingerprint $now
     * @param string $section key of the section that it belongs into; '' for not known
     * @return fingerprint
     */
    private function as_ours(string $key, \cm_info $cm, fingerprint $now, string $section): fingerprint {
        $stored = $this->bases->get('activity', $key);
        $then = json_decode((string)($stored->parts ?? ''), true) ?: [];
        $before = $this->left->has_seen((int)$cm->id) ? $this->left->fingerprint((int)$cm->id)->parts() : [];
        $place = $now->parts()[fingerprint::PLACEMENT];
        $isours = $place !== ($before[fingerprint::PLACEMENT] ?? '')
            || $place === (string)($this->verdicts->places()[$section] ?? '');
        if ($then && $before && !$isours) {
            $now = $now->placed_as($then);
        }
        return isset($this->hidden[$key]) ? $now->with_settings_of(drift::otherwise($cm)) : $now;
    }

    /**
     * What steps of ours in other places (marks, tags, competencies) have moved in an activity that was not to be touched: that is
     * nobody's edit.
     *
     * @param string $key
     * @param int $cmid
     * @return void
     */
    private function settle_rest(string $key, int $cmid): void {
        $stored = $this->bases->get('activity', $key);
        $then = json_decode((string)($stored->parts ?? ''), true) ?: [];
        if (!$then || $stored->pending !== '' || !$this->left->has_seen($cmid)) {
            return;
        }
        $base = new fingerprint((string)$stored->fingerprint, $then);
        $settled = $base->followed($this->left->fingerprint($cmid), $this->now->fingerprint($cmid));
        if ($settled->all() !== $base->all()) {
            $this->bases->close('activity', $key, $cmid, $settled->all(), $settled->parts(), (string)$stored->source,
                json_decode((string)$stored->sourceparts, true) ?: []);
        }
    }

    /**
     * Whether an activity that was not written down yet came with this publication, or was brought up to date by it. The first
     * time that anything is written down in a course, what the package names is ours too when it was not asked for.
     *
     * @param string $key
     * @param bool $isfirst
     * @return bool
     */
    private function is_taken(string $key, bool $isfirst): bool {
        $verdict = $this->verdicts->get('activity', $key);
        return in_array($verdict, [judge::UPDATE, judge::SAME], true) || ($isfirst && $verdict === judge::UNWANTED);
    }

    /**
     * The sections: those that the package names, and those that it named before.
     *
     * @return void
     */
    private function sections(): void {
        $places = $this->verdicts->places();
        foreach ($this->bases->all('section') as $key => $row) {
            $places += [$key => (int)$row->itemid];
        }
        foreach ($places as $key => $id) {
            $section = $this->now->sections()[$id] ?? null;
            if ($section) {
                $order = array_values(array_intersect($section->sequence(), $this->owned()));
                $source = $this->sources->sections[$key]['digest'] ?? '';
                $this->settle('section', (string)$key, $id, $section->fingerprint(), ['order' => $order], $source);
            }
        }
    }

    /**
     * What belongs to the course as a whole.
     *
     * @return void
     */
    private function others(): void {
        $order = $this->order();
        // What a person has changed after the last step on it is no work of ours.
        foreach ($this->left->others() as $kind => $fingerprint) {
            $source = $this->sources->others[$kind] ?? ($kind === 'course' ? $this->sources->course : '');
            $parts = $kind === 'course' && $order ? ['sections' => $order] : [];
            $this->settle($kind, $kind, $this->now->courseid(), $fingerprint, $parts, $source);
        }
        $row = $this->bases->get('course', 'course');
        if ($order && $row && $row->pending === '' && bases::sections_of($row) !== $order) {
            // Sections are put in order whatever becomes of the settings of the course.
            $this->bases->close('course', 'course', (int)$row->itemid, $row->fingerprint, ['sections' => $order], $row->source);
        }
    }

    /**
     * The order of sections that is ours. Where a person has put them into another one, the order that we knew.
     *
     * @return int[] section ids
     */
    private function order(): array {
        $places = $this->verdicts->places();
        $wanted = $this->sources->ordered(function(string $key) use ($places): int {
            return $places[$key] ?? 0;
        });
        $present = array_keys(section_matcher::ordinary($this->now->sections()));
        $known = bases::sections_of($this->bases->get('course', 'course'));
        return $wanted ? (new section_order($wanted, $present, $known))->remembered() : [];
    }

    /**
     * The questions, which go with their quiz.
     *
     * @return void
     */
    private function questions(): void {
        foreach (inventory_answer::questions_of($this->now->courseid()) as $question) {
            $key = (string)$question['idnumber'];
            $quiz = $this->verdicts->get('activity', (string)$question['quiz']);
            if (strlen($key) > sources::LONGEST_KEY || in_array($quiz, [judge::CONFLICT, judge::EDITED, verdicts::FAILED], true)) {
                continue;
            }
            $source = $quiz === judge::UNWANTED ? '' : $this->sources->questions[$key] ?? '';
            $stored = $this->bases->get('question', $key);
            $this->bases->close('question', $key, 0, (string)$question['hash'], [], $source ?: (string)($stored->source ?? ''));
        }
    }

    /**
     * The publication itself.
     *
     * @param job $job
     * @return void
     */
    private function publication(job $job): void {
        $request = $job->asked();
        $told = ['requestid' => $job->get('requestid'), 'sha1' => $request->sha1, 'time' => time(),
            'label' => $request->label !== '' ? $request->label : $this->sources->label];
        $this->bases->close('published', 'published', 0, $request->sha1, [], '', $told);
    }

    /**
     * Writes one thing down, unless what was known of it is to stay.
     *
     * @param string $kind
     * @param string $key
     * @param int $itemid
     * @param string $fingerprint of now
     * @param array $parts of now
     * @param string $source digest given; '' for none
     * @param array $sourceparts
     * @return void
     */
    private function settle(string $kind, string $key, int $itemid, string $fingerprint, array $parts, string $source,
            array $sourceparts = []): void {
        $verdict = $this->verdicts->get($kind, $key);
        if ($kind === 'activity' && $verdict !== judge::UPDATE && isset($this->edited[$kind][$key])) {
            $this->settle_rest($key, $itemid);
        }
        if (in_array($verdict, [judge::CONFLICT, verdicts::FAILED], true)) {
            return;
        }
        $stored = $this->bases->get($kind, $key);
        $isedited = isset($this->edited[$kind][$key]) && $verdict !== judge::UPDATE;
        // What the package does not hold any more is made from nothing: when it comes back it is news.
        $isorphan = $this->sources->given && in_array($verdict, [judge::UPDATE, judge::EDITED], true)
            && $this->is_missing($kind, $key);
        if (($source === '' && !$isorphan) || $verdict === judge::UNWANTED) {
            $source = (string)($stored->source ?? '');
            $sourceparts = json_decode((string)($stored->sourceparts ?? ''), true) ?: [];
        }
        if ($stored && $isedited) {
            $fingerprint = (string)$stored->fingerprint;
            $parts = json_decode((string)$stored->parts, true) ?: [];
        }
        $this->bases->close($kind, $key, $itemid, $fingerprint, $parts, $source, $sourceparts);
    }

    /**
     * Whether the package does not hold an activity or a section.
     *
     * @param string $kind
     * @param string $key
     * @return bool
     */
    private function is_missing(string $kind, string $key): bool {
        return in_array($kind, ['activity', 'section'], true)
            && !isset($this->sources->activities[$key]) && !isset($this->sources->sections[$key]);
    }

    /**
     * The activities that are ours.
     *
     * @return int[] course module ids
     */
    private function owned(): array {
        return array_values(array_map(function(\cm_info $cm): int {
            return (int)$cm->id;
        }, array_filter($this->now->cms_by_key(), [$this->now, 'published'])));
    }
}
