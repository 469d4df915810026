"""What was read of question banks, for those that refer to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moodle_backups.questions.bank import QuestionBank


@dataclass(frozen=True, slots=True)
class ReadBanks:
    """Banks by context, then keys of entries and categories and names of tags, all by their ids in the package."""

    by_context: Mapping[int, QuestionBank] = field(default_factory=dict)
    entries: Mapping[int, str] = field(default_factory=dict)
    categories: Mapping[int, str] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)
