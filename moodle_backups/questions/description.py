"""A text between questions; nothing to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

from moodle_backups.questions.base import Question
from moodle_backups.xml import NOTHING, Xml

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Description(Question):
    """Shows its text; bears no mark."""

    qtype: ClassVar[str] = "description"
    length: ClassVar[int] = 0

    mark: float = 0.0
    penalty: float = 0.0

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        return source.build(cls)

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        return ()

    def plugin_xml(self, scope: QuestionScope, question_id: int) -> Xml:
        """Nothing: the type has nothing to say."""
        return NOTHING
