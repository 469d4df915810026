"""Who follows a course and when, as its folder says: the access list and the sessions. Personal data.

Nothing of it is ever written down or told: people are spoken of by the line of the list that names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coursegen.i18n import gettext as _

if TYPE_CHECKING:
    from coursegen.outputs.exchange.ics import Event

_STOPPED_BY = ("MOO-12", "DON-02")


@dataclass(frozen=True, slots=True)
class Member:
    """One line of the access list. `role` is Moodle's short name of it (`student`)."""

    line: int
    username: str = field(repr=False)
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    email: str = field(repr=False)
    country: str
    language: str
    role: str
    group: str
    cohort: str


@dataclass(frozen=True, slots=True)
class Roster:
    """The people and the sessions of a course. `due`: the last day to hand the list in; `start`: the first session."""

    code: str
    members: tuple[Member, ...] = ()
    events: tuple[Event, ...] = ()
    due: date | None = None
    start: date | None = None
    retention: str = ""


def roster_of(folder: Path) -> Roster:
    """What a folder says. Raises InputError when the list has errors, or doesn't say how long data are kept."""
    from coursegen.build.loading import Keeps, load_course
    from coursegen.outputs.exchange.csv_users import ROLES
    from coursegen.outputs.exchange.ics_events import session_events
    from methodology.access import accounts, due_date

    course, _findings = load_course(folder, Keeps.READABLE, _STOPPED_BY)
    members = tuple(
        Member(
            line=account.person.where.line if account.person.where else 0,
            username=account.username,
            first_name=account.person.first_name,
            last_name=account.person.last_name,
            email=account.email,
            country=account.country,
            language=account.language,
            role=ROLES[account.person.role],
            group=account.person.group,
            cohort=account.person.cohort,
        )
        for account in accounts(course)
    )
    starts = [session.start for session in course.delivery.sessions if session.start]
    return Roster(
        course.identity.code,
        members,
        session_events(course),
        due_date(course),
        min(starts, default=None),
        course.delivery.platform.retention.strip(),
    )


def late_words(roster: Roster, today: date) -> str:
    """What to say when the list comes later than it is due; empty when it is in time, or nothing says when."""
    if not roster.members or roster.due is None or roster.start is None or today <= roster.due:
        return ""
    days: Mapping[str, str] = {"due": f"{roster.due:%d/%m/%Y}", "start": f"{roster.start:%d/%m/%Y}"}
    if today >= roster.start:
        return _(
            "La liste d’accès était attendue le {due} ; le cours a commencé le {start} : prévenez les participants."
        ).format(**days)
    return _(
        "La liste d’accès était attendue le {due} au plus tard ; le cours commence le {start} : prévenez les "
        "participants et vérifiez qu’ils peuvent entrer."
    ).format(**days)
