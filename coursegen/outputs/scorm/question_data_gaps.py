"""Texts with places to fill, as the player reads them: each place is an empty `<span data-gap>` of the text."""

from __future__ import annotations

import re

from coursegen.courseware import Html, Question, QuestionKind
from coursegen.courseware_questions import Gap, GapKind, GapLayout
from coursegen.outputs.scorm.question_data_parts import Data, Ground, choices, numbers, said, typed_words

_WORD = re.compile(r"\[\[(\d+)\]\]")
_GAP = re.compile(r"\{#(\d+)\}")


def words_in_gaps(question: Question, ground: Ground) -> Data:
    """Words to pick in lists, or to put in their place."""
    asked: list[int] = []

    def hole(match: re.Match[str]) -> str:
        number = int(match[1])
        if not 1 <= number <= len(question.words):
            return match[0]
        asked.append(number - 1)
        return _span(len(asked) - 1)

    text = _WORD.sub(hole, ground.html(question.text))
    once = [n for n, word in enumerate(question.words) if not word.unlimited]
    return {
        "text": Html(text),
        "options": [ground.inline(word.text) for word in question.words],
        "gaps": [{"option": option, "among": _group(question, option)} for option in asked],
    } | said({"once": once if question.kind is QuestionKind.DRAG_TEXT else []})


def _group(question: Question, option: int) -> list[int]:
    group = question.words[option].group
    return [number for number, word in enumerate(question.words) if word.group == group]


def cloze(question: Question, ground: Ground) -> Data:
    """Questions inside a text. What stands in no gap of the text is left out."""
    order: list[int] = []

    def hole(match: re.Match[str]) -> str:
        number = int(match[1]) - 1
        if not 0 <= number < len(question.gaps) or number in order:
            return match[0]
        order.append(number)
        return _span(len(order) - 1)

    text = _GAP.sub(hole, ground.html(question.text))
    return {"text": Html(text), "gaps": [_part(question.gaps[number], ground) for number in order]}


def _part(gap: Gap, ground: Ground) -> Data:
    data: Data = {"kind": gap.kind, "weight": gap.weight}
    if gap.kind is GapKind.NUMBER:
        return data | {"answers": numbers(gap.answers, ground)}
    if gap.kind is GapKind.WORDS:
        return data | {"answers": typed_words(gap.answers, ground)} | said({"caseSensitive": gap.case_sensitive})
    layout = {"inline": gap.layout is GapLayout.LIST, "vertical": gap.layout is GapLayout.COLUMN}
    return data | {"choices": choices(gap.choices, ground)} | said({**layout, "shuffle": gap.shuffle})


def _span(number: int) -> str:
    return f'<span data-gap="{number}"></span>'
