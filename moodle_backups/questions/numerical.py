"""A number, with tolerance and units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from math import inf, isfinite
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.questions.base import Answer, Question, answer_xml, fraction_problems
from moodle_backups.xml import Scalar, Xml, listing, record, share

if TYPE_CHECKING:
    from moodle_backups.scope import Scope


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

    qtype: ClassVar[str] = "numerical"

    answers: tuple[NumericalAnswer, ...]
    units: tuple[Unit, ...] = ()
    unit_input: UnitInput = UnitInput.NONE
    unit_penalty: float = 0.1
    unit_left: bool = False

    def body(self, scope: Scope, question_id: int) -> Iterable[Xml]:
        ids = [scope.next_id() for _ in self.answers]
        answers = [_answer(scope, a, i) for a, i in zip(self.answers, ids, strict=True)]
        units = [_unit(scope, unit) for unit in self.units]
        tolerances = [_tolerance(scope, a, i) for a, i in zip(self.answers, ids, strict=True)]
        values: dict[str, Scalar] = {
            "showunits": self.unit_input,
            "unitsleft": self.unit_left,
            "unitgradingtype": self.unit_input != UnitInput.NONE,
            "unitpenalty": share(self.unit_penalty),
        }
        return (
            listing("answers", answers),
            listing("numerical_units", units),
            listing("numerical_options", [record("numerical_option", values, id=scope.next_id())]),
            listing("numerical_records", tolerances),
        )

    def problems(self) -> Iterator[str]:
        yield from fraction_problems(answer.fraction for answer in self.answers)
        if not any(a.fraction == 1 and a.value is not None for a in self.answers):
            yield "needs a number that earns the whole mark"
        if not all(isfinite(answer.value or 0) for answer in self.answers):
            yield "has an answer that is no number"
        if any(not 0 <= answer.tolerance < inf for answer in self.answers):
            yield "has a negative or endless tolerance"
        if any(len(unit.name) > 50 for unit in self.units):
            yield "has a unit of more than 50 characters"
        if self.unit_input != UnitInput.NONE and not self.units:
            yield "asks for a unit and has none"
        if self.units and self.units[0].multiplier != 1:
            yield "needs 1 as the multiplier of its first unit"
        if not all(u.multiplier for u in self.units) or len({u.name for u in self.units}) < len(self.units):
            yield "has a unit twice or with multiplier 0"


def _answer(scope: Scope, answer: NumericalAnswer, answer_id: int) -> Xml:
    text = "*" if answer.value is None else _number(answer.value)
    return answer_xml(scope, Answer(text, answer.fraction, answer.feedback), answer_id, is_html=False)


def _unit(scope: Scope, unit: Unit) -> Xml:
    return record("numerical_unit", {"multiplier": _number(unit.multiplier), "unit": unit.name}, id=scope.next_id())


def _tolerance(scope: Scope, answer: NumericalAnswer, answer_id: int) -> Xml:
    values: dict[str, Scalar] = {"answer": answer_id, "tolerance": _number(answer.tolerance)}
    return record("numerical_record", values, id=scope.next_id())


def _number(value: float) -> str:
    return f"{value:.15g}"
