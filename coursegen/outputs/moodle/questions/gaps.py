"""Texts with gaps: words picked or put in place, questions inside a text."""

from __future__ import annotations

from html import unescape

from coursegen.courseware import Question
from coursegen.courseware_questions import Gap, GapKind, GapLayout
from coursegen.outputs.moodle.questions.common import Common, combined
from coursegen.outputs.moodle.questions.typed import number_answers, word_answers
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.questions.base import Answer
from moodle_backups.questions.base import Question as BackupQuestion
from moodle_backups.questions.ddwtos import DragIntoText, DragText
from moodle_backups.questions.gapselect import Choice, GapSelect
from moodle_backups.questions.multianswer import MultiAnswer, choice_gap, number_gap, word_gap
from moodle_backups.questions.multichoice import Layout

_LAYOUTS = {GapLayout.LIST: Layout.STANDARD, GapLayout.COLUMN: Layout.VERTICAL, GapLayout.ROW: Layout.HORIZONTAL}


def gap_select(question: Question, common: Common, texts: Texts) -> GapSelect:
    """Words to pick in lists: plain text there."""
    return GapSelect(
        choices=tuple(Choice(unescape(word.text), word.group) for word in question.words),
        shuffle=question.shuffle,
        feedback=combined(question, texts),
        **common,
    )


def drag_text(question: Question, common: Common, texts: Texts) -> DragIntoText:
    """Words to drag."""
    return DragIntoText(
        choices=tuple(DragText(texts.html(word.text), word.group, word.unlimited) for word in question.words),
        shuffle=question.shuffle,
        feedback=combined(question, texts),
        **common,
    )


def cloze(question: Question, common: Common, texts: Texts) -> MultiAnswer:
    """Questions inside a text; its mark is the sum of theirs."""
    return MultiAnswer(parts=tuple(_part(gap, texts) for gap in question.gaps), **{**common, "mark": 0.0})


def _part(gap: Gap, texts: Texts) -> BackupQuestion:
    mark = float(gap.weight)
    if gap.kind is GapKind.NUMBER:
        return number_gap(*number_answers(gap.answers, texts), mark=mark)
    if gap.kind is GapKind.WORDS:
        return word_gap(*word_answers(gap.answers, texts), mark=mark, case_sensitive=gap.case_sensitive)
    return choice_gap(
        *(Answer(texts.html(c.text), c.fraction, texts.html(c.feedback)) for c in gap.choices),
        mark=mark,
        layout=_LAYOUTS[gap.layout],
        shuffle=gap.shuffle,
        single=gap.kind is GapKind.SINGLE,
    )
