"""Choices, true or false, matching."""

from __future__ import annotations

from coursegen.courseware import Question, QuestionKind
from coursegen.outputs.moodle.questions.common import Common, combined, spoken
from coursegen.outputs.moodle.texts import Texts
from methodology.question_formats.moodle_xml.types.names import NUMBERING_NAMES
from moodle_backups.questions.base import Answer
from moodle_backups.questions.match import Match, Pair
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.questions.randomsamatch import RandomMatch
from moodle_backups.questions.truefalse import TrueFalse


def choice(question: Question, common: Common, texts: Texts) -> MultiChoice:
    """One choice or several."""
    return MultiChoice(
        answers=tuple(Answer(texts.html(c.text), c.fraction, texts.html(c.feedback)) for c in question.choices),
        single=question.kind is QuestionKind.SINGLE,
        shuffle=question.shuffle,
        numbering=NUMBERING_NAMES[question.numbering],
        show_instruction=question.standard_instruction,
        feedback=spoken(question, texts),
        **common,
    )


def true_false(question: Question, common: Common, texts: Texts) -> TrueFalse:
    """True or false."""
    true, false = question.choices
    return TrueFalse(
        correct=true.fraction > 0,
        feedback_true=texts.html(true.feedback),
        feedback_false=texts.html(false.feedback),
        show_instruction=question.standard_instruction,
        **common,
    )


def match(question: Question, common: Common, texts: Texts) -> Match:
    """Lines to join."""
    return Match(
        pairs=tuple(Pair(texts.html(p.left), p.right) for p in question.pairs),
        distractors=question.distractors,
        shuffle=question.shuffle,
        feedback=spoken(question, texts),
        **common,
    )


def random_match(question: Question, common: Common, texts: Texts) -> RandomMatch:
    """Short answers of its category, drawn at each attempt."""
    return RandomMatch(
        choose=question.choose,
        subcategories=question.subcategories,
        feedback=combined(question, texts),
        **common,
    )
