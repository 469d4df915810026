"""A test made of questions of the bank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coursegen.activities.base import Frame, compose_from
from coursegen.courseware import Activity, CompletionRule, Html
from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from methodology.activities.quiz import Quiz
from methodology.question_formats.markup.codes import cloze_mark
from methodology.questions import Question, QuestionType
from methodology.values import Purpose

_UNSAID_MARK = 1.0


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
def compose_quiz(source: Quiz, frame: Frame) -> QuizActivity:
    """The test of a step; a summative one is complete when passed."""
    slots = (Slot(f"{frame.code}/{q.id}", _mark(q)) for q in questions_of(source, frame))
    must_pass = source.purpose is Purpose.SUMMATIVE and frame.grade is not None and frame.grade.pass_percent > 0
    return QuizActivity(
        slots=tuple(slots),
        purpose=source.purpose,
        attempts=source.attempts,
        minutes_limit=source.minutes_limit,
        intro=_intro(source, frame),
        completion=CompletionRule.PASS if must_pass else CompletionRule.SUBMIT,
        **frame.common(),
    )


def _intro(source: Quiz, frame: Frame) -> Html:
    """What a learner reads before starting: the instruction, then the rules of the test."""
    instruction = frame.body(source)
    facts = "".join(f"<li>{frame.renderer.plain(fact)}</li>" for fact in _facts(source, frame))
    asked = f'<div class="cg-consigne">{instruction}</div>' if instruction else ""
    return Html(f'{asked}<ul class="cg-faits">{facts}</ul>')


def _facts(source: Quiz, frame: Frame) -> Iterator[str]:
    count = sum(question.type is not QuestionType.DESCRIPTION for question in questions_of(source, frame))
    yield ngettext("{count} question", "{count} questions", count).format(count=count)
    if source.attempts:
        yield ngettext("{count} essai", "{count} essais", source.attempts).format(count=source.attempts)
    else:
        yield _("Autant d'essais que vous voulez")
    if source.minutes_limit:
        words = ngettext("{minutes} minute au plus", "{minutes} minutes au plus", source.minutes_limit)
        yield words.format(minutes=source.minutes_limit)
    grade = frame.grade
    if grade and grade.pass_percent:
        yield _("Réussi à partir de {percent:g} %").format(percent=grade.pass_percent)
    if grade and grade.weight:
        yield _("Compte pour {weight:g} % de la note finale").format(weight=grade.weight)
    else:
        yield _("Ne compte pas dans la note")


def _mark(question: Question) -> float:
    """What the question counts here: nothing for a text between questions, what is inside for a text with gaps."""
    if question.type is QuestionType.DESCRIPTION:
        return 0.0
    unsaid = question.type is QuestionType.CLOZE and question.mark == _UNSAID_MARK
    return cloze_mark(question.text) if unsaid else question.mark


def questions_of(source: Quiz, frame: Frame) -> tuple[Question, ...]:
    """The questions of a test: a whole bank, and/or those named, in order."""
    named = {q.id: q for q in frame.course.questions()}
    banks = (bank for bank in frame.course.banks if bank.name == source.bank)
    whole = tuple(q for bank in banks for q in bank.questions)
    return whole + tuple(named[key] for key in source.questions if key in named)
