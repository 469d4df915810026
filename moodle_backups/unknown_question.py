"""A question of a type that the library doesn't write: read from a package, kept and written as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moodle_backups.questions.base import Question
from moodle_backups.xml import Xml

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownQuestion(Question):
    """``plugin`` is the markup of its type in the package, which names ids of the package; ``qtype`` the type.

    ``inner``: the questions that it consists of, if any.
    """

    qtype: str  # type: ignore[misc]  # a type's own constant elsewhere
    plugin: Xml
    length: int = 1  # type: ignore[misc]  # the same
    inner: tuple[Question, ...] = ()

    def plugin_xml(self, scope: QuestionScope, question_id: int) -> Xml:
        """The element as the package had it."""
        return self.plugin

    def inner_questions(self) -> tuple[Question, ...]:
        """Those of the package."""
        return self.inner
