"""True or false."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.questions.base import Answer, Question, answer_xml
from moodle_backups.xml import Scalar, Xml, listing, record

if TYPE_CHECKING:
    from moodle_backups.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """``correct``: the statement is true. The feedbacks answer the learner's choice, right or wrong."""

    qtype: ClassVar[str] = "truefalse"

    correct: bool
    feedback_true: str = ""
    feedback_false: str = ""
    show_instruction: bool = False
    penalty: float = 1.0

    def body(self, scope: Scope, question_id: int) -> Iterable[Xml]:
        answers = (
            Answer("True", float(self.correct), self.feedback_true),
            Answer("False", float(not self.correct), self.feedback_false),
        )
        ids = [scope.next_id() for _ in answers]
        records = [answer_xml(scope, a, i, is_html=False) for a, i in zip(answers, ids, strict=True)]
        values: dict[str, Scalar] = {
            "trueanswer": ids[0],
            "falseanswer": ids[1],
            "showstandardinstruction": self.show_instruction,
        }
        return listing("answers", records), record("truefalse", values, id=scope.next_id())
