"""Embedded answers (cloze): questions inside a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.kept import KeptValue
from moodle_backups.questions.base import Answer, Question
from moodle_backups.questions.cloze_code import cloze_code
from moodle_backups.questions.multichoice import Layout, MultiChoice
from moodle_backups.questions.numerical import Numerical, NumericalAnswer
from moodle_backups.questions.shortanswer import ShortAnswer
from moodle_backups.xml import Scalar, Xml, listing, record, scalar

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource

__all__ = ["Answer", "Layout", "MultiAnswer", "NumericalAnswer", "choice_gap", "number_gap", "word_gap"]

_GAP: Final = re.compile(r"\{#(\d+)\}")


def word_gap(*answers: Answer, mark: float = 1.0, case_sensitive: bool = False) -> ShortAnswer:
    """A gap in which a word is typed."""
    return ShortAnswer(key="", name="", text="", answers=answers, mark=mark, case_sensitive=case_sensitive, penalty=0.0)


def choice_gap(
    *answers: Answer, mark: float = 1.0, layout: Layout = Layout.STANDARD, shuffle: bool = False, single: bool = True
) -> MultiChoice:
    """A gap with a list to choose from: dropping down, in a column or a row; with check boxes unless ``single``."""
    if not single and layout is Layout.STANDARD:
        layout = Layout.VERTICAL
    return MultiChoice(
        key="",
        name="",
        text="",
        answers=answers,
        mark=mark,
        penalty=0.0,
        layout=layout,
        shuffle=shuffle,
        single=single,
        numbering="0",
    )


def number_gap(*answers: NumericalAnswer, mark: float = 1.0) -> Numerical:
    """A gap in which a number is typed."""
    return Numerical(key="", name="", text="", answers=answers, mark=mark, penalty=0.0, unit_penalty=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiAnswer(Question):
    """``{#1}`` in the text is the gap of the first part, and so on: each once and in order.

    ``parts`` are made by `word_gap`, `choice_gap` and `number_gap`; their marks are whole numbers, and ``mark`` is
    the sum of them (0: it is counted). Their names and texts follow from the rest.
    """

    qtype: ClassVar[str] = "multianswer"

    parts: tuple[Question, ...]
    mark: float = 0.0

    def __post_init__(self) -> None:
        if not self.mark:
            object.__setattr__(self, "mark", sum(part.mark for part in self.parts))

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        sequence = [int(number) for number in (source.text("multianswer", "sequence") or "").split(",") if number]
        name = source.node.text_of("name") or ""
        parts = tuple(_read(part, name) for part in source.inner(sequence))
        source.options("multianswer", (), nested=("question", "sequence"))
        source.items("answers/answer", ())
        return source.build(cls, parts=parts)

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        kept = self.kept.part("options")
        values: dict[str, Scalar] = {"question": question_id, "sequence": ",".join(map(str, scope.inner_ids))}
        return (
            listing("answers", ()),
            record("multianswer", kept.over(values), *kept.elements, id=scope.once(kept, "multianswer")),
        )

    def inner_questions(self) -> tuple[Question, ...]:
        return tuple(
            replace(part, name=part.name or self.name, text=cloze_code(part) or part.text) for part in self.parts
        )

    def problems(self) -> Iterator[str]:
        gaps = [int(number) for number in _GAP.findall(self.text)]
        if not self.parts:
            yield "has no part"
        if gaps != list(range(1, len(self.parts) + 1)):
            yield f"needs each gap once and in order, {{#1}} to {{#{len(self.parts)}}}, in its text"
        if self.mark != sum(part.mark for part in self.parts):
            yield f"gives {self.mark:g} marks, but its parts {sum(part.mark for part in self.parts):g}"
        for number, part in enumerate(self.parts, 1):
            if part.mark != int(part.mark):
                yield f"has a part {number} whose mark is no whole number"
            yield from (f"has a part {number} that {problem}" for problem in _part_problems(part))


def _part_problems(part: Question) -> Iterator[str]:
    if cloze_code(part) is None:
        yield f"is of type {part.qtype}, which has no place in a text"
        return
    checked = replace(part, numbering="none") if isinstance(part, MultiChoice) else part
    yield from checked.problems()


def _read(part: Question, name: str) -> Question:
    """A part without what follows from the rest; a code that says more or otherwise is kept."""
    code = cloze_code(part)
    if code is None:
        return part
    kept = part.kept
    if part.text != code:
        kept = replace(kept, values=(*kept.values, KeptValue("questiontext", part.text, scalar(code))))
    return replace(part, text="", kept=kept, name="" if part.name == name else part.name)
