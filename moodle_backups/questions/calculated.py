"""A formula with wild cards: every learner gets other numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import Column, Columns, fixed, html, number, one_of, text
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import ANSWER_END, Question, fraction_problems
from moodle_backups.questions.datasets import Dataset, Distribution, dataset_problems, datasets_xml, read_datasets
from moodle_backups.questions.records import beside_xml, item_xml, options_xml
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

__all__ = ["Calculated", "CalculatedAnswer", "Dataset", "Distribution", "Precision", "Synchronize", "Tolerance"]


class Tolerance(IntEnum):
    """What a tolerance is measured in."""

    RELATIVE = 1
    NOMINAL = 2
    GEOMETRIC = 3


class Precision(IntEnum):
    """How the right answer is rounded when shown."""

    DECIMALS = 1
    SIGNIFICANT = 2


class Synchronize(IntEnum):
    """Whether questions of a category that share wild cards use the same set in an attempt."""

    NO = 0
    YES = 1
    YES_AND_NAMED = 2


@dataclass(frozen=True, slots=True)
class CalculatedAnswer:
    """``formula`` (``{a}+2*{b}``; ``*``: anything else) within ``tolerance`` earns ``fraction``.

    The right answer is shown with ``length`` digits. In a calculated multiple choice ``formula`` is HTML with
    formulas in ``{=...}``.
    """

    formula: str
    fraction: float = 1.0
    tolerance: float = 0.01
    tolerance_type: Tolerance = Tolerance.RELATIVE
    length: int = 2
    precision: Precision = Precision.DECIMALS
    feedback: str = ""
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculated(Question):
    """Wild cards ``{a}`` in the text and the formulas take the values of the ``datasets``, one set an attempt."""

    qtype: ClassVar[str] = "calculated"

    answers: tuple[CalculatedAnswer, ...]
    datasets: tuple[Dataset, ...]
    units: tuple[Unit, ...] = ()
    unit_input: UnitInput = UnitInput.NONE
    unit_penalty: float = 0.1
    unit_left: bool = False
    unit_grading: UnitGrading = UnitGrading.AUTO
    synchronize: Synchronize = Synchronize.NO

    @property
    def unit_grading_type(self) -> int:
        """The grading of units as Moodle has it."""
        return graded_as(self.unit_grading, self.unit_input)

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        return source.build(
            cls,
            answers=read_answers(source, ANSWER),
            datasets=read_datasets(source),
            **read_units(source),
            **source.options("calculated_options/calculated_option", OPTIONS),
        )

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        answers, records = answers_and_records(scope, self.answers, ANSWER)
        return (
            answers,
            *units_xml(self, self.units, scope, question_id),
            datasets_xml(scope, self.datasets),
            records,
            listing("calculated_options", self.option_records(scope, question_id)),
        )

    def option_records(self, scope: QuestionScope, question_id: int) -> list[Xml]:
        """What the type keeps beside the answers."""
        return [options_xml("calculated_option", OPTIONS, self, scope, question_id)]

    def problems(self) -> Iterator[str]:
        yield from fraction_problems(answer.fraction for answer in self.answers)
        if not any(answer.fraction == 1 and answer.formula.strip() != "*" for answer in self.answers):
            yield "needs a formula that earns the whole mark"
        if any(answer.tolerance < 0 for answer in self.answers):
            yield "has a negative tolerance"
        if not self.datasets:
            yield "has no wild card"
        yield from dataset_problems(self.datasets, [self.text, *(answer.formula for answer in self.answers)])
        yield from unit_problems(self.units, self.unit_input)


def answers_and_records(scope: QuestionScope, answers: Iterable[CalculatedAnswer], columns: Columns) -> tuple[Xml, Xml]:
    """The answers, and what is said of each beside them."""
    pairs = [(answer, scope.id_of(answer)) for answer in answers]
    records = [beside_xml("calculated_record", RECORD, answer, scope, i) for answer, i in pairs]
    own = [item_xml("answer", columns, answer, scope, i) for answer, i in pairs]
    return listing("answers", own), listing("calculated_records", records)


def read_answers(source: QuestionSource, columns: Columns) -> tuple[CalculatedAnswer, ...]:
    """The answers that `answers_and_records` writes."""
    values = source.items_with("answers/answer", columns, "calculated_records/calculated_record", RECORD)
    return tuple(CalculatedAnswer(**one) for one in values)


ANSWER: Final[Columns] = (text("answertext", "formula"), fixed("answerformat", 0), *ANSWER_END)
CHOICE: Final[Columns] = (html("answertext", "formula", "answer"), fixed("answerformat", 1), *ANSWER_END)
RECORD: Final[Columns] = (
    Column("tolerance", "tolerance", write=plain_number, read=float, null=0.0),
    one_of("tolerancetype", "tolerance_type", Tolerance),
    number("correctanswerlength", "length"),
    one_of("correctanswerformat", "precision", Precision),
)
OPTIONS: Final[Columns] = (
    one_of("synchronize", "synchronize", Synchronize),
    fixed("single", 0),
    fixed("shuffleanswers", 0),
    fixed("correctfeedback", ""),
    fixed("correctfeedbackformat", 0),
    fixed("partiallycorrectfeedback", ""),
    fixed("partiallycorrectfeedbackformat", 0),
    fixed("incorrectfeedback", ""),
    fixed("incorrectfeedbackformat", 0),
    fixed("answernumbering", "abc"),
    fixed("shownumcorrect", 0),
)
