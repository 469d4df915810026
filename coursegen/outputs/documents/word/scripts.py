"""Letters that are written from the right: which parts of a text they are, and whether it begins with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FROM_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
_PART = re.compile(f"([{_FROM_RIGHT}]+(?:[\\s\\d.,;:!?()\\u060c\\u061f-]*[{_FROM_RIGHT}]+)*)")


def parts(text: str) -> Iterator[tuple[str, str]]:
    """The text cut where the direction changes, each with the language of its script: "" for ours."""
    for number, piece in enumerate(_PART.split(text)):
        if piece:
            yield piece, "" if number % 2 == 0 else "he-IL" if _HEBREW.search(piece) else "ar-SA"


def begins_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction goes from right to left (rule P2 of the Unicode algorithm)."""
    kinds = (unicodedata.bidirectional(char) for char in text)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)
