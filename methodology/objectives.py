"""Phase 2: objectives. An objective is a verb and its object, a condition, a criterion, a Bloom level (Mager)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from methodology.values import Bloom, ContentKind, Domain, Importance, Knowledge, Record


@dataclass(frozen=True, kw_only=True)
class Objective(Record):
    """What a participant will be able to do, in which conditions, how well.

    `parent` is the wider objective it is a step towards; `knowledge` the kind of knowledge it bears on.
    """

    id: str
    statement: str
    verb: str = ""
    bloom: Bloom | None = None
    domain: Domain = Domain.SKILL
    condition: str = ""
    criterion: str = ""
    competency: str = ""
    need: str = ""
    parent: str = ""
    knowledge: Knowledge | None = None


@dataclass(frozen=True, kw_only=True)
class ContentUnit(Record):
    """One thing to teach, from the content analysis (reference domain 2.7).

    `authority` is the law, decree or procedure it rests on; `stable_until` the day after which it must be read again;
    `glossary` words of the course's glossary that it needs.
    """

    id: str
    title: str
    kind: ContentKind | None = None
    importance: Importance | None = None
    objectives: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    authority: str = ""
    stable_until: date | None = None
    misconceptions: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Objectives(Record):
    """The whole of `2-objectifs.yaml`: from the widest, `finality` and `aim`, down to what each participant can do."""

    finality: str = ""
    aim: str = ""
    general: str = ""
    objectives: tuple[Objective, ...] = ()
    contents: tuple[ContentUnit, ...] = ()
