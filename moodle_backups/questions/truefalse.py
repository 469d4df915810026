"""True or false."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import Columns, flag
from moodle_backups.kept import Kept, KeptValue
from moodle_backups.questions.base import TEXT_ANSWER, Answer, Question
from moodle_backups.questions.records import item_xml
from moodle_backups.xml import Scalar, Xml, listing, record

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """``correct``: the statement is true. The feedbacks answer the learner's choice, right or wrong."""

    qtype: ClassVar[str] = "truefalse"

    correct: bool
    feedback_true: str = ""
    feedback_false: str = ""
    show_instruction: bool = False
    penalty: float = 1.0

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        own = source.options("truefalse", OPTIONS, nested=("trueanswer", "falseanswer"))
        answers = {answer.kept.id_of("id"): answer for answer in source.answers(TEXT_ANSWER)}
        pair = [answers.pop(source.number("truefalse", name), None) for name in ("trueanswer", "falseanswer")]
        true, false = pair
        if true is None or false is None or answers or {true.fraction, false.fraction} != {0.0, 1.0}:
            raise ValueError("a true-false question with other answers than these two")
        source.keep("true", _kept(true, "True"))
        source.keep("false", _kept(false, "False"))
        own |= {"feedback_true": true.feedback, "feedback_false": false.feedback}
        return source.build(cls, correct=true.fraction == 1, **own)

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        # Moodle shows these words in the learner's language, whatever stands here.
        answers = (
            Answer("True", float(self.correct), self.feedback_true, self.kept.part("true")),
            Answer("False", float(not self.correct), self.feedback_false, self.kept.part("false")),
        )
        ids = [scope.id_of(answer) for answer in answers]
        records = [item_xml("answer", TEXT_ANSWER, a, scope, i) for a, i in zip(answers, ids, strict=True)]
        kept = self.kept.part("options")
        values: dict[str, Scalar] = {
            "trueanswer": ids[0],
            "falseanswer": ids[1],
            "showstandardinstruction": self.show_instruction,
        }
        options = record("truefalse", kept.over(values), *kept.elements, id=scope.once(kept, "truefalse"))
        return listing("answers", records), options


def _kept(answer: Answer, word: str) -> Kept:
    """What an answer kept, its word in another language included."""
    if answer.text == word:
        return answer.kept
    return replace(answer.kept, values=(*answer.kept.values, KeptValue("answertext", answer.text, word)))


OPTIONS: Final[Columns] = (flag("showstandardinstruction", "show_instruction"),)
