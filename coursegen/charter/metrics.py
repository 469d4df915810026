"""How wide a text is, from the font's own advance widths: the same answer on a machine without the font.

`arial_widths.json` holds the widths of Arial, which Liberation Sans and Arimo share by design (thousandths of an em;
italics have those of the upright). Other families are measured as Arial times a factor that errs on the wide side.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

_WIDEST = 1.0  # em, for what the table doesn't know
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class FontMetrics:
    """A family against Arial: `width` factor, and `line`, the height of a line in ems."""

    width: float
    line: float


ARIAL = FontMetrics(width=1.0, line=1.15)
_UNKNOWN = FontMetrics(width=1.2, line=1.22)  # what an absent font is replaced by may be as wide as Verdana
_FAMILIES = {
    "arial": ARIAL,
    "liberation sans": ARIAL,
    "arimo": ARIAL,
    "helvetica": ARIAL,
    "arial narrow": FontMetrics(0.84, 1.15),
    "calibri": FontMetrics(0.93, 1.22),
    "calibri light": FontMetrics(0.93, 1.22),
    "carlito": FontMetrics(0.93, 1.22),
    "times new roman": FontMetrics(0.93, 1.15),
    "liberation serif": FontMetrics(0.93, 1.15),
    "cambria": FontMetrics(1.0, 1.18),
    "garamond": FontMetrics(0.93, 1.15),
}


def metrics_of(family: str) -> FontMetrics:
    """The measures of a family; an unknown one is taken as wide."""
    return _FAMILIES.get(family.casefold(), _UNKNOWN)


def is_known(family: str) -> bool:
    """Whether the widths of that family are known, or those of one of the same widths."""
    return family.casefold() in _FAMILIES


def text_width(text: str, size: float, *, bold: bool = False, font: FontMetrics = ARIAL) -> float:
    """The width of one line of text at `size` points, in points."""
    return _ems(text, "bold" if bold else "regular") * size * font.width


@functools.lru_cache(maxsize=20_000)
def _ems(text: str, weight: str) -> float:
    """Kept, since the words of a course come back on every page."""
    widths = _widths()[weight]
    return sum(widths.get(char, _WIDEST) for char in text if char != _SOFT_HYPHEN)


@functools.cache
def _widths() -> dict[str, dict[str, float]]:
    """Advance width of each character, in ems, by weight."""
    data = json.loads(Path(__file__).with_name("arial_widths.json").read_text("utf-8"))
    return {
        weight: {char: int(width) / 1000 for width, chars in groups.items() for char in chars}
        for weight, groups in data.items()
    }
