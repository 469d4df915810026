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
 * The package of a job, kept in the plugin's own file area from the moment it is taken in until the job is over.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class package {

    /** Component of the file area. */
    const COMPONENT = 'local_coursedeploy';

    /** Name of the file area; its item id is the job's id. */
    const AREA = 'package';

    /** A part of a package that was too big for one upload: NAME.mbz.part000, part001 ... */
    const PART = '~\.part\d{3,}$~';

    /**
     * Takes the uploaded package out of the user's draft area. Parts are joined in the order of their names.
     *
     * @param job $job
     * @param int $draftitemid
     * @return void
     * @throws refusal when there is no package, or not the one that is meant
     */
    public static function adopt(job $job, int $draftitemid): void {
        $uploaded = self::uploaded((int)$job->get('userid'), $draftitemid);
        $stored = count($uploaded) > 1 || preg_match(self::PART, $uploaded[0]->get_filename())
            ? self::join($job, $uploaded)
            : get_file_storage()->create_file_from_storedfile(self::place($job, $uploaded[0]->get_filename()), $uploaded[0]);
        if ($stored->get_contenthash() !== $job->asked()->sha1) {
            self::forget($job);
            throw new refusal('wrongsha1');
        }
    }

    /**
     * The package of a job.
     *
     * @param job $job
     * @return \stored_file
     * @throws refusal when it is gone
     */
    public static function of(job $job): \stored_file {
        $contextid = self::context($job)->id;
        $files = get_file_storage()->get_area_files($contextid, self::COMPONENT, self::AREA, $job->get('id'), 'id', false);
        if (!$files) {
            throw new refusal('packagegone');
        }
        return reset($files);
    }

    /**
     * Removes the package of a job.
     *
     * @param job $job
     * @return void
     */
    public static function forget(job $job): void {
        $context = \context_user::instance($job->get('userid'), IGNORE_MISSING);
        if ($context) {
            get_file_storage()->delete_area_files($context->id, self::COMPONENT, self::AREA, $job->get('id'));
        }
    }

    /**
     * Empties the draft area that a package was taken from.
     *
     * @param int $userid
     * @param int $draftitemid
     * @return void
     */
    public static function empty_draft(int $userid, int $draftitemid): void {
        get_file_storage()->delete_area_files(\context_user::instance($userid)->id, 'user', 'draft', $draftitemid);
    }

    /**
     * The files of a draft area in the order of their names.
     *
     * @param int $userid
     * @param int $draftitemid
     * @return \stored_file[] at least one
     */
    private static function uploaded(int $userid, int $draftitemid): array {
        $contextid = \context_user::instance($userid)->id;
        $files = array_values(get_file_storage()->get_area_files($contextid, 'user', 'draft', $draftitemid, 'id', false));
        if (!$files) {
            throw new refusal('nopackage');
        }
        usort($files, function(\stored_file $a, \stored_file $b): int {
            return strnatcmp($a->get_filename(), $b->get_filename());
        });
        return $files;
    }

    /**
     * Joins the parts of a package.
     *
     * @param job $job
     * @param \stored_file[] $parts in their order
     * @return \stored_file
     */
    private static function join(job $job, array $parts): \stored_file {
        $name = preg_replace(self::PART, '', $parts[0]->get_filename());
        $path = make_request_directory() . '/package.mbz';
        $whole = fopen($path, 'wb');
        foreach ($parts as $part) {
            if (!preg_match(self::PART, $part->get_filename()) || preg_replace(self::PART, '', $part->get_filename()) !== $name) {
                fclose($whole);
                throw new refusal('strangeparts', s($part->get_filename()));
            }
            $piece = $part->get_content_file_handle();
            stream_copy_to_stream($piece, $whole);
            fclose($piece);
        }
        fclose($whole);
        $stored = get_file_storage()->create_file_from_pathname(self::place($job, $name), $path);
        unlink($path);
        return $stored;
    }

    /**
     * Where the package of a job lies.
     *
     * @param job $job
     * @param string $filename
     * @return array
     */
    private static function place(job $job, string $filename): array {
        return [
            'contextid' => self::context($job)->id,
            'component' => self::COMPONENT,
            'filearea' => self::AREA,
            'itemid' => $job->get('id'),
            'filepath' => '/',
            'filename' => $filename,
            'userid' => $job->get('userid'),
        ];
    }

    /**
     * The context of the package: its owner's.
     *
     * @param job $job
     * @return \context_user
     */
    private static function context(job $job): \context_user {
        return \context_user::instance($job->get('userid'));
    }
}
