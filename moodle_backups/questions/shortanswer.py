"""A word or a few, typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.questions.base import Answer, Question, answers_xml, fraction_problems
from moodle_backups.xml import Xml, record

if TYPE_CHECKING:
    from moodle_backups.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer(Question):
    """Answers are tried in order; ``*`` in an answer stands for any characters."""

    qtype: ClassVar[str] = "shortanswer"

    answers: tuple[Answer, ...]
    case_sensitive: bool = False

    def body(self, scope: Scope, question_id: int) -> Iterable[Xml]:
        return (
            answers_xml(scope, self.answers, is_html=False),
            record("shortanswer", {"usecase": self.case_sensitive}, id=scope.next_id()),
        )

    def problems(self) -> Iterator[str]:
        yield from fraction_problems(answer.fraction for answer in self.answers)
        if not any(answer.fraction == 1 for answer in self.answers):
            yield "needs an answer that earns the whole mark"
        if not all(answer.text.strip() for answer in self.answers):
            yield "has an empty answer"
