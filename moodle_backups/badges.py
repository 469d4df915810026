"""Badges of a course with what they are given for. Who has earned one never travels, nor do manual awards.

A restore makes every badge inactive (a trainer switches it on) and leaves what it asks for by date unmoved. It refuses
conditions of other kinds than those here (profile fields, other badges, cohorts): they are kept when read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from moodle_backups.columns import (
    AUTHOR,
    Columns,
    clock,
    computed,
    fixed,
    flag,
    number,
    optional,
    person,
    text,
    written,
)
from moodle_backups.competencies import CompetencyName
from moodle_backups.errors import Problem
from moodle_backups.files import File
from moodle_backups.groups import attach_image
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.tags import tag_problems, tags_xml
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.places import Places
    from moodle_backups.scope import Draft, Scope

_COURSE_BADGE: Final = 2
_LONGEST_NAME: Final = 255


class CriterionKind(IntEnum):
    """Kinds of criteria (``BADGE_CRITERIA_TYPE_*``)."""

    OVERALL = 0
    ACTIVITY = 1
    MANUAL = 2
    COURSE = 4
    COMPETENCY = 9


class Notification(IntEnum):
    """How often those who made a badge hear that somebody earned it."""

    NEVER = 0
    EVERY_TIME = 1
    DAILY = 2
    WEEKLY = 3
    MONTHLY = 4


@dataclass(frozen=True, slots=True)
class ByDate:
    """An activity by its key, complete at the end of the day of ``until`` (Unix seconds; None: at any time)."""

    key: str
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivitiesDone:
    """Activities are complete: every one, or any."""

    activities: tuple[ByDate, ...]
    every: bool = True
    description: str = ""
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseDone:
    """The course is complete, with ``percent`` at least and by ``until``, if given."""

    percent: int | None = None
    until: int | None = None
    description: str = ""
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBy:
    """Somebody with one of ``roles`` (short names: ``editingteacher``) gives it by hand; every role, or any.

    A restore warns about roles that the restoring person may not assign.
    """

    roles: tuple[str, ...]
    every: bool = False
    description: str = ""
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenciesReached:
    """Competencies of the course are reached: every one, or any."""

    competencies: tuple[CompetencyName, ...]
    every: bool = True
    description: str = ""
    kept: Kept = NOTHING_KEPT


BadgeCriterion = ActivitiesDone | CourseDone | GivenBy | CompetenciesReached


@dataclass(frozen=True, slots=True)
class Alignment:
    """What a badge attests in a framework outside."""

    name: str
    url: str
    description: str = ""
    framework: str = ""
    code: str = ""
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A badge. ``image``: a square PNG. ``message`` (HTML) and ``subject`` tell those who earn it; ``attach``: with it.

    It expires at ``expires`` (Unix seconds) or ``expires_after`` seconds; neither: never. ``related``: keys of others.
    ``description`` is plain text.
    """

    key: str
    name: str
    description: str
    image: File | None
    criteria: tuple[BadgeCriterion, ...]
    every_criterion: bool = True
    description_of_criteria: str = ""
    subject: str = ""
    message: str = ""
    attach: bool = True
    notification: Notification = Notification.NEVER
    expires: int | None = None
    expires_after: int | None = None
    version: str = ""
    language: str = "en"
    issuer: str = ""
    issuer_url: str = ""
    issuer_contact: str = ""
    image_author: str = ""
    image_author_email: str = ""
    image_author_url: str = ""
    image_caption: str = ""
    alignments: tuple[Alignment, ...] = ()
    related: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kept: Kept = NOTHING_KEPT

    @property
    def notified(self) -> int:
        """The number Moodle keeps for ``notification``."""
        return int(self.notification)


BADGE: Final[Columns] = (
    text("name"),
    text("description"),
    clock("timecreated"),
    clock("timemodified"),
    person("usercreated", AUTHOR),
    person("usermodified", AUTHOR),
    text("issuername", "issuer", longest=255),
    text("issuerurl", "issuer_url", longest=255),
    optional("issuercontact", "issuer_contact", longest=255),
    number("expiredate", "expires", null=None),
    number("expireperiod", "expires_after", null=None),
    fixed("type", _COURSE_BADGE),
    computed("courseid", "course"),
    text("message"),
    text("messagesubject", "subject"),
    flag("attachment", "attach"),
    computed("notification", "notified"),
    fixed("status", 0),
    fixed("nextcron", None),
    text("version", longest=255),
    text("language", longest=255),
    text("imageauthorname", "image_author", longest=255),
    text("imageauthoremail", "image_author_email", longest=255),
    text("imageauthorurl", "image_author_url", longest=255),
    text("imagecaption", "image_caption", longest=255),
)
ALIGNMENT: Final[Columns] = (
    text("targetname", "name", longest=255),
    text("targeturl", "url", longest=255),
    optional("targetdescription", "description"),
    optional("targetframework", "framework", longest=255),
    optional("targetcode", "code", longest=255),
)


def badge_roles(badges: Iterable[Badge]) -> tuple[str, ...]:
    """Short names of the roles that badges name."""
    criteria = (criterion for badge in badges for criterion in badge.criteria)
    return tuple(sorted({role for one in criteria if isinstance(one, GivenBy) for role in one.roles}))


def badges_xml(badges: Iterable[Badge], draft: Draft) -> Xml:
    """The root of badges.xml."""
    return listing("badges", [_badge(badge, draft) for badge in badges])


