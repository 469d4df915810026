"""What the application finds in a course beyond the method: the brand it names, the files it would ship."""

from __future__ import annotations

from coursegen.charter import charter_names
from coursegen.i18n import gettext as _
from coursegen.media_findings import media_findings
from methodology.course import Course
from methodology.findings import Finding, Severity


def application_findings(course: Course) -> tuple[Finding, ...]:
    """Findings on what only the application knows: `CHA-01`, an unknown charter, and those of the media."""
    return (*_charter_findings(course), *media_findings(course))


def _charter_findings(course: Course) -> tuple[Finding, ...]:
    identity = course.identity
    if identity.charter in charter_names():
        return ()
    message = _("La charte « {name} » n'existe pas.").format(name=identity.charter)
    remedy = _("Choisissez parmi : {names}.").format(names=", ".join(charter_names()))
    return (Finding(identity.where.at("charter"), "CHA-01", Severity.ERROR, message, remedy, identity.charter),)
