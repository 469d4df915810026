"""Multiple choice whose answers are calculated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import Columns, flag, one_of, text
from moodle_backups.questions.base import FEEDBACK, SHOW_NUMBER, CombinedFeedback, Question, choice_problems
from moodle_backups.questions.calculated import (
    CHOICE,
    CalculatedAnswer,
    Dataset,
    Synchronize,
    answers_and_records,
    read_answers,
)
from moodle_backups.questions.datasets import dataset_problems, datasets_xml, read_datasets
from moodle_backups.questions.multichoice import NUMBERINGS
from moodle_backups.questions.records import options_xml
from moodle_backups.xml import Xml, listing

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource

__all__ = ["CalculatedAnswer", "CalculatedMulti", "Dataset"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculatedMulti(Question):
    """Answers are HTML with formulas: ``The sum is {={a}+{b}} m``. ``single`` as in `MultiChoice`."""

    qtype: ClassVar[str] = "calculatedmulti"

    answers: tuple[CalculatedAnswer, ...]
    datasets: tuple[Dataset, ...]
    single: bool = True
    shuffle: bool = True
    numbering: str = "abc"
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)
    synchronize: Synchronize = Synchronize.NO

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        if source.has("numerical_units/numerical_unit") or source.has("numerical_options/numerical_option"):
            raise ValueError("a calculated multiple choice with units")
        return source.build(
            cls,
            answers=read_answers(source, CHOICE),
            datasets=read_datasets(source),
            **source.options("calculated_options/calculated_option", OPTIONS),
        )

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        answers, records = answers_and_records(scope, self.answers, CHOICE)
        return (
            answers,
            listing("numerical_units", ()),
            listing("numerical_options", ()),
            datasets_xml(scope, self.datasets),
            records,
            listing("calculated_options", [options_xml("calculated_option", OPTIONS, self, scope, question_id)]),
        )

    def problems(self) -> Iterator[str]:
        yield from choice_problems([answer.fraction for answer in self.answers], self.single)
        if self.numbering not in NUMBERINGS:
            yield f'"{self.numbering}" is no numbering of answers'
        if not self.datasets:
            yield "has no wild card"
        yield from dataset_problems(self.datasets, [self.text, *(answer.formula for answer in self.answers)])


OPTIONS: Final[Columns] = (
    one_of("synchronize", "synchronize", Synchronize),
    flag("single"),
    flag("shuffleanswers", "shuffle"),
    *FEEDBACK,
    text("answernumbering", "numbering", longest=10),
    SHOW_NUMBER,
)
