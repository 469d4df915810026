"""Phase 2: objectives. An objective is a verb and its object, a condition, a criterion, a Bloom level (Mager)."""

from __future__ import annotations

from dataclasses import dataclass

from methodology.values import Bloom, Domain, Record


@dataclass(frozen=True, kw_only=True)
class Objective(Record):
    """What a participant will be able to do, in which conditions, how well."""

    id: str
    statement: str
    verb: str = ""
    bloom: Bloom | None = None
    domain: Domain = Domain.SKILL
    condition: str = ""
    criterion: str = ""
    competency: str = ""
    need: str = ""


@dataclass(frozen=True, kw_only=True)
class Objectives(Record):
    """The whole of `2-objectifs.yaml`."""

    general: str = ""
    objectives: tuple[Objective, ...] = ()
