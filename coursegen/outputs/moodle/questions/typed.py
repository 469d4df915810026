"""What is typed: numbers with their units, words, texts; and a text between questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coursegen.courseware import Question
from coursegen.courseware_questions import TypedAnswer
from coursegen.outputs.moodle.questions.common import Common
from coursegen.outputs.moodle.texts import Texts
from methodology.question_formats.moodle_xml.types.names import ESSAY_INPUT_NAMES
from methodology.question_parts import UnitDisplay, UnitGrading
from moodle_backups.questions.base import Answer
from moodle_backups.questions.description import Description
from moodle_backups.questions.essay import Essay, ResponseFormat
from moodle_backups.questions.numerical import Numerical, NumericalAnswer
from moodle_backups.questions.shortanswer import ShortAnswer
from moodle_backups.questions.units import Unit, UnitInput
from moodle_backups.questions.units import UnitGrading as BackupGrading

_DISPLAYS = {
    UnitDisplay.TYPED: UnitInput.TYPED,
    UnitDisplay.RADIO: UnitInput.RADIO,
    UnitDisplay.SELECT: UnitInput.SELECT,
    UnitDisplay.NONE: UnitInput.NONE,
}
_GRADINGS = {
    UnitGrading.NONE: BackupGrading.NOTHING,
    UnitGrading.OF_ANSWER: BackupGrading.OF_MARK,
    UnitGrading.OF_MARK: BackupGrading.OF_MAXIMUM,
}


def numerical(question: Question, common: Common, texts: Texts) -> Numerical:
    """A number."""
    return Numerical(answers=number_answers(question.answers, texts), **units(question), **common)


def short_answer(question: Question, common: Common, texts: Texts) -> ShortAnswer:
    """A word or a few."""
    answers = word_answers(question.answers, texts)
    return ShortAnswer(answers=answers, case_sensitive=question.case_sensitive, **common)


def essay(question: Question, common: Common, texts: Texts) -> Essay:
    """A text, files."""
    form = question.essay_form
    return Essay(
        grader_info=texts.html(question.model_answer),
        template=texts.html(question.template),
        response_format=ResponseFormat(ESSAY_INPUT_NAMES[form.input]),
        response_required=form.required,
        lines=form.lines,
        min_words=form.min_words or None,
        max_words=form.max_words or None,
        attachments=form.attachments,
        attachments_required=form.attachments_required,
        max_bytes=form.max_bytes,
        file_types=form.file_types,
        **common,
    )


def description(question: Question, common: Common, texts: Texts) -> Description:
    """Nothing to answer; Moodle has neither hints nor tries for it."""
    return Description(**{**common, "hints": (), "mark": 0.0, "penalty": 0.0})


def number_answers(answers: Iterable[TypedAnswer], texts: Texts) -> tuple[NumericalAnswer, ...]:
    """Numbers; `*` is any other."""
    return tuple(
        NumericalAnswer(None, 0.0, a.fraction, texts.html(a.feedback))
        if a.text.strip() == "*"
        else NumericalAnswer(float(a.text), a.tolerance, a.fraction, texts.html(a.feedback))
        for a in answers
    )


def word_answers(answers: Iterable[TypedAnswer], texts: Texts) -> tuple[Answer, ...]:
    """Words, as patterns."""
    return tuple(Answer(a.text, a.fraction, texts.html(a.feedback)) for a in answers)


def units(question: Question) -> dict[str, Any]:
    """The units, how they are asked for and graded. Without a rule they are understood when typed, never asked for."""
    found: dict[str, Any] = {"units": tuple(Unit(unit.name, unit.factor) for unit in question.units)}
    rule = question.unit_rule
    if rule is None or not question.units:
        return found
    return found | {
        "unit_input": _DISPLAYS[rule.display],
        "unit_grading": _GRADINGS[rule.grading],
        "unit_penalty": rule.penalty_percent / 100,
        "unit_left": rule.left,
    }
