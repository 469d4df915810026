"""Phase 1: the request, the participants, the competencies, the needs. Fields: reference domain 2.5, 2.6, 2.13."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from methodology.values import Cause, Decision, Record


@dataclass(frozen=True, kw_only=True)
class Request(Record):
    """What was asked for, by whom, and what it became once clarified."""

    origin: str = ""
    wording: str = ""
    reformulation: str = ""
    date: date | None = None


@dataclass(frozen=True, kw_only=True)
class Headcount(Record):
    """Smallest and largest group the course is designed for, in persons."""

    min: int = 1
    max: int = 1


@dataclass(frozen=True, kw_only=True)
class Prerequisite(Record):
    """What a participant must bring, and how it is verified."""

    statement: str
    verification: str = ""


@dataclass(frozen=True, kw_only=True)
class Connection(Record):
    """The participants' line: speed in kbit/s, price per megabyte in local currency, where, cuts."""

    speed_kbps: int | None = None
    cost: str = ""
    place: str = ""
    cuts: str = ""


@dataclass(frozen=True, kw_only=True)
class Participants(Record):
    """The people the course is for."""

    title: str = ""
    organisations: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    headcount: Headcount = field(default_factory=Headcount)
    women_target_percent: int | None = None
    languages: tuple[str, ...] = ()
    prior_knowledge: str = ""
    prerequisites: tuple[Prerequisite, ...] = ()
    digital_ease: int | None = None
    equipment: str = ""
    connection: Connection | None = None
    time_slots: str = ""
    constraints: tuple[str, ...] = ()
    motivations: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    expectations: tuple[str, ...] = ()
    arrangements: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Persona(Record):
    """A portrait of one plausible participant."""

    name: str
    age: int | None = None
    function: str = ""
    prior_knowledge: str = ""
    obstacle: str = ""
    motivation: str = ""
    sex: str = ""


@dataclass(frozen=True, kw_only=True)
class Competency(Record):
    """What the framework names: a verb, an object, a context; observable criteria apart.

    `levels` is its scale, from the lowest; `evidence` what proves it; `link` an address (ESCO, ROME).
    """

    id: str
    name: str
    description: str = ""
    domain: str = ""
    parent: str = ""
    criteria: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Need(Record):
    """A gap between present and target level (0-4) on a task; difficulty, importance, frequency 1-5."""

    id: str
    task: str = ""
    position: str = ""
    competency: str = ""
    current: int | None = None
    target: int | None = None
    difficulty: int | None = None
    importance: int | None = None
    frequency: int | None = None
    cause: Cause | None = None
    evidence: str = ""
    sources: tuple[str, ...] = ()
    decision: Decision = Decision.TRAIN
    reason: str = ""
    headcount: int | None = None
    due: date | None = None

    @property
    def gap(self) -> int | None:
        """Target minus current level; None while one is missing."""
        return None if self.current is None or self.target is None else self.target - self.current


@dataclass(frozen=True, kw_only=True)
class NeedsAnalysis(Record):
    """The whole of `1-besoins.yaml`."""

    date: date | None = None
    request: Request | None = None
    participants: Participants = field(default_factory=Participants)
    personas: tuple[Persona, ...] = ()
    competencies: tuple[Competency, ...] = ()
    needs: tuple[Need, ...] = ()
