"""The course to build, and whether what the check says of it lets it be built."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from coursegen.errors import InputError
from coursegen.findings import application_findings
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.media_findings import with_shipped_weights
from methodology.course import Course
from methodology.findings import Finding, Severity

_UNREADABLE = ("LIR-", "CHA-")
"""Families of faults that leave something unread, or a brand that we haven't."""

_DAMAGED_PICTURE = "PLA-10"
"""Its place stays empty, in Moodle as in what is built."""


class Keeps(Enum):
    """The errors that a build may leave: none, for a draft those of method, or all of a course that can be read."""

    NONE = auto()
    DRAFT = auto()
    READABLE = auto()


def load_course(
    folder: Path, keeps: Keeps = Keeps.NONE, final: Sequence[str] = ()
) -> tuple[Course, tuple[Finding, ...]]:
    """The course of that folder and what the check says of it. `final`: rules whose errors the build never keeps.

    Raises InputError with every finding on errors that the build may not keep; with those alone when it keeps others.
    """
    from methodology.folder import read_folder
    from methodology.rules import check

    reading = read_folder(folder)
    findings = reading.findings
    if reading.course is not None:
        findings = (
            *findings,
            *application_findings(reading.course, folder),
            *check(with_shipped_weights(reading.course)),
        )
    errors = errors_of(findings)
    blocking = tuple(finding for finding in errors if finding.rule in final or not _may_stay(finding, keeps))
    if reading.course is None or blocking:
        raise _refusal(folder, findings, blocking, keeps)
    return reading.course, findings


def errors_of(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that block a build."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def _may_stay(finding: Finding, keeps: Keeps) -> bool:
    """Whether such a build goes on: everything was read, and, of a draft, no platform would refuse the result."""
    from methodology.rules.waivers import is_final

    if keeps is Keeps.NONE or finding.rule.startswith(_UNREADABLE):
        return False
    return keeps is Keeps.READABLE or finding.rule == _DAMAGED_PICTURE or not is_final(finding.rule)


def _refusal(folder: Path, findings: Sequence[Finding], blocking: Sequence[Finding], keeps: Keeps) -> InputError:
    remedy = _("Corrigez les erreurs ci-dessus ; « coursegen check {folder} » les montre à nouveau.").format(
        folder=folder
    )
    if keeps is not Keeps.NONE:
        words = _draft_words(len(blocking)) if keeps is Keeps.DRAFT else _stopping_words(len(blocking))
        return InputError(words, remedy, blocking)
    words = ngettext(
        "Le cours a {count} erreur : rien n'a été construit.",
        "Le cours a {count} erreurs : rien n'a été construit.",
        len(blocking),
    )
    if all(_may_stay(finding, Keeps.DRAFT) for finding in blocking):
        remedy += " " + _("Pour le voir avant : « coursegen build {folder} --brouillon ».").format(folder=folder)
    return InputError(words.format(count=len(blocking)), remedy, findings)


def _draft_words(count: int) -> str:
    words = ngettext(
        "Le cours a {count} erreur qui empêche même un brouillon : rien n'a été construit.",
        "Le cours a {count} erreurs qui empêchent même un brouillon : rien n'a été construit.",
        count,
    )
    return words.format(count=count)


def _stopping_words(count: int) -> str:
    words = ngettext(
        "Le dossier a {count} erreur qui empêche cette sortie : rien n'a été construit.",
        "Le dossier a {count} erreurs qui empêchent cette sortie : rien n'a été construit.",
        count,
    )
    return words.format(count=count)
