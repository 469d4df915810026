"""The course to build, and whether what the check says of it lets it be built."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coursegen.errors import InputError
from coursegen.findings import application_findings
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from methodology.course import Course
from methodology.findings import Finding, Severity

_UNREADABLE = ("LIR-", "CHA-")
"""Families of faults that leave something unread, or a brand that we haven't."""

_DAMAGED_PICTURE = "PLA-10"
"""Its place stays empty, in Moodle as in what is built."""


def load_course(folder: Path, *, draft: bool = False) -> tuple[Course, tuple[Finding, ...]]:
    """The course of that folder and what the check says of it. A `draft` may keep errors of method.

    Raises InputError with every finding on errors; for a draft, on those that leave nothing to build.
    """
    from methodology.folder import read_folder
    from methodology.rules import check

    reading = read_folder(folder)
    findings = reading.findings
    if reading.course is not None:
        findings = (*findings, *application_findings(reading.course), *check(reading.course))
    errors = errors_of(findings)
    blocking = [finding for finding in errors if not draft or not _may_wait(finding)]
    if reading.course is None or blocking:
        raise _refusal(folder, findings, draft=draft)
    return reading.course, findings


def errors_of(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those that block a build."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def _may_wait(finding: Finding) -> bool:
    """Whether a draft can be built all the same: everything was read, and no platform would refuse the result."""
    from methodology.rules.waivers import is_final

    return finding.rule == _DAMAGED_PICTURE or not (finding.rule.startswith(_UNREADABLE) or is_final(finding.rule))


def _refusal(folder: Path, findings: Sequence[Finding], *, draft: bool) -> InputError:
    errors = errors_of(findings)
    if draft:
        shown = tuple(finding for finding in errors if not _may_wait(finding))
        return InputError(_draft_words(len(shown)), _remedy(folder), shown)
    words = ngettext(
        "Le cours a {count} erreur : rien n'a été construit.",
        "Le cours a {count} erreurs : rien n'a été construit.",
        len(errors),
    )
    remedy = _remedy(folder)
    if all(map(_may_wait, errors)):
        remedy += " " + _("Pour le voir avant : « coursegen build {folder} --brouillon ».").format(folder=folder)
    return InputError(words.format(count=len(errors)), remedy, findings)


def _draft_words(count: int) -> str:
    words = ngettext(
        "Le cours a {count} erreur qui empêche même un brouillon : rien n'a été construit.",
        "Le cours a {count} erreurs qui empêchent même un brouillon : rien n'a été construit.",
        count,
    )
    return words.format(count=count)


def _remedy(folder: Path) -> str:
    return _("Corrigez les erreurs ci-dessus ; « coursegen check {folder} » les montre à nouveau.").format(
        folder=folder
    )
