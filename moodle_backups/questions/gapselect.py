"""Missing words chosen from drop-down lists in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import Column, Columns, fixed, flag, text
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import FEEDBACK, SHOW_NUMBER, CombinedFeedback, Question
from moodle_backups.questions.gaps import gap_problems
from moodle_backups.questions.records import item_xml, options_xml
from moodle_backups.xml import Xml, listing

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource


@dataclass(frozen=True, slots=True)
class Choice:
    """A word (plain text). A gap offers the words of its right one's ``group``, from 1."""

    text: str
    group: int = 1
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSelect(Question):
    """``[[1]]`` in the text is a gap that the first choice fills, and so on; choices without a gap distract."""

    qtype: ClassVar[str] = "gapselect"

    choices: tuple[Choice, ...]
    shuffle: bool = True
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        choices = tuple(Choice(**values) for values in source.items("answers/answer", CHOICE))
        return source.build(cls, choices=choices, **source.options("gapselect", OPTIONS))

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        return (
            listing("answers", [item_xml("answer", CHOICE, choice, scope) for choice in self.choices]),
            options_xml("gapselect", OPTIONS, self, scope, question_id),
        )

    def problems(self) -> Iterator[str]:
        yield from gap_problems(self.text, self.choices)
        if not all(choice.text.strip() for choice in self.choices):
            yield "has an empty choice"


OPTIONS: Final[Columns] = (flag("shuffleanswers", "shuffle"), *FEEDBACK, SHOW_NUMBER)
CHOICE: Final[Columns] = (
    text("answertext", "text"),
    fixed("answerformat", 1),
    fixed("fraction", "0.0000000"),
    # The group stands where other types have feedback.
    Column("feedback", "group", write=str, read=int, null=1),
    fixed("feedbackformat", 0),
)
