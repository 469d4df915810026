"""Missing words dragged into a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.columns import Column, Columns, fixed, flag, html
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import FEEDBACK, SHOW_NUMBER, CombinedFeedback, Question
from moodle_backups.questions.gaps import gap_problems
from moodle_backups.questions.records import item_xml, options_xml
from moodle_backups.xml import Xml, listing

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource

# A PHP object in its serialized form; the group is a string or a number there.
_SETTINGS: Final = re.compile(
    r'O:8:"stdClass":2:\{s:9:"draggroup";(?:i:|s:\d+:")(\d+)"?;s:8:"infinite";(?:b|i):([01]);\}'
)


@dataclass(frozen=True, slots=True)
class DragText:
    """A word to drag (HTML of a line: sub, sup, b, i). ``unlimited``: it can be used in several gaps."""

    text: str
    group: int = 1
    unlimited: bool = False
    kept: Kept = NOTHING_KEPT

    @property
    def settings(self) -> tuple[int, bool]:
        """What Moodle keeps beside the word."""
        return self.group, self.unlimited


@dataclass(frozen=True, slots=True, kw_only=True)
class DragIntoText(Question):
    """``[[1]]`` in the text is a gap that the first choice fills, and so on; choices without a gap distract."""

    qtype: ClassVar[str] = "ddwtos"

    choices: tuple[DragText, ...]
    shuffle: bool = True
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        choices = tuple(_choice(values) for values in source.items("answers/answer", CHOICE))
        return source.build(cls, choices=choices, **source.options("ddwtos", OPTIONS))

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        return (
            listing("answers", [item_xml("answer", CHOICE, choice, scope) for choice in self.choices]),
            options_xml("ddwtos", OPTIONS, self, scope, question_id),
        )

    def problems(self) -> Iterator[str]:
        yield from gap_problems(self.text, self.choices, once=[not choice.unlimited for choice in self.choices])
        if not all(choice.text.strip() for choice in self.choices):
            yield "has an empty choice"


def _choice(values: dict[str, Any]) -> DragText:
    group, unlimited = values.pop("settings", (1, False))
    return DragText(group=group, unlimited=unlimited, **values)


def _write(settings: tuple[int, bool]) -> str:
    group, unlimited = settings
    return f'O:8:"stdClass":2:{{s:9:"draggroup";s:{len(str(group))}:"{group}";s:8:"infinite";b:{unlimited:d};}}'


def _read(text: str) -> tuple[int, bool]:
    match = _SETTINGS.fullmatch(text)
    if match is None:
        raise ValueError("settings of a word")
    return int(match[1]), match[2] == "1"


OPTIONS: Final[Columns] = (flag("shuffleanswers", "shuffle"), *FEEDBACK, SHOW_NUMBER)
CHOICE: Final[Columns] = (
    html("answertext", "text", "answer"),
    fixed("answerformat", 1),
    fixed("fraction", "0.0000000"),
    Column("feedback", "settings", write=_write, read=_read, null=(1, False)),
    fixed("feedbackformat", 0),
)
