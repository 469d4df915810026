"""Matching: give each item its partner from one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.questions.base import CombinedFeedback, Question, feedback_fields
from moodle_backups.xml import Scalar, Xml, listing, record

if TYPE_CHECKING:
    from moodle_backups.scope import Scope


@dataclass(frozen=True, slots=True)
class Pair:
    """``prompt`` (HTML) and its right ``answer`` (plain text)."""

    prompt: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Question):
    """Two pairs or more; ``distractors`` are answers without a prompt."""

    qtype: ClassVar[str] = "match"

    pairs: tuple[Pair, ...]
    distractors: tuple[str, ...] = ()
    shuffle: bool = True
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)

    def body(self, scope: Scope, question_id: int) -> Iterable[Xml]:
        values: dict[str, Scalar] = {
            "shuffleanswers": self.shuffle,
            **feedback_fields(scope, self.feedback, question_id),
            "shownumcorrect": self.feedback.show_number_correct,
        }
        pairs = (*self.pairs, *(Pair("", answer) for answer in self.distractors))
        return (
            record("matchoptions", values, id=scope.next_id()),
            listing("matches", [_pair(scope, pair) for pair in pairs]),
        )

    def problems(self) -> Iterator[str]:
        if len(self.pairs) < 2:
            yield "needs two pairs or more"
        if len({*(p.answer for p in self.pairs), *self.distractors}) < 3:
            yield "needs three different answers or more, distractors included"
        if not all(pair.prompt.strip() and pair.answer.strip() for pair in self.pairs):
            yield "has a pair with an empty side"
        if any(len(answer) > 255 for answer in (*(p.answer for p in self.pairs), *self.distractors)):
            yield "has an answer of more than 255 characters"


def _pair(scope: Scope, pair: Pair) -> Xml:
    pair_id = scope.next_id()
    values: dict[str, Scalar] = {
        "questiontext": scope.html(pair.prompt, "subquestion", pair_id, component="qtype_match"),
        "questiontextformat": 1,
        "answertext": pair.answer,
    }
    return record("match", values, id=pair_id)
