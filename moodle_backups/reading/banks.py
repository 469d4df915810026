"""What was read of question banks, for those that refer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moodle_backups.questions.bank import QuestionBank


@dataclass(frozen=True, slots=True)
class ReadBanks:
    """Banks by context, then keys of entries and categories and names of tags, all by their ids in the package.

    A bank that its activity takes is that activity's own; the others are the course's. ``random``: what the random
    questions of Moodle 3 stand for, a category and whether those in it count.
    """

    by_context: Mapping[int, QuestionBank] = field(default_factory=dict)
    entries: Mapping[int, str] = field(default_factory=dict)
    categories: Mapping[int, str] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)
    random: Mapping[int, tuple[int, bool]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def take(self, context: int) -> QuestionBank | None:
        """The bank of an activity, by its context; None when it has none."""
        self.taken.add(context)
        return self.by_context.get(context)

    def left(self) -> tuple[QuestionBank, ...]:
        """The banks that nobody has taken."""
        return tuple(bank for context, bank in self.by_context.items() if context not in self.taken)
