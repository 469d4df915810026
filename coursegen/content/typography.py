"""Typography of running text: spaces, quotes, apostrophes, ellipses, by language.

French follows the usage of the Imprimerie nationale: a no-break space before a colon and inside guillemets, a narrow
one before other high punctuation and in numbers with a percent sign. Never applied to code, addresses or answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable

NBSP = "\u00a0"
NARROW = "\u202f"

_ELLIPSIS = re.compile(r"\.\.\.")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_QUOTED = re.compile(r'(?<!\w)"([^"\n]+)"(?!\w)')
_COLON = re.compile(r"[ \u00a0\u202f]+:(?!\S*//)(?=\s|$)")
_HIGH = re.compile(r"[ \u00a0\u202f]+([;!?]+)")
_OPEN = re.compile(r"«[ \u00a0\u202f]*")
_CLOSE = re.compile(r"[ \u00a0\u202f]*»")
_PERCENT = re.compile(r"(?<=[\d}])[ \u00a0\u202f]*%")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_FRENCH_MARK = re.compile(r'[":;!?«»%]|\d ')  # without one of them nothing below changes a text


def _common(text: str) -> str:
    shorter = _ELLIPSIS.sub("…", text) if "..." in text else text
    return _APOSTROPHE.sub("’", shorter) if "'" in shorter else shorter


def _french(text: str) -> str:
    text = _common(text)
    if not _FRENCH_MARK.search(text):
        return text
    text = _QUOTED.sub(r"« \1 »", text) if '"' in text else text
    text = _COLON.sub(NBSP + ":", text) if ":" in text else text
    text = _HIGH.sub(NARROW + r"\1", text)
    text = _CLOSE.sub(NBSP + "»", _OPEN.sub("«" + NBSP, text)) if "«" in text or "»" in text else text
    return _THOUSANDS.sub(NARROW, _PERCENT.sub(NARROW + "%", text))


_BY_LANGUAGE: dict[str, Callable[[str], str]] = {"fr": _french}


def colon(language: str) -> str:
    """A colon as `language` writes it after a word: French puts a no-break space before it."""
    return f"{NBSP}:" if language == "fr" else ":"


def percent_sign(language: str) -> str:
    """A percent sign as `language` writes it after a number."""
    return f"{NARROW}%" if language == "fr" else "%"


def polish(text: str, language: str) -> str:
    """`text` with the typography of `language`; other languages get apostrophes and ellipses only."""
    return _BY_LANGUAGE.get(language, _common)(text)
