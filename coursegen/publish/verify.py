"""Is all that was sent on the site? Compares a package with what the site says the new course holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext

from .errors import NotVerified, SiteRefused
from .package import Package
from .plugin import Coursedeploy, Job, SiteInfo

# An account with these sees every activity when it reads the course back.
_SEES_EVERYTHING = ("moodle/course:viewhiddenactivities", "moodle/course:ignoreavailabilityrestrictions")
_NAMES_SHOWN = 10


@dataclass(frozen=True)
class Verification:
    """What was counted on the site. `read_back`: the course was also read through Moodle's own function."""

    sections: int
    activities: int
    read_back: bool
    remarks: tuple[str, ...] = ()


def verify(package: Package, job: Job, plugin: Coursedeploy, info: SiteInfo) -> Verification:
    """Count and compare.

    Raises NotVerified when a section or an activity of the package is not on the site.
    """
    problems = [*_missing_sections(package, job), *_missing_activities(package, job)]
    if problems:
        raise _not_verified(job, problems)
    read_back, remarks = _read_back(job, plugin, info)
    return Verification(len(job.sections), len(job.activities), read_back, remarks)


def _missing_sections(package: Package, job: Job) -> list[str]:
    made = {section.number: _plain(section.name) for section in job.sections}
    return [
        _("section {number} « {name} »").format(number=section.number, name=section.name)
        for section in package.sections
        if section.number not in made or (section.name and made[section.number] != _plain(section.name))
    ]


def _missing_activities(package: Package, job: Job) -> list[str]:
    made = {activity.idnumber for activity in job.activities if activity.idnumber}
    missing = [
        _("activité « {title} » ({idnumber})").format(title=activity.title, idnumber=activity.idnumber)
        for activity in package.activities
        if activity.idnumber and activity.idnumber not in made
    ]
    lacking = Counter(a.kind for a in package.activities) - Counter(a.kind for a in job.activities)
    if not missing:
        missing = [
            ngettext("{count} activité « {kind} »", "{count} activités « {kind} »", n).format(count=n, kind=kind)
            for kind, n in lacking.items()
        ]
    return missing


def _read_back(job: Job, plugin: Coursedeploy, info: SiteInfo) -> tuple[bool, tuple[str, ...]]:
    """Whether the course could be read back, and what was odd about it."""
    try:
        seen = plugin.seen_activities(job.course_id)
    except SiteRefused as refused:
        # Moodle 4.2 answers so when the site's address is an IP number; the job's own inventory stands.
        if refused.code != "invalidresponse":
            raise
        return False, ()
    unseen = [activity for activity in job.activities if activity.cmid not in seen]
    if unseen and all(info.allows(right) for right in _SEES_EVERYTHING):
        raise _not_verified(job, [activity.idnumber or activity.kind for activity in unseen])
    if unseen:
        text = ngettext(
            "{count} activité à accès conditionnel, non relue par le compte de publication.",
            "{count} activités à accès conditionnel, non relues par le compte de publication.",
            len(unseen),
        )
        return True, (text.format(count=len(unseen)),)
    return True, ()


def _not_verified(job: Job, problems: list[str]) -> NotVerified:
    shown = ", ".join(problems[:_NAMES_SHOWN])
    if len(problems) > _NAMES_SHOWN:
        others = len(problems) - _NAMES_SHOWN
        shown += ngettext(" et {count} autre", " et {count} autres", others).format(count=others)
    return NotVerified(
        _("Le cours a été créé ({url}), mais il y manque : {missing}.").format(url=job.course_url, missing=shown),
        _("Le cours est caché aux apprenants. Voyez avec l’administrateur si un greffon du site retire ces éléments."),
    )


def _plain(name: str) -> str:
    return " ".join(name.split())
