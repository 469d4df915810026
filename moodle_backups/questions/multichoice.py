"""Multiple choice, one right answer or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final

from moodle_backups.questions.base import (
    Answer,
    CombinedFeedback,
    Question,
    answers_xml,
    feedback_fields,
    fraction_problems,
)
from moodle_backups.xml import Scalar, Xml, record

if TYPE_CHECKING:
    from moodle_backups.scope import Scope

_NUMBERINGS: Final = ("abc", "ABCD", "123", "iii", "IIII", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiChoice(Question):
    """``single``: radio buttons; otherwise check boxes, the fractions of the right ones adding up to 1.

    ``numbering``: ``abc``, ``ABCD``, ``123``, ``iii``, ``IIII`` or ``none``.
    """

    qtype: ClassVar[str] = "multichoice"

    answers: tuple[Answer, ...]
    single: bool = True
    shuffle: bool = True
    numbering: str = "abc"
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)
    show_instruction: bool = False

    def body(self, scope: Scope, question_id: int) -> Iterable[Xml]:
        layout: dict[str, Scalar] = {"layout": 0, "single": self.single, "shuffleanswers": self.shuffle}
        rest: dict[str, Scalar] = {
            "answernumbering": self.numbering,
            "shownumcorrect": self.feedback.show_number_correct,
            "showstandardinstruction": self.show_instruction,
        }
        values = layout | feedback_fields(scope, self.feedback, question_id) | rest
        return (
            answers_xml(scope, self.answers, is_html=True),
            record("multichoice", values, id=scope.next_id()),
        )

    def problems(self) -> Iterator[str]:
        fractions = [answer.fraction for answer in self.answers]
        yield from fraction_problems(fractions)
        if len(fractions) < 2:
            yield "needs two answers or more"
        if self.single and max(fractions, default=0) != 1:
            yield "needs one answer that earns the whole mark"
        if not self.single and abs(sum(f for f in fractions if f > 0) - 1) > 0.01:
            yield "needs right answers whose fractions add up to 1"
        if not all(answer.text.strip() for answer in self.answers):
            yield "has an empty answer"
        if self.numbering not in _NUMBERINGS:
            yield f'"{self.numbering}" is no numbering of answers'
