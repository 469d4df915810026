"""Who enrols in a restored course gets the role that its package names, when enrolment methods are restored."""

from __future__ import annotations

from pathlib import Path

import pytest

from moodle_backups import Backup, Section, write_backup
from moodle_backups.activities.label import Label
from moodle_backups.enrolment import Enrolment

from .site import Site

pytestmark = pytest.mark.thorough

_RESTORE = r"""
global $CFG, $DB;
require_once($CFG->dirroot . '/backup/util/includes/restore_includes.php');
[$package, $name] = array_slice($argv, -2);
$folder = 'enrolment' . random_string(8);
get_file_packer('application/vnd.moodle.backup')->extract_to_pathname($package, make_backup_temp_directory($folder));
$course = restore_dbops::create_new_course($name, $name, 1);
$restore = new restore_controller($folder, $course, backup::INTERACTIVE_NO, backup::MODE_GENERAL,
    get_admin()->id, backup::TARGET_NEW_COURSE);
$restore->get_plan()->get_setting('enrolments')->set_value(backup::ENROL_ALWAYS);
$restore->execute_precheck();
$warnings = $restore->get_precheck_results();
$restore->execute_plan();
$roles = $DB->get_records_sql('SELECT e.enrol, r.shortname FROM {enrol} e LEFT JOIN {role} r ON r.id = e.roleid
    WHERE e.courseid = ? ORDER BY e.enrol', [$course]);
echo json_encode([$warnings, array_map(fn($row) => $row->enrol . ' ' . $row->shortname, array_values($roles))]);
"""


def test_enrolment_methods_arrive_with_their_roles(site: Site, tmp_path: Path) -> None:
    section = Section(key="start", activities=(Label(key="hello", intro="<p>Bienvenue</p>"),))
    methods = (Enrolment(method="manual"), Enrolment(method="self"))
    course = Backup(
        idnumber="ENROL",
        fullname="Inscriptions",
        shortname="ENROL",
        timestamp=1_780_000_000,
        sections=(section,),
        enrolments=methods,
    )
    package = write_backup(course, tmp_path / "enrolment.mbz").path
    said = site.php(_RESTORE, str(package), f"ENROL {tmp_path.name}")
    assert said.strip().endswith('[[],["manual student","self student"]]'), said
