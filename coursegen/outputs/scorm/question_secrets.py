"""A question without what is said about its answers: what is never shown need not travel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coursegen.courseware import Choice, Question
from coursegen.courseware_questions import NO_TEXT, TypedAnswer


def uncommented(question: Question) -> Question:
    """The same question, without feedback nor hints."""
    return replace(
        question,
        feedback=NO_TEXT,
        combined=None,
        hints=(),
        choices=_choices(question.choices),
        answers=_answers(question.answers),
        gaps=tuple(replace(gap, answers=_answers(gap.answers), choices=_choices(gap.choices)) for gap in question.gaps),
        formulas=tuple(replace(formula, feedback=NO_TEXT) for formula in question.formulas),
    )


def _choices(found: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(replace(choice, feedback=NO_TEXT) for choice in found)


def _answers(found: Iterable[TypedAnswer]) -> tuple[TypedAnswer, ...]:
    return tuple(replace(answer, feedback=NO_TEXT) for answer in found)
