"""Codes inside a question's text that no conversion may touch: embedded answers, formulas, gaps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from methodology.questions import QuestionType

CLOZE_KINDS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(("NUMERICAL", "NM"), "number")
    | dict.fromkeys(("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"), "text")
    | dict.fromkeys(("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"), "choice")
    | dict.fromkeys(("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"), "choice")
    | dict.fromkeys(("MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH"), "choices")
    | dict.fromkeys(("MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_HS", "MRHS"), "choices")
)
"""The words that open an embedded answer, and what one does there (Moodle, qtype_multianswer)."""

CLOZE_CODE = re.compile(
    r"\{(?P<mark>\d*):(?P<kind>" + "|".join(sorted(CLOZE_KINDS, key=len, reverse=True)) + r"):"
    r"(?P<answers>(?:\\.|[^}\\])+)\}",
    re.DOTALL,
)
_FORMULA = re.compile(r"\{=(?:[^{}]|\{[^{}]*\})*\}|\{[A-Za-z][^{}<>\s*/]*\}")
_GAP = re.compile(r"\[\[\d+\]\]")
_KINDS: Mapping[QuestionType, re.Pattern[str]] = MappingProxyType(
    {
        QuestionType.CLOZE: CLOZE_CODE,
        QuestionType.CALCULATED: _FORMULA,
        QuestionType.CALCULATED_SIMPLE: _FORMULA,
        QuestionType.CALCULATED_CHOICE: _FORMULA,
        QuestionType.GAP_SELECT: _GAP,
        QuestionType.DRAG_INTO_TEXT: _GAP,
    }
)
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # noncharacters: in no text
_TOKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


class Codes:
    """Puts marks in place of the codes of a text, and the codes back."""

    def __init__(self, kind: QuestionType | None) -> None:
        self._pattern = _KINDS.get(kind) if kind else None
        self._found: list[str] = []

    def hide(self, text: str) -> str:
        """The text with a mark for each code."""
        return self._pattern.sub(self._mark, text) if self._pattern else text

    def show(self, text: str) -> str:
        """The text with each mark's code."""
        return _TOKEN.sub(lambda match: self._found[int(match[1])], text) if self._found else text

    def _mark(self, match: re.Match[str]) -> str:
        self._found.append(match[0])
        return f"{_OPEN}{len(self._found) - 1}{_CLOSE}"


def cloze_mark(text: str) -> float:
    """The mark of a text with embedded answers: the sum of theirs, each 1 unless it says otherwise."""
    return float(sum(int(match["mark"] or 1) for match in CLOZE_CODE.finditer(text)))
