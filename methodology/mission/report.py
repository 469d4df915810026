"""What became of an activity: participation, findings, recommendations; and what may be shown of it in public.

Source: terms of reference 22-27/TGO §4.2.2 (activity report) and §8 (communication and visibility).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.values import Record


class Priority(StrEnum):
    """How pressing a recommendation is."""

    HIGH = "haute"
    MIDDLE = "moyenne"
    LOW = "basse"

    @property
    def label(self) -> str:
        """The priority as people call it."""
        return _(_PRIORITIES[self])


class Talk(StrEnum):
    """When the team speaks with the person in charge of communication: before the activity, and after it."""

    BEFORE = "avant"
    AFTER = "apres"


@dataclass(frozen=True, kw_only=True)
class Attendance(Record):
    """Who took part in one session: how many women, how many men, from which organisations."""

    session: str
    date: date | None = None
    women: int | None = None
    men: int | None = None
    organisations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Recommendation(Record):
    """What should be done, how pressing it is, by whom. `due`: a day, else `horizon` in words."""

    text: str
    priority: Priority | None = None
    responsible: str = ""
    due: date | None = None
    horizon: str = ""


@dataclass(frozen=True, kw_only=True)
class ActivityReport(Record):
    """What the activity report says that no other part of the action does."""

    context: str = ""
    course_of_events: str = ""
    participation: tuple[Attendance, ...] = ()
    outputs: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Photo(Record):
    """A photo that may be published, `taken` that day.

    `people`: whether anybody can be recognised; then `consent`: all of them agreed in writing.
    """

    file: str
    caption: str = ""
    author: str = ""
    taken: date | None = None
    people: bool = True
    consent: bool = False
    consent_date: date | None = None


@dataclass(frozen=True, kw_only=True)
class CommunicationTalk(Record):
    """A talk with the communication officer of SOCIEUX+."""

    moment: Talk
    date: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Visibility(Record):
    """What the team gives for the public: a summary of 150 words at most, photos, what was agreed on."""

    summary: str = ""
    photos: tuple[Photo, ...] = ()
    talks: tuple[CommunicationTalk, ...] = ()


_PRIORITIES = {Priority.HIGH: N_("haute"), Priority.MIDDLE: N_("moyenne"), Priority.LOW: N_("basse")}
