"""A question bank as an activity, shared with the whole course and with others: Moodle 5.0 and later.

Older Moodles don't know it: they drop the activity, keep its questions at course level and lose their pictures.
There a bank of the course (`Backup.banks`) takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import Columns, clock, fixed, html, one_of, text, written
from moodle_backups.question_bank import write_bank
from moodle_backups.questions.bank import BankLevel, BankOwner, QuestionBank, QuestionCategory, question_problems
from moodle_backups.questions.base import Question
from moodle_backups.xml import Xml, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


class BankType(StrEnum):
    """What the bank is for (``question_bank_helper::TYPE_*``)."""

    STANDARD = "standard"
    SYSTEM = "system"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class QBank(Activity, BankOwner):
    """Slots of every quiz of the backup may show its ``questions``. It isn't shown on the course page."""

    modname: ClassVar[str] = "qbank"

    questions: tuple[Question, ...] = ()
    categories: tuple[QuestionCategory, ...] = ()
    type: BankType = BankType.STANDARD

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        own = owner.values(COLUMNS, node)
        bank = owner.shared.banks.take(owner.context) or QuestionBank()
        parts = {"bank": bank.kept}
        values = {**common, **own, "questions": bank.questions, "categories": bank.categories, "files": owner.shown}
        activity = cls(**values)
        return replace(activity, kept=replace(activity.kept, parts=parts))

    def to_xml(self, scope: ActivityScope) -> Xml:
        scope.question_categories += write_bank(scope.draft, scope.draft.places.banks.activities[self.key])
        return record("qbank", written(COLUMNS, self, scope), *self.kept.elements, id=scope.place.instance)

    def bank(self) -> QuestionBank:
        return QuestionBank(
            questions=self.questions,
            categories=self.categories,
            level=BankLevel.ACTIVITY,
            default_name=self.name,
            kept=self.kept.part("bank"),
        )

    def problems(self) -> Iterator[str]:
        yield from question_problems(self.bank())


COLUMNS: Final[Columns] = (
    text("name"),
    clock("timecreated"),
    clock("timemodified"),
    html("intro", "intro", "intro"),
    fixed("introformat", 1),
    one_of("type", "type", BankType),
)
