"""Cloze code: how Moodle writes a question inside a text, ``{1:SHORTANSWER:=Paris#right~*#wrong}``.

The form in which a person edits the question is made of this code, so it must say what the records say.
"""

from __future__ import annotations

import re
from typing import Final

from moodle_backups.questions.base import Answer, Question, known_fraction
from moodle_backups.questions.multichoice import Layout, MultiChoice
from moodle_backups.questions.numerical import Numerical, NumericalAnswer
from moodle_backups.questions.shortanswer import ShortAnswer
from moodle_backups.questions.units import plain_number

_SPECIAL: Final = re.compile(r"&|~|[}#]|\\$")
_ESCAPES: Final = {"&": "&amp;", "~": "&#126;", "}": r"\}", "#": r"\#", "\\": "&#92;"}


def cloze_code(question: Question) -> str | None:
    """The code of a question inside a text; None for a type that has none."""
    match question:
        case Numerical():
            kind, alternatives = "NUMERICAL", [_number(answer) for answer in question.answers]
        case ShortAnswer():
            kind = "SHORTANSWER_C" if question.case_sensitive else "SHORTANSWER"
            alternatives = [_answer(answer) for answer in question.answers]
        case MultiChoice():
            kind = _kind(question)
            alternatives = [_answer(answer, shares=not question.single) for answer in question.answers]
        case _:
            return None
    return f"{{{plain_number(question.mark)}:{kind}:{'~'.join(alternatives)}}}"


def _kind(question: MultiChoice) -> str:
    kind = "MULTICHOICE" if question.single else "MULTIRESPONSE"
    letters = "H" if question.layout is Layout.HORIZONTAL else ""
    if question.single and question.layout is Layout.VERTICAL:
        letters = "V"
    if question.shuffle:
        letters += "S"
    return f"{kind}_{letters}" if letters else kind


def _number(answer: NumericalAnswer) -> str:
    if answer.value is None:
        return _share(answer.fraction) + "*" + _feedback(answer.feedback)
    number = f"{plain_number(answer.value)}:{plain_number(answer.tolerance)}"
    return _share(answer.fraction) + number + _feedback(answer.feedback)


def _answer(answer: Answer, *, shares: bool = False) -> str:
    text = _escaped(answer.text)
    if text[:1] in ("=", "%"):
        text = f"&#{ord(text[0])};{text[1:]}"
    return _share(answer.fraction, shares=shares) + text + _feedback(answer.feedback)


def _share(fraction: float, *, shares: bool = False) -> str:
    if fraction == 1 and not shares:
        return "="
    known = known_fraction(fraction)
    percent = 100 * (fraction if known is None else known)
    return f"%{percent:.7g}%" if fraction else ""


def _feedback(text: str) -> str:
    return f"#{_escaped(text)}" if text else ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text)
