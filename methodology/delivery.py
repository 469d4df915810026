"""Phase 4: sessions, calendar, logistics, platform, access, accessibility."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from methodology.values import Modality, Record


@dataclass(frozen=True, kw_only=True)
class Session(Record):
    """A stretch of time with the group: a day in the room, a fortnight online, a virtual class."""

    id: str
    title: str
    start: date | None = None
    end: date | None = None
    modality: Modality = Modality.ONSITE
    place: str = ""
    sequences: tuple[str, ...] = ()
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class Platform(Record):
    """The learning platform. `access` tells participants how they get in.

    `access_list_days` is how many calendar days before the start the list is due.
    """

    url: str = ""
    access: str = ""
    access_list_days: int = 7
    support: str = ""
    retention: str = ""


@dataclass(frozen=True, kw_only=True)
class Trainer(Record):
    """Somebody who teaches or answers."""

    name: str
    role: str = ""
    sex: str = ""
    email: str = ""


class AccessRole(StrEnum):
    """What somebody of the access list may do in the course."""

    PARTICIPANT = "participant"
    TRAINER = "formateur"
    AUTHOR = "concepteur"


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """One line of the access list, `acces.csv`: who gets an account. Personal data, which no other output shows.

    `country` is a name or a two-letter code; `language` and `username` are worked out when empty.
    """

    last_name: str = field(repr=False)
    first_name: str = field(repr=False)
    email: str = field(repr=False)
    organisation: str = field(default="", repr=False)
    country: str = ""
    role: AccessRole = AccessRole.PARTICIPANT
    group: str = ""
    cohort: str = ""
    language: str = ""
    username: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Risk(Record):
    """What may go wrong. Probability and impact from 1 to 4; what is done about it, by whom."""

    risk: str
    probability: int | None = None
    impact: int | None = None
    measure: str = ""
    responsible: str = ""


@dataclass(frozen=True, kw_only=True)
class ConnectionPlan(Record):
    """What following the course costs one participant in connection, and who pays it."""

    megabytes: float | None = None
    cost: float | None = None
    currency: str = ""
    paid_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Delivery(Record):
    """The whole of `4-mise-en-oeuvre.yaml`. `complaints`: whom a participant tells what went wrong.

    `selection`: how participants are chosen; `interests`: how conflicts of interest are kept out; `printed_pages` for
    each participant; `travel`: which journeys, and why; `data_protection`: what is told and asked about personal data.
    """

    sessions: tuple[Session, ...] = ()
    trainers: tuple[Trainer, ...] = ()
    logistics: tuple[str, ...] = ()
    platform: Platform = field(default_factory=Platform)
    connection: ConnectionPlan | None = None
    accessibility: tuple[str, ...] = ()
    low_bandwidth: tuple[str, ...] = ()
    how_it_works: str = ""
    risks: tuple[Risk, ...] = ()
    complaints: str = ""
    selection: str = ""
    interests: str = ""
    data_protection: str = ""
    printed_pages: int | None = None
    travel: str = ""
