"""Numbers as a learner reads them in a question worked out from variables: Moodle's roundings, the course's comma."""

from __future__ import annotations

import re
from math import floor, log10

from coursegen.content.typography import NARROW
from methodology.question_parts import Rounding

_COMMA = frozenset({"fr", "es", "pt"})
_LONG = re.compile(r"\d{5,}(?=$|[.,e])")
_SMALLEST_PLAIN, _LARGEST_PLAIN = (
    -2,
    4,
)  # powers of ten outside of which significant digits are written with an exponent


def as_it_is(value: float, language: str) -> str:
    """A number with the digits it has."""
    return localised(f"{value:.14g}", language)


def rounded(value: float, digits: int, rounding: Rounding, language: str) -> str:
    """A number with so many decimals, or significant digits (source: Moodle, `qtype_calculated_calculate_answer`)."""
    if rounding is Rounding.DECIMALS:
        return localised(f"{value:.{max(0, digits)}f}", language)
    if not value:
        return "0"
    digits = max(1, digits)
    written = f"{value:.{digits - 1}e}"
    power = floor(log10(abs(float(written)))) + 1
    if not _SMALLEST_PLAIN <= power <= _LARGEST_PLAIN:
        mantissa, _e, exponent = written.partition("e")
        return localised(f"{mantissa}e{int(exponent)}", language)
    return localised(f"{float(written):.{max(0, digits - power)}f}", language)


def localised(text: str, language: str) -> str:
    """The number with the decimal sign of that language; from five digits on its thousands stand apart."""
    if language not in _COMMA:
        return text
    whole, dot, decimals = text.partition(".")
    apart = _LONG.sub(lambda long: re.sub(r"(?<=\d)(?=(?:\d{3})+$)", NARROW, long[0]), whole)
    return f"{apart},{decimals}" if dot else apart
