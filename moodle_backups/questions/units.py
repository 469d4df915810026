"""Units of numbers, as numerical and calculated questions have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from moodle_backups.columns import Column, Columns, computed, flag, mark_share, one_of, text
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import Question
from moodle_backups.questions.records import item_xml, options_xml
from moodle_backups.xml import Xml, listing

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit the learner may give: ``value`` in this unit = ``multiplier`` times the value in the first unit."""

    name: str
    multiplier: float = 1.0
    kept: Kept = NOTHING_KEPT


class UnitInput(IntEnum):
    """How the learner gives the unit (``qtype_numerical::UNIT*``)."""

    TYPED = 0
    RADIO = 1
    SELECT = 2
    NONE = 3


class UnitGrading(IntEnum):
    """What a wrong unit costs its share of (``qtype_numerical::UNITGRADED*``); AUTO: the mark, when one is asked."""

    AUTO = -1
    NOTHING = 0
    OF_MARK = 1
    OF_MAXIMUM = 2


def units_xml(question: Question, units: Sequence[Unit], scope: QuestionScope, question_id: int) -> Iterable[Xml]:
    """The units, then how they are asked for and graded."""
    options = options_xml("numerical_option", OPTIONS, question, scope, question_id, "units")
    return (
        listing("numerical_units", [item_xml("numerical_unit", UNIT, unit, scope) for unit in units]),
        listing("numerical_options", [options]),
    )


def read_units(source: QuestionSource) -> dict[str, Any]:
    """The attributes that `units_xml` writes."""
    units = tuple(Unit(**values) for values in source.items("numerical_units/numerical_unit", UNIT))
    own = source.options("numerical_options/numerical_option", OPTIONS, "units", nested=("unitgradingtype",))
    grading = UnitGrading(source.number("numerical_options/numerical_option", "unitgradingtype") or 0)
    asked = own.get("unit_input", UnitInput.NONE) != UnitInput.NONE
    return own | {"units": units, "unit_grading": UnitGrading.AUTO if grading == asked else grading}


def graded_as(grading: UnitGrading, asked: UnitInput) -> int:
    """The grading that AUTO stands for."""
    return int(asked != UnitInput.NONE) if grading is UnitGrading.AUTO else grading.value


def unit_problems(units: Sequence[Unit], asked: UnitInput) -> Iterator[str]:
    """What is wrong with the units."""
    if any(len(unit.name) > 50 for unit in units):
        yield "has a unit of more than 50 characters"
    if asked != UnitInput.NONE and not units:
        yield "asks for a unit and has none"
    if units and units[0].multiplier != 1:
        yield "needs 1 as the multiplier of its first unit"
    if not all(u.multiplier for u in units) or len({u.name for u in units}) < len(units):
        yield "has a unit twice or with multiplier 0"


def plain_number(value: float) -> str:
    """A number as a person types it."""
    return f"{value:.15g}"


UNIT: Final[Columns] = (
    # A column of 19 decimals.
    Column("multiplier", "multiplier", write=lambda value: f"{Decimal(plain_number(value)):.19f}", read=float),
    text("unit", "name", longest=50),
)
OPTIONS: Final[Columns] = (
    one_of("showunits", "unit_input", UnitInput),
    flag("unitsleft", "unit_left"),
    computed("unitgradingtype", "unit_grading_type"),
    mark_share("unitpenalty", "unit_penalty"),
)
