"""Matching: give each item its partner from one list."""

from __future__ import annotations

from dataclasses import dataclass, field

from moodle_backups.questions.base import CombinedFeedback, Question


@dataclass(frozen=True, slots=True)
class Pair:
    """``prompt`` (HTML) and its right ``answer`` (plain text)."""

    prompt: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Question):
    """Two pairs or more; ``distractors`` are answers without a prompt."""

    pairs: tuple[Pair, ...]
    distractors: tuple[str, ...] = ()
    shuffle: bool = True
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)
