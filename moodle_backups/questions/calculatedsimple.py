"""A formula with wild cards that belong to this question alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.questions.calculated import Calculated, CalculatedAnswer, Dataset
from moodle_backups.xml import Xml

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope

__all__ = ["CalculatedAnswer", "CalculatedSimple", "Dataset"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalculatedSimple(Calculated):
    """As `Calculated`, edited in Moodle on one page; nothing is shared with other questions."""

    qtype: ClassVar[str] = "calculatedsimple"

    def option_records(self, scope: QuestionScope, question_id: int) -> list[Xml]:
        return []