def _badge(badge: Badge, draft: Draft) -> Xml:
    places, own_id = draft.places, draft.places.badges[badge.key]
    scope = draft.scope(f'badge "{badge.key}"', places.course_context, "badges")
    values = written([c for c in BADGE if c.name != "courseid"], badge, scope)
    ordered = {c.name: places.course if c.name == "courseid" else values[c.name] for c in BADGE}
    attach_image(badge.image, scope, "badgeimage", own_id, badge.kept)
    scope.attach_kept(badge.kept)
    related = [places.badges[key] for key in badge.related if key in places.badges]
    criteria = [*_criteria(badge, own_id, scope), *badge.kept.part("criteria").elements]
    return record(
        "badge",
        ordered,
        listing("criteria", criteria),
        *badge.kept.elements,
        listing("alignments", [_alignment(one, own_id, scope) for one in badge.alignments]),
        listing(
            "relatedbadges",
            [record("relatedbadge", {"badgeid": own_id, "relatedbadgeid": i}, id=scope.next_id()) for i in related],
        ),
        element("manual_awards"),
        tags_xml(badge.tags, scope.next_id),
        id=own_id,
    )


def _alignment(alignment: Alignment, badge: int, scope: Scope) -> Xml:
    return record("alignment", {"badgeid": badge} | written(ALIGNMENT, alignment, scope), id=scope.id_of(alignment))


def _criteria(badge: Badge, own_id: int, scope: Scope) -> Iterator[Xml]:
    if not badge.criteria:  # a draft of Moodle's: it has no overall criterion before the first one
        return
    overall = badge.kept.part("overall")
    yield _criterion(
        CriterionKind.OVERALL, badge.every_criterion, badge.description_of_criteria, (), own_id, scope, overall
    )
    for one in badge.criteria:
        kind, every = _kind(one)
        parameters = tuple(_parameters(one, scope.draft.places))
        yield _criterion(kind, every, one.description, parameters, own_id, scope, one.kept)


def _criterion(
    kind: CriterionKind,
    every: bool,
    description: str,
    parameters: tuple[tuple[str, Scalar], ...],
    badge: int,
    scope: Scope,
    kept: Kept,
) -> Xml:
    own_id = scope.once(kept, "badge_criterion")
    values: dict[str, Scalar] = {
        "badgeid": badge,
        "criteriatype": kind,
        "method": 1 if every else 2,
        "description": description,
        "descriptionformat": 1,
    }
    records = [
        record(
            "parameter",
            {"critid": own_id, "name": name, "value": value, "criteriatype": kind},
            id=scope.next_id(),
        )
        for name, value in parameters
    ]
    return record("criterion", kept.over(values), listing("parameters", records), id=own_id)


def _kind(criterion: BadgeCriterion) -> tuple[CriterionKind, bool]:
    match criterion:
        case ActivitiesDone(every=every):
            return CriterionKind.ACTIVITY, every
        case CourseDone():
            return CriterionKind.COURSE, True
        case GivenBy(every=every):
            return CriterionKind.MANUAL, every
        case CompetenciesReached(every=every):
            return CriterionKind.COMPETENCY, every


def _parameters(criterion: BadgeCriterion, places: Places) -> Iterator[tuple[str, Scalar]]:
    match criterion:
        case ActivitiesDone(activities=activities):
            for one in activities:
                place = places.by_key.get(one.key)
                module = place.module if place else 0
                yield f"module_{module}", module
                if one.until is not None:
                    yield f"bydate_{module}", one.until
        case CourseDone(percent=percent, until=until):
            yield f"course_{places.course}", places.course
            if percent is not None:
                yield f"grade_{places.course}", percent
            if until is not None:
                yield f"bydate_{places.course}", until
        case GivenBy(roles=roles):
            for role in roles:
                yield f"role_{places.roles[role]}", places.roles[role]
        case CompetenciesReached(competencies=names):
            for name in names:
                own = places.competencies.get(name, 0)
                yield f"competency_{own}", own


def badge_problems(
    badges: Iterable[Badge], activities: Iterable[str], competencies: Iterable[CompetencyName]
) -> Iterator[Problem]:
    """What is wrong with badges; ``activities`` are the keys there are, ``competencies`` those of the course."""
    given, keys = tuple(badges), frozenset(activities)
    known_competencies = frozenset(competencies)
    for key, times in Counter(badge.key for badge in given).items():
        if times > 1:
            yield Problem(f'badge "{key}"', f"{times} of them have this key")
    known = {badge.key for badge in given}
    for badge in given:
        texts = [*_own_problems(badge), *_criteria_problems(badge, keys, known_competencies)]
        texts += [f'is related to badge "{key}", which doesn\'t exist' for key in badge.related if key not in known]
        yield from (Problem(f'badge "{badge.key}"', what) for what in texts)


def _own_problems(badge: Badge) -> Iterator[str]:
    if not badge.name.strip() or len(badge.name) > _LONGEST_NAME:
        yield f"needs a name of 1 to {_LONGEST_NAME} characters"
    if badge.image is None and not badge.kept.files:
        yield "needs an image"
    if not badge.criteria and not badge.kept.part("criteria").elements:
        yield "needs a criterion: nobody could earn it"
    if badge.expires is not None and badge.expires_after is not None:
        yield "expires both at a date and after a time"
    yield from tag_problems(badge.tags)


def _criteria_problems(
    badge: Badge, activities: frozenset[str], competencies: frozenset[CompetencyName]
) -> Iterator[str]:
    kinds = Counter(_kind(criterion)[0] for criterion in badge.criteria)
    for kind, times in kinds.items():
        if times > 1:
            yield f"has {times} criteria of kind {kind.name.lower()}; Moodle takes one of each"
    for criterion in badge.criteria:
        match criterion:
            case ActivitiesDone(activities=asked):
                for one in asked:
                    if one.key not in activities:
                        yield f'asks for activity "{one.key}", which doesn\'t exist'
            case CompetenciesReached(competencies=names):
                for name in names:
                    if name not in competencies:
                        yield f'asks for competency "{name.competency}", which the course doesn\'t have'
