"""The answers embedded in a text, `{1:SHORTANSWER:=Lomé#Oui~%50%Lome}`. Grammar: Moodle, qtype_multianswer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from methodology.i18n import gettext as _
from methodology.question_formats.markup.codes import CLOZE_CODE, CLOZE_KINDS

_ALTERNATIVE = re.compile(r"(?<!\\)~")
_WEIGHT = re.compile(r"\s*(?:=|%(-?\d+(?:[.,]\d*)?)%)?")
_FEEDBACK = re.compile(r"(?<!\\|&)#(?!\d+;)")
_NUMBER = re.compile(r"-?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True, slots=True)
class ClozeAnswer:
    """One of the answers of a gap: its text (HTML for choices), the percent of the gap's mark, what is said to it."""

    text: str
    percent: float
    feedback: str


@dataclass(frozen=True, slots=True)
class ClozePart:
    """A gap. `kind` is `number`, `text`, `choice` or `choices`; `code` is how the text writes it."""

    kind: str
    mark: int
    answers: tuple[ClozeAnswer, ...]
    code: str


def cloze_parts(text: str) -> tuple[ClozePart, ...]:
    """The gaps of a text, in order."""
    return tuple(
        ClozePart(
            CLOZE_KINDS[match["kind"]],
            int(match["mark"] or 1),
            tuple(_answer(written) for written in _ALTERNATIVE.split(match["answers"]) if written.strip()),
            match[0],
        )
        for match in CLOZE_CODE.finditer(text)
    )


def _answer(written: str) -> ClozeAnswer:
    head = _WEIGHT.match(written)
    assert head is not None  # it may match nothing
    percent = float(head[1].replace(",", ".")) if head[1] else 100.0 if head[0].strip() else 0.0
    answer, *feedback = _FEEDBACK.split(written[head.end() :], maxsplit=1)
    return ClozeAnswer(_plain(answer), percent, _plain(feedback[0]) if feedback else "")


def _plain(text: str) -> str:
    return re.sub(r"\\([}#~/\"\\])", r"\1", unescape(text)).strip()


def cloze_problem(text: str) -> str:
    """What Moodle would refuse in such a text, in words; empty when all is well."""
    parts = cloze_parts(text)
    if not parts:
        return _("aucun trou ne se lit dans l'énoncé.")
    for part in parts:
        if part.kind in ("choice", "choices") and len(part.answers) < 2:
            return _("le trou « {code} » n'a qu'un choix.").format(code=part.code[:40])
        if not any(answer.percent > 0 if part.kind == "choices" else answer.percent == 100 for answer in part.answers):
            return _("le trou « {code} » n'a pas de réponse juste.").format(code=part.code[:40])
        if part.kind == "number" and not all(_is_number(answer.text) for answer in part.answers):
            return _("le trou « {code} » attend des nombres.").format(code=part.code[:40])
    return ""


def _is_number(text: str) -> bool:
    number, _colon, margin = text.partition(":")
    return text == "*" or bool(_NUMBER.fullmatch(number) and (not margin or _NUMBER.fullmatch(margin)))
