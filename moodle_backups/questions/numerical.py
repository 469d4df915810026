"""A number, with tolerance and units."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from moodle_backups.questions.base import Question


@dataclass(frozen=True, slots=True)
class NumericalAnswer:
    """``value`` within ``tolerance`` (absolute) earns ``fraction``; ``value`` None stands for any other number."""

    value: float | None
    tolerance: float = 0.0
    fraction: float = 1.0
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit the learner may give: ``value`` in this unit = ``multiplier`` times the value in the first unit."""

    name: str
    multiplier: float = 1.0


class UnitInput(IntEnum):
    """How the learner gives the unit (``qtype_numerical::UNIT*``)."""

    TYPED = 0
    RADIO = 1
    SELECT = 2
    NONE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerical(Question):
    """Answers are tried in order. Without ``units`` the learner types the bare number.

    ``unit_input`` NONE with units: units are understood if typed, never asked for. ``unit_penalty``: share of
    the mark lost for a wrong or missing unit, counted when ``unit_input`` isn't NONE.
    """

    answers: tuple[NumericalAnswer, ...]
    units: tuple[Unit, ...] = ()
    unit_input: UnitInput = UnitInput.NONE
    unit_penalty: float = 0.1
    unit_left: bool = False
