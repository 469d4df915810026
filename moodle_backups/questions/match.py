"""Matching: give each item its partner from one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import Columns, fixed, flag, html, text
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import FEEDBACK, SHOW_NUMBER, CombinedFeedback, Question
from moodle_backups.questions.records import item_xml, options_xml
from moodle_backups.xml import Xml, listing

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource


@dataclass(frozen=True, slots=True)
class Pair:
    """``prompt`` (HTML) and its right ``answer`` (plain text)."""

    prompt: str
    answer: str
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Question):
    """Two pairs or more; ``distractors`` are answers without a prompt."""

    qtype: ClassVar[str] = "match"

    pairs: tuple[Pair, ...]
    distractors: tuple[str, ...] = ()
    shuffle: bool = True
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        own = source.options("matchoptions", OPTIONS)
        pairs = [Pair(**values) for values in source.items("matches/match", PAIR)]
        last = max((number for number, pair in enumerate(pairs, 1) if pair.prompt), default=0)
        for number, pair in enumerate(pairs[last:], 1):
            source.keep(f"distractor {number}", pair.kept)
        distractors = tuple(pair.answer for pair in pairs[last:])
        return source.build(cls, pairs=tuple(pairs[:last]), distractors=distractors, **own)

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        distractors = [
            Pair("", answer, self.kept.part(f"distractor {number}"))
            for number, answer in enumerate(self.distractors, 1)
        ]
        return (
            options_xml("matchoptions", OPTIONS, self, scope, question_id),
            listing("matches", [item_xml("match", PAIR, pair, scope) for pair in (*self.pairs, *distractors)]),
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


OPTIONS: Final[Columns] = (flag("shuffleanswers", "shuffle"), *FEEDBACK, SHOW_NUMBER)
PAIR: Final[Columns] = (
    html("questiontext", "prompt", "subquestion", "qtype_match"),
    fixed("questiontextformat", 1),
    text("answertext", "answer", longest=255),
)
