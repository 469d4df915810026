"""The question types, one module each. A new module here is found without being named anywhere."""

from __future__ import annotations

from moodle_backups.questions.base import Question
from moodle_backups.registry import Registry

QUESTION_TYPES: Registry[Question] = Registry(__name__, __path__, Question, "qtype")
"""Every question type by Moodle's name for it (``multichoice``, ``essay``)."""
