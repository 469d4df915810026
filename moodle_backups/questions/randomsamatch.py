"""Matching made at random of short-answer questions of the same category."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import Columns, flag, number
from moodle_backups.questions.base import FEEDBACK, SHOW_NUMBER, CombinedFeedback, Question
from moodle_backups.questions.records import options_xml
from moodle_backups.xml import Xml

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource

FEWEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomMatch(Question):
    """``choose`` short-answer questions of its category (and those below it) become the pairs."""

    qtype: ClassVar[str] = "randomsamatch"

    choose: int = FEWEST
    subcategories: bool = True
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        return source.build(cls, **source.options("randomsamatch", OPTIONS))

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        return (options_xml("randomsamatch", OPTIONS, self, scope, question_id),)

    def problems(self) -> Iterator[str]:
        if self.choose < FEWEST:
            yield f"needs {FEWEST} questions or more to choose"


OPTIONS: Final[Columns] = (
    number("choose"),
    flag("subcats", "subcategories"),
    *FEEDBACK,
    SHOW_NUMBER,
)
