"""What an activity plans: its meetings and working sessions, the people to meet, who answers for what, its tools.

Source: terms of reference 22-27/TGO §4.2.1 (P1, P2) and 17-31/GAB section 2 (« responsabilités individuelles »).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from methodology.values import Record


@dataclass(frozen=True, kw_only=True)
class AgendaItem(Record):
    """A meeting, a working session or a workshop of the activity.

    `hours` as people read them (« 9 h 00 – 12 h 30 »); `people`: functions rather than names; `responsible`: ids of
    experts; `place`: a room, or the address of a call.
    """

    date: date
    title: str
    hours: str = ""
    purpose: str = ""
    method: str = ""
    people: tuple[str, ...] = ()
    place: str = ""
    responsible: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PersonToMeet(Record):
    """Somebody to meet: a function first of all. `purpose`: what one wants to learn from them."""

    role: str
    organisation: str = ""
    name: str = ""
    purpose: str = ""


@dataclass(frozen=True, kw_only=True)
class Responsibility(Record):
    """What one expert answers for in the activity."""

    expert: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MethodTool(Record):
    """A step of the work, the tool it is done with, what comes out of it."""

    stage: str
    tool: str = ""
    product: str = ""
