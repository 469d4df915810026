"""Multiple choice, one right answer or several."""

from __future__ import annotations

from dataclasses import dataclass, field

from moodle_backups.questions.base import Answer, CombinedFeedback, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiChoice(Question):
    """``single``: radio buttons; otherwise check boxes, the fractions of the right ones adding up to 1.

    ``numbering``: ``abc``, ``ABCD``, ``123``, ``iii``, ``IIII`` or ``none``.
    """

    answers: tuple[Answer, ...]
    single: bool = True
    shuffle: bool = True
    numbering: str = "abc"
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)
    show_instruction: bool = False
