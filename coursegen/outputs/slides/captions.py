"""The room a caption takes under a table or a picture, in a text box of ours or in the layout's own zone."""

from __future__ import annotations

from coursegen.outputs.slides.forms import Role
from coursegen.outputs.slides.geometry import GRID, PT, Box
from coursegen.outputs.slides.mapping import Choice
from coursegen.outputs.slides.measure import line_count, line_height
from coursegen.outputs.slides.styles import LevelStyle
from coursegen.slides_model import Run

_CAPTION_LINE = 3 * GRID
_CAPTION_SIZE = 14.0
_INSET = 91_440  # of a text box, left and right; half of it above and below


def less_caption(box: Box, caption: str, choice: Choice, zoned: bool = True) -> Box:
    """The room left over a caption; a zone of the layout under the box already holds one line."""
    if not caption:
        return box
    held = _CAPTION_LINE if zoned and Role.CAPTION in choice.places else 0
    return box.upper(box.height - caption_height(caption, box.width, choice) + held)


def caption_height(caption: str, width: int, choice: Choice) -> int:
    """The height of a caption in a text box that wide, both in EMU, in the face of the layout's body."""
    style = LevelStyle(size=_CAPTION_SIZE, font=choice.places[Role.BODY].frame.levels[0].font)
    lines = line_count((Run(caption),), style, (width - 2 * _INSET) / PT)
    return max(_CAPTION_LINE, round(lines * line_height(style) * PT) + _INSET)
