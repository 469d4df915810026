"""What the application finds in a course beyond the method: the brand it names, the files it would ship."""

from __future__ import annotations

from pathlib import Path

from coursegen.charter import known_charters, load_charter
from coursegen.errors import InputError
from coursegen.i18n import gettext as _
from coursegen.media_findings import media_findings
from methodology.course import Course
from methodology.findings import Finding, Severity


def application_findings(course: Course, folder: Path | None = None) -> tuple[Finding, ...]:
    """Findings on what only the application knows: `CHA-01`, a charter that is unknown or can't be used, and the media.

    `folder` is the course's own, where it may keep a charter.
    """
    return (*_charter_findings(course, folder), *media_findings(course))


def _charter_findings(course: Course, folder: Path | None) -> tuple[Finding, ...]:
    identity = course.identity
    if identity.charter not in known_charters(folder):
        message = _("La charte « {name} » n'existe pas.").format(name=identity.charter)
        remedy = _("Choisissez parmi : {names}.").format(names=", ".join(known_charters(folder)))
    else:
        try:
            load_charter(identity.charter, identity.language, folder)
        except InputError as error:
            message, remedy = error.message, error.remedy
        else:
            return ()
    return (Finding(identity.where.at("charter"), "CHA-01", Severity.ERROR, message, remedy, identity.charter),)
