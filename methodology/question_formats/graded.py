"""Typed answers as every format lists them, one after the other, and as a question keeps them.

A question keeps its plain answers apart: words accepted as they are, a number with its tolerance. The order counts,
since the first answer that fits is the one that is graded: only what comes first is kept apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from methodology.question_parts import GradedAnswer
from methodology.questions import Question

_STAR = re.compile(r"(?<!\\)\*")
_LARGEST = 1e12


def literal(word: str) -> str:
    """A word as a pattern that fits it alone."""
    return word.replace("*", r"\*")


def pattern(text: str) -> str | None:
    """The only word a pattern fits; None when it fits many."""
    return None if _STAR.search(text) else text.replace(r"\*", "*")


def short_answers(question: Question) -> tuple[GradedAnswer, ...]:
    """Every answer of a short-answer question, as patterns, in order."""
    return tuple(GradedAnswer(text=literal(word)) for word in question.accepted) + question.graded


def split_short(answers: Sequence[GradedAnswer]) -> tuple[tuple[str, ...], tuple[GradedAnswer, ...]]:
    """The words accepted for the whole mark without a comment, and the other answers."""
    accepted: list[str] = []
    for answer in answers:
        word = pattern(answer.text)
        if word is None or answer.percent != 100 or answer.feedback:
            break
        accepted.append(word)
    return tuple(accepted), tuple(answers[len(accepted) :])


def numerical_answers(question: Question) -> tuple[GradedAnswer, ...]:
    """Every answer of a numerical question, in order."""
    if question.number is None:
        return question.graded
    text = str(int(question.number)) if question.number.is_integer() else f"{question.number:.12f}".rstrip("0")
    return (GradedAnswer(text=text, tolerance=question.tolerance or 0.0), *question.graded)


def split_numerical(
    answers: Sequence[GradedAnswer],
) -> tuple[float | None, float | None, tuple[GradedAnswer, ...]]:
    """The number that earns the whole mark without a comment, its tolerance, and the other answers."""
    if answers:
        first = answers[0]
        number = None if first.text == "*" else float(first.text.replace(",", "."))
        if number is not None and first.percent == 100 and not first.feedback and _is_plain(number):
            return number, first.tolerance, tuple(answers[1:])
    return None, None, tuple(answers)


def _is_plain(number: float) -> bool:
    """Whether a folder's number says it exactly: no more than twelve digits on either side."""
    return abs(number) < _LARGEST and round(number, 12) == number
