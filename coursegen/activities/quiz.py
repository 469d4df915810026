"""A test made of questions of the bank."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity, CompletionRule
from methodology.activities.quiz import Quiz
from methodology.questions import Question
from methodology.values import Purpose


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a test: a question's key and its mark."""

    question: str
    mark: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizActivity(Activity):
    """A test. `attempts` 0: as many as wanted; `minutes_limit` 0: no limit. `purpose` as in the evaluation plan."""

    slots: tuple[Slot, ...]
    purpose: Purpose
    attempts: int = 0
    minutes_limit: int = 0
    completion: CompletionRule = CompletionRule.SUBMIT


@compose_from.register
def _(source: Quiz, frame: Frame) -> QuizActivity:
    slots = (Slot(f"{frame.code}/{q.id}", q.mark) for q in questions_of(source, frame))
    must_pass = source.purpose is Purpose.SUMMATIVE and frame.grade is not None and frame.grade.pass_percent > 0
    return QuizActivity(
        slots=tuple(slots),
        purpose=source.purpose,
        attempts=source.attempts,
        minutes_limit=source.minutes_limit,
        intro=frame.body(source),
        completion=CompletionRule.PASS if must_pass else CompletionRule.SUBMIT,
        **frame.common(),
    )


def questions_of(source: Quiz, frame: Frame) -> tuple[Question, ...]:
    """The questions of a test: a whole bank, and/or those named, in order."""
    named = {q.id: q for q in frame.course.questions()}
    banks = (bank for bank in frame.course.banks if bank.name == source.bank)
    whole = tuple(q for bank in banks for q in bank.questions)
    return whole + tuple(named[key] for key in source.questions if key in named)
