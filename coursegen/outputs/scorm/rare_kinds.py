"""The script of rarer kinds of question: only a package that asks one carries it."""

from __future__ import annotations

from collections.abc import Collection

from coursegen.courseware import Question, QuestionKind
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


PLACED_KINDS = RARE_KINDS | {QuestionKind.GAP_SELECT}
"""Those whose answers have places: kinds.css and its words."""


def asked_questions(content: Content) -> tuple[Question, ...]:
    """The questions that the tests of the package ask."""
    tests = (page.test for part in content.parts for page in part.pages if page.test)
    return tuple(placed.question for test in tests for placed in test.questions)


def asks_one_of(content: Content, kinds: Collection[QuestionKind]) -> bool:
    """Whether a test of the package asks a question of one of these kinds."""
    return any(question.kind in kinds for question in asked_questions(content))
