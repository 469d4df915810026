"""A text between questions; nothing to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.questions.base import Question
from moodle_backups.xml import Xml

if TYPE_CHECKING:
    from moodle_backups.scope import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Description(Question):
    """Shows its text; bears no mark."""

    qtype: ClassVar[str] = "description"
    length: ClassVar[int] = 0

    mark: float = 0.0
    penalty: float = 0.0

    def body(self, scope: Scope, question_id: int) -> Iterable[Xml]:
        return ()
