"""Courseware -> a Moodle course backup (.mbz), through `moodle_backups`."""

from __future__ import annotations

from pathlib import Path

from coursegen.activities.quiz import QuizActivity
from coursegen.charter import Charter
from coursegen.courseware import Courseware, QuestionKind
from coursegen.errors import InputError, UsageError
from coursegen.i18n import gettext as _
from coursegen.outputs.moodle.course import to_backup
from moodle_backups import BackupError, write_backup
from moodle_backups.versions import PORTABLE, QUESTION_TYPES, TARGETS, Target, target_since

__all__ = ["to_backup", "widest_target", "write_mbz"]


def write_mbz(courseware: Courseware, charter: Charter, path: Path, moodle: str = "") -> None:
    """Write the package of `courseware` at `path`: no users, for the release `moodle`, else for every one it can.

    Raises InputError when Moodle would refuse it, with every reason; UsageError for an unknown release.
    """
    target = _target(moodle) if moodle else widest_target(courseware)
    try:
        write_backup(to_backup(courseware, charter), path, version=target)
    except BackupError as refused:
        words = _("Moodle refuserait ce cours : {problems}.").format(problems=" ; ".join(map(str, refused.problems)))
        raise InputError(words, _("Cherchez dans le dossier l'élément nommé et corrigez-le.")) from refused


def widest_target(courseware: Courseware) -> Target:
    """Moodle 4.1 to 5.x; the later ones only, when a test asks a type of question that came with one of them."""
    asked = {slot.question for a in courseware.activities() if isinstance(a, QuizActivity) for slot in a.slots}
    kinds = {question.kind for question in courseware.questions if question.key in asked}
    return target_since(QUESTION_TYPES["ordering"].since) if QuestionKind.ORDERING in kinds else PORTABLE


def _target(moodle: str) -> Target:
    if moodle not in TARGETS:
        words = _("Version de Moodle inconnue : {version}.").format(version=moodle)
        raise UsageError(words, _("Versions possibles : {names}.").format(names=", ".join(TARGETS)))
    return TARGETS[moodle]
