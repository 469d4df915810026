"""A text between questions; nothing to answer."""

from __future__ import annotations

from dataclasses import dataclass

from moodle_backups.questions.base import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Description(Question):
    """Shows its text; bears no mark."""

    mark: float = 0.0
    penalty: float = 0.0
