"""Courseware -> a Moodle course backup (.mbz), through `moodle_backups`."""

from __future__ import annotations

from pathlib import Path

from coursegen.charter import Charter
from coursegen.courseware import Courseware
from coursegen.errors import InputError, UsageError
from coursegen.i18n import gettext as _
from coursegen.outputs.moodle.course import to_backup
from moodle_backups import BackupError, write_backup
from moodle_backups.versions import PORTABLE, TARGETS, Target

__all__ = ["to_backup", "write_mbz"]


def write_mbz(courseware: Courseware, charter: Charter, path: Path, moodle: str = "") -> None:
    """Write the package of `courseware` at `path`: no users, restores on Moodle 4.1 to 5.x, or on release `moodle`.

    Raises InputError when Moodle would refuse it, with every reason; UsageError for an unknown release.
    """
    target = _target(moodle)
    try:
        write_backup(to_backup(courseware, charter), path, version=target)
    except BackupError as refused:
        words = _("Moodle refuserait ce cours : {problems}.").format(problems=" ; ".join(map(str, refused.problems)))
        raise InputError(words, _("Cherchez dans le dossier l'élément nommé et corrigez-le.")) from refused


def _target(moodle: str) -> Target:
    if moodle and moodle not in TARGETS:
        words = _("Version de Moodle inconnue : {version}.").format(version=moodle)
        raise UsageError(words, _("Versions possibles : {names}.").format(names=", ".join(TARGETS)))
    return TARGETS[moodle] if moodle else PORTABLE
