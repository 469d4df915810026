"""A ribbon of time: the durations of a programme as native bars, each as long as it lasts."""

from __future__ import annotations

from collections.abc import Sequence

from coursegen.charter.metrics import text_width
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.durations import duration
from coursegen.outputs.slides.geometry import GRID, PT, Box
from coursegen.outputs.slides.markup import Colour, Level, group, shape, text_body

_SIZE = 14.0
_GAP = GRID // 4


def ribbon(identity: int, box: Box, minutes: Sequence[int], language: str) -> str:
    """One group of bars across the box, in the order of the programme; ids from `identity` on."""
    total = sum(minutes)
    usable = box.width - _GAP * (len(minutes) - 1)
    left, drawn = box.left, []
    for number, length in enumerate(minutes, 1):
        width = round(usable * length / total)
        bar = Box(left, box.top, width, box.height)
        words = _words(number, length, width)
        level = Level(_SIZE, Colour("bg1"), bold=True, align="ctr")
        text = text_body(words, level, language=language) if words else ""
        drawn.append(
            shape(identity + number, _("Durée {number}").format(number=number), bar, fill=Colour("accent2"), text=text)
        )
        left += width + _GAP
    return group(identity, _("Ruban des durées"), box, "".join(drawn), _spoken(minutes))


def _words(number: int, length: int, width: int) -> str:
    """As much as the bar holds: number and duration, number alone, nothing."""
    for text in (f"{number} · {duration(length)}", str(number)):
        if text_width(text, _SIZE, bold=True) * PT < width * 0.9:
            return text
    return ""


def _spoken(minutes: Sequence[int]) -> str:
    return " ; ".join(f"{number} : {duration(length)}" for number, length in enumerate(minutes, 1))
