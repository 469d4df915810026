"""True or false."""

from __future__ import annotations

from dataclasses import dataclass

from moodle_backups.questions.base import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """``correct``: the statement is true. The feedbacks answer the learner's choice, right or wrong."""

    correct: bool
    feedback_true: str = ""
    feedback_false: str = ""
    show_instruction: bool = False
