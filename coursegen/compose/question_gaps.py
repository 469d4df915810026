"""Questions inside a text, from Moodle's codes for them: `{1:SHORTANSWER:=Lomé#Oui~%50%Lome}`."""

from __future__ import annotations

import re

from coursegen.compose.question_texts import QuestionTexts
from coursegen.courseware import Choice
from coursegen.courseware_questions import Gap, GapKind, GapLayout, TypedAnswer
from methodology.question_formats.cloze import ClozeAnswer, ClozePart, cloze_parts
from methodology.question_formats.markup.codes import CLOZE_CODE
from methodology.questions import Question, QuestionType

_KINDS = {"number": GapKind.NUMBER, "text": GapKind.WORDS, "choice": GapKind.SINGLE, "choices": GapKind.MULTIPLE}
_LONG = {"MULTICHOICE": "MC", "MULTIRESPONSE": "MR", "SHORTANSWER": "SA", "NUMERICAL": "NM"}
_OWN_PARTS = re.compile(r"[:~]\s*%-?\d")
_CASED = frozenset({"SHORTANSWER_C", "SAC", "MWC"})


def gaps_of(source: Question, texts: QuestionTexts) -> tuple[Gap, ...]:
    """The gaps of a text with embedded answers, in order; none for another type."""
    if source.type is not QuestionType.CLOZE:
        return ()
    return tuple(_gap(part, texts) for part in cloze_parts(source.text))


def _gap(part: ClozePart, texts: QuestionTexts) -> Gap:
    kind = _KINDS[part.kind]
    if kind in (GapKind.SINGLE, GapKind.MULTIPLE):
        shares = zip(part.answers, _shares(part, kind), strict=True)
        choices = tuple(Choice(texts.line(a.text), share, texts.line(a.feedback)) for a, share in shares)
        letters = _letters(part)
        return Gap(kind, part.mark, choices=choices, layout=_layout(kind, letters), shuffle="S" in letters)
    answers = tuple(_typed(answer, kind, texts) for answer in part.answers)
    return Gap(kind, part.mark, answers=answers, case_sensitive=_word(part) in _CASED)


def _shares(part: ClozePart, kind: GapKind) -> list[float]:
    """What each choice earns.

    Where several are right they share the mark, and a wrong one undoes one of them unless the code gives parts of its
    own (source: Moodle, `qtype_multianswer_extract_question`).
    """
    said = [answer.percent / 100 for answer in part.answers]
    total = sum(share for share in said if share > 0)
    if kind is GapKind.SINGLE or not total:
        return said
    wrong = 0.0 if _OWN_PARTS.search(part.code) else -1 / total
    return [share / total if share > 0 else share or wrong for share in said]


def _typed(answer: ClozeAnswer, kind: GapKind, texts: QuestionTexts) -> TypedAnswer:
    text, margin = answer.text, 0.0
    if kind is GapKind.NUMBER:
        number, _colon, tolerance = text.replace(",", ".").partition(":")
        text, margin = number.strip(), float(tolerance or 0)
    return TypedAnswer(text, answer.percent / 100, margin, texts.line(answer.feedback))


def _word(part: ClozePart) -> str:
    """The word that opens the code."""
    match = CLOZE_CODE.match(part.code)
    assert match is not None  # the part was read from it
    return match["kind"]


def _letters(part: ClozePart) -> str:
    """The letters after the kind: V, H, S."""
    word = _word(part)
    for long, short in _LONG.items():
        word = word.replace(long, short, 1)
    return word[2:].removeprefix("_")


def _layout(kind: GapKind, letters: str) -> GapLayout:
    if "H" in letters:
        return GapLayout.ROW
    return GapLayout.COLUMN if "V" in letters or kind is GapKind.MULTIPLE else GapLayout.LIST
