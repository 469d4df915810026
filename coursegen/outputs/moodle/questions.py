"""Questions of a courseware to questions of a Moodle bank."""

from __future__ import annotations

from typing import Any

from coursegen.courseware import Question, QuestionKind
from coursegen.i18n import gettext as _
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.questions.base import Answer, CombinedFeedback
from moodle_backups.questions.base import Question as BackupQuestion
from moodle_backups.questions.essay import Essay
from moodle_backups.questions.match import Match, Pair
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.questions.numerical import Numerical, NumericalAnswer, Unit
from moodle_backups.questions.shortanswer import ShortAnswer
from moodle_backups.questions.truefalse import TrueFalse


def to_question(question: Question, texts: Texts) -> BackupQuestion:
    """The bank's question. Tags carry its objective and Bloom level, which results are read by."""
    return _MAKERS[question.kind](question, _common(question, texts), texts)


def _common(question: Question, texts: Texts) -> dict[str, Any]:
    feedbacks = (choice.feedback for choice in question.choices)
    pairs = (pair.left for pair in question.pairs)
    choices = (choice.text for choice in question.choices)
    bodies = (question.text, question.feedback, question.model_answer, *choices, *feedbacks, *pairs)
    tags = (f"objectif:{question.objective}", f"bloom:{question.bloom}") if question.objective else ()
    return {
        "key": question.key,
        "name": question.name,
        "text": texts.html(question.text),
        "general_feedback": texts.html(question.feedback),
        "mark": question.mark,
        "tags": tags,
        "files": texts.files(*bodies),
    }


def _combined() -> CombinedFeedback:
    return CombinedFeedback(
        correct=f"<p>{_('Exact.')}</p>",
        partially_correct=f"<p>{_('En partie exact.')}</p>",
        incorrect=f"<p>{_('Pas encore.')}</p>",
    )


def _choice(question: Question, common: dict[str, Any], texts: Texts) -> BackupQuestion:
    return MultiChoice(
        answers=tuple(Answer(texts.html(c.text), c.fraction, texts.html(c.feedback)) for c in question.choices),
        single=question.kind is QuestionKind.SINGLE,
        shuffle=question.shuffle,
        feedback=_combined(),
        **common,
    )


def _true_false(question: Question, common: dict[str, Any], texts: Texts) -> BackupQuestion:
    true, false = question.choices
    return TrueFalse(
        correct=true.fraction > 0,
        feedback_true=texts.html(true.feedback),
        feedback_false=texts.html(false.feedback),
        **common,
    )


def _match(question: Question, common: dict[str, Any], texts: Texts) -> BackupQuestion:
    return Match(
        pairs=tuple(Pair(texts.html(p.left), p.right) for p in question.pairs),
        distractors=question.distractors,
        shuffle=question.shuffle,
        feedback=_combined(),
        **common,
    )


def _numerical(question: Question, common: dict[str, Any], texts: Texts) -> BackupQuestion:
    units = (Unit(question.unit),) if question.unit else ()
    return Numerical(answers=(NumericalAnswer(question.number, question.tolerance),), units=units, **common)


def _short_answer(question: Question, common: dict[str, Any], texts: Texts) -> BackupQuestion:
    answers = tuple(Answer(text.replace("*", r"\*"), 1.0) for text in question.accepted)
    return ShortAnswer(answers=answers, case_sensitive=question.case_sensitive, **common)


def _essay(question: Question, common: dict[str, Any], texts: Texts) -> BackupQuestion:
    return Essay(grader_info=texts.html(question.model_answer), **common)


_MAKERS = {
    QuestionKind.SINGLE: _choice,
    QuestionKind.MULTIPLE: _choice,
    QuestionKind.TRUE_FALSE: _true_false,
    QuestionKind.MATCH: _match,
    QuestionKind.NUMERICAL: _numerical,
    QuestionKind.SHORT_ANSWER: _short_answer,
    QuestionKind.ESSAY: _essay,
}
