"""The script of rarer kinds of question: only a package that asks one carries it."""

from __future__ import annotations

from coursegen.courseware import QuestionKind
from coursegen.outputs.scorm.content import Content

RARE_KINDS = frozenset(
    {
        QuestionKind.CLOZE,
        QuestionKind.DRAG_TEXT,
        QuestionKind.DRAG_IMAGE,
        QuestionKind.MARKERS,
        QuestionKind.ORDERING,
    }
)
"""As the player's `RARE` (questions.js)."""


def asks_rare_kind(content: Content) -> bool:
    """Whether a test of the package asks a question of one of these kinds."""
    tests = (page.test for part in content.parts for page in part.pages if page.test)
    return any(placed.question.kind in RARE_KINDS for test in tests for placed in test.questions)
