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
 * The package of a SCORM activity and its exchange in place. Moodle keeps the tracks of learners by the identifiers in the
 * manifest: those that stay keep their tracks, those that go lose them.
 *
 * @package    local_coursedeploy
 * @copyright  2026 the coursegen authors
 * @license    https://www.gnu.org/copyleft/gpl.html GNU GPL v3 or later
 */
class scorm_package {

    /** @var \stdClass row of scorm */
    private $scorm;

    /** @var int */
    private $contextid;

    /**
     * Constructor.
     *
     * @param int $instance id in the table scorm
     * @param int $contextid of the course module
     */
    public function __construct(int $instance, int $contextid) {
        global $DB;
        $this->scorm = $DB->get_record('scorm', ['id' => $instance], '*', MUST_EXIST);
        $this->contextid = $contextid;
    }

    /**
     * Whether the package is a file of this site: others are fetched by Moodle itself.
     *
     * @return bool
     */
    public function is_local(): bool {
        return $this->scorm->scormtype === 'local';
    }

    /**
     * The package.
     *
     * @return \stored_file|null
     */
    public function file(): ?\stored_file {
        $files = get_file_storage()->get_area_files($this->contextid, 'mod_scorm', 'package', 0, 'id', false);
        return $files ? reset($files) : null;
    }

    /**
     * Identifiers that learners have tracks for and that another package lacks.
     *
     * @param \stored_file $package
     * @return string[]
     */
    public function at_risk(\stored_file $package): array {
        $tracked = $this->tracked();
        return $tracked ? array_values(array_diff($tracked, self::identifiers($package))) : [];
    }

    /**
     * Puts another package in, whose identifiers were looked at before.
     *
     * @param \stored_file $package
     * @return void
     */
    public function exchange(\stored_file $package): void {
        global $CFG, $DB;
        require_once($CFG->dirroot . '/mod/scorm/lib.php');
        require_once($CFG->dirroot . '/mod/scorm/locallib.php');
        $storage = get_file_storage();
        $storage->delete_area_files($this->contextid, 'mod_scorm', 'package');
        $storage->create_file_from_storedfile(['contextid' => $this->contextid, 'component' => 'mod_scorm',
            'filearea' => 'package', 'itemid' => 0, 'filepath' => '/'], $package);
        $this->scorm = $DB->get_record('scorm', ['id' => $this->scorm->id], '*', MUST_EXIST);
        $this->scorm->reference = $package->get_filename();
        scorm_parse($this->scorm, true);
    }

    /**
     * The identifiers in the manifest of a package.
     *
     * @param \stored_file $package
     * @return string[] none when there is no manifest to be read
     */
    public static function identifiers(\stored_file $package): array {
        $folder = make_request_directory();
        $packer = get_file_packer('application/zip');
        $path = $package->copy_content_to_temp();
        try {
            $packer->extract_to_pathname($path, $folder, ['imsmanifest.xml']);
        } finally {
            unlink($path);
        }
        $document = new \DOMDocument();
        if (!is_readable("$folder/imsmanifest.xml") || !$document->load("$folder/imsmanifest.xml", LIBXML_NONET | LIBXML_NOERROR)) {
            return [];
        }
        $identifiers = [];
        foreach (['organization', 'item'] as $name) {
            foreach ($document->getElementsByTagNameNS('*', $name) as $element) {
                $identifiers[] = $element->getAttribute('identifier');
            }
        }
        return $identifiers;
    }

    /**
     * Identifiers that learners have tracks for.
     *
     * @return string[]
     */
    private function tracked(): array {
        global $DB;
        // Moodle 4.3 divided the table of the tracks.
        $table = $DB->get_manager()->table_exists('scorm_scoes_value') ? 'scorm_scoes_value' : 'scorm_scoes_track';
        return $DB->get_fieldset_sql("SELECT s.identifier FROM {scorm_scoes} s
            WHERE s.scorm = ? AND EXISTS (SELECT 1 FROM {{$table}} t WHERE t.scoid = s.id)", [$this->scorm->id]);
    }
}
