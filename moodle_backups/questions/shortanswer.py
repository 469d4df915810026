"""A word or a few, typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import Columns, flag
from moodle_backups.questions.base import TEXT_ANSWER, Answer, Question, fraction_problems
from moodle_backups.questions.records import answers_xml, options_xml
from moodle_backups.xml import Xml

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer(Question):
    """Answers are tried in order; ``*`` in an answer stands for any characters."""

    qtype: ClassVar[str] = "shortanswer"

    answers: tuple[Answer, ...]
    case_sensitive: bool = False

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        return source.build(cls, answers=source.answers(TEXT_ANSWER), **source.options("shortanswer", OPTIONS))

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        return (
            answers_xml(scope, self.answers, TEXT_ANSWER),
            options_xml("shortanswer", OPTIONS, self, scope, question_id),
        )

    def problems(self) -> Iterator[str]:
        yield from fraction_problems(answer.fraction for answer in self.answers)
        if not any(answer.fraction == 1 for answer in self.answers):
            yield "needs an answer that earns the whole mark"
        if not all(answer.text.strip() for answer in self.answers):
            yield "has an empty answer"


OPTIONS: Final[Columns] = (flag("usecase", "case_sensitive"),)
