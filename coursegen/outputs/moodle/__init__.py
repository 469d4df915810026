"""Courseware -> a Moodle course backup (.mbz), through `moodle_backups`."""

from __future__ import annotations

from pathlib import Path

from coursegen.charter import Charter
from coursegen.courseware import Courseware
from coursegen.errors import InputError
from coursegen.i18n import gettext as _
from coursegen.outputs.moodle.course import to_backup
from moodle_backups import BackupError, write_backup

__all__ = ["to_backup", "write_mbz"]


def write_mbz(courseware: Courseware, charter: Charter, path: Path) -> None:
    """Write the package of `courseware` at `path`: no users, restores on Moodle 4.1 to 5.x.

    Raises InputError when Moodle would refuse it, with every reason.
    """
    try:
        write_backup(to_backup(courseware, charter), path)
    except BackupError as refused:
        words = _("Moodle refuserait ce cours : {problems}.").format(problems=" ; ".join(map(str, refused.problems)))
        raise InputError(words, _("Cherchez dans le dossier l'élément nommé et corrigez-le.")) from refused
