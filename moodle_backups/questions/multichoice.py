"""Multiple choice, one right answer or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import Columns, flag, one_of, text
from moodle_backups.questions.base import (
    FEEDBACK,
    HTML_ANSWER,
    SHOW_NUMBER,
    Answer,
    CombinedFeedback,
    Question,
    choice_problems,
)
from moodle_backups.questions.records import answers_xml, options_xml
from moodle_backups.xml import Xml

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource

NUMBERINGS: Final = ("abc", "ABCD", "123", "iii", "IIII", "none")
"""How Moodle numbers answers."""


class Layout(IntEnum):
    """How the answers are laid out (``qtype_multichoice_base::LAYOUT_*``); a matter of cloze questions only."""

    STANDARD = 0
    VERTICAL = 1
    HORIZONTAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiChoice(Question):
    """``single``: radio buttons; otherwise check boxes, the fractions of the right ones adding up to 1.

    ``numbering``: ``abc``, ``ABCD``, ``123``, ``iii``, ``IIII`` or ``none``. ``layout`` counts inside a cloze
    question, where STANDARD is a drop-down list; elsewhere answers stand in a column.
    """

    qtype: ClassVar[str] = "multichoice"

    answers: tuple[Answer, ...]
    single: bool = True
    shuffle: bool = True
    numbering: str = "abc"
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)
    show_instruction: bool = False
    layout: Layout = Layout.STANDARD

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        return source.build(cls, answers=source.answers(HTML_ANSWER), **source.options("multichoice", OPTIONS))

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        return (
            answers_xml(scope, self.answers, HTML_ANSWER),
            options_xml("multichoice", OPTIONS, self, scope, question_id),
        )

    def problems(self) -> Iterator[str]:
        yield from choice_problems([answer.fraction for answer in self.answers], self.single)
        if not all(answer.text.strip() for answer in self.answers):
            yield "has an empty answer"
        if self.numbering not in NUMBERINGS:
            yield f'"{self.numbering}" is no numbering of answers'


OPTIONS: Final[Columns] = (
    one_of("layout", "layout", Layout),
    flag("single"),
    flag("shuffleanswers", "shuffle"),
    *FEEDBACK,
    text("answernumbering", "numbering", longest=10),
    SHOW_NUMBER,
    flag("showstandardinstruction", "show_instruction"),
)
