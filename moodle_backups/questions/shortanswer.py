"""A word or a few, typed."""

from __future__ import annotations

from dataclasses import dataclass

from moodle_backups.questions.base import Answer, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer(Question):
    """Answers are tried in order; ``*`` in an answer stands for any characters."""

    answers: tuple[Answer, ...]
    case_sensitive: bool = False
