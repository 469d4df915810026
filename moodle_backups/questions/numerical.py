"""A number, with tolerance and units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import Column, Columns, fixed
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import ANSWER_END, Question, fraction_problems
from moodle_backups.questions.records import beside_xml, item_xml
from moodle_backups.questions.units import (
    Unit,
    UnitGrading,
    UnitInput,
    graded_as,
    plain_number,
    read_units,
    unit_problems,
    units_xml,
)
from moodle_backups.xml import Xml, listing

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource

__all__ = ["Numerical", "NumericalAnswer", "Unit", "UnitGrading", "UnitInput"]


@dataclass(frozen=True, slots=True)
class NumericalAnswer:
    """``value`` within ``tolerance`` (absolute) earns ``fraction``; ``value`` None stands for any other number."""

    value: float | None
    tolerance: float = 0.0
    fraction: float = 1.0
    feedback: str = ""
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerical(Question):
    """Answers are tried in order. Without ``units`` the learner types the bare number.

    ``unit_input`` NONE with units: units are understood if typed, never asked for. ``unit_penalty``: share of
    the mark lost for a wrong or missing unit, of what ``unit_grading`` says.
    """

    qtype: ClassVar[str] = "numerical"

    answers: tuple[NumericalAnswer, ...]
    units: tuple[Unit, ...] = ()
    unit_input: UnitInput = UnitInput.NONE
    unit_penalty: float = 0.1
    unit_left: bool = False
    unit_grading: UnitGrading = UnitGrading.AUTO

    @property
    def unit_grading_type(self) -> int:
        """The grading of units as Moodle has it."""
        return graded_as(self.unit_grading, self.unit_input)

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        answers = tuple(
            NumericalAnswer(**values)
            for values in source.items_with("answers/answer", ANSWER, "numerical_records/numerical_record", TOLERANCE)
        )
        return source.build(cls, answers=answers, **read_units(source))

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        ids = [scope.id_of(answer) for answer in self.answers]
        pairs = list(zip(self.answers, ids, strict=True))
        return (
            listing("answers", [item_xml("answer", ANSWER, answer, scope, i) for answer, i in pairs]),
            *units_xml(self, self.units, scope, question_id),
            listing("numerical_records", [beside_xml("numerical_record", TOLERANCE, a, scope, i) for a, i in pairs]),
        )

    def problems(self) -> Iterator[str]:
        yield from fraction_problems(answer.fraction for answer in self.answers)
        if not any(a.fraction == 1 and a.value is not None for a in self.answers):
            yield "needs a number that earns the whole mark"
        if not all(isfinite(answer.value or 0) for answer in self.answers):
            yield "has an answer that is no number"
        if any(not 0 <= answer.tolerance < inf for answer in self.answers):
            yield "has a negative or endless tolerance"
        yield from unit_problems(self.units, self.unit_input)


def _text(value: float | None) -> str:
    return "*" if value is None else plain_number(value)


def _value(text: str) -> float | None:
    return None if text.strip() == "*" else float(text)


ANSWER: Final[Columns] = (
    Column("answertext", "value", write=_text, read=_value),
    fixed("answerformat", 0),
    *ANSWER_END,
)
TOLERANCE: Final[Columns] = (Column("tolerance", "tolerance", write=plain_number, read=float, null=0.0),)
