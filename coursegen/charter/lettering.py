"""Text drawn in Pillow's own face, accents included: the same picture on every machine, no font to look for.

The face that Pillow carries has no accented letters: they are drawn here as base letter and mark.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

_SPELLED = str.maketrans(
    {
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "\u00a0": " ",
        "\u202f": " ",
        "–": "-",
        "—": "-",
        "\u2011": "-",
    }
)
# corners of each mark in units of the letter size, from the middle of the letter; y upwards from the letter's top
_MARKS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "\u0300": (((-0.17, 0.25), (-0.05, 0.25), (0.07, 0.09), (-0.02, 0.09)),),
    "\u0301": (((0.17, 0.25), (0.05, 0.25), (-0.07, 0.09), (0.02, 0.09)),),
    "\u0302": (((-0.17, 0.09), (-0.05, 0.25), (0.05, 0.25), (0.17, 0.09), (0.08, 0.09), (0.0, 0.18), (-0.08, 0.09)),),
    "\u0303": (((-0.18, 0.10), (-0.09, 0.22), (0.06, 0.16), (0.18, 0.23), (0.09, 0.11), (-0.06, 0.17)),),
    "\u0308": (
        ((-0.17, 0.10), (-0.17, 0.21), (-0.06, 0.21), (-0.06, 0.10)),
        ((0.06, 0.10), (0.06, 0.21), (0.17, 0.21), (0.17, 0.10)),
    ),
}
_CEDILLA = "\u0327"


@dataclass(frozen=True)
class Lettering:
    """Letters of one size (pixels an em), drawn with a stroke so that they read at thumbnail size."""

    size: int

    @cached_property
    def _face(self) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
        from PIL import ImageFont

        return ImageFont.load_default(self.size)

    @property
    def _stroke(self) -> float:
        return self.size / 40

    def width(self, text: str) -> float:
        """How wide the text is drawn, in pixels."""
        return sum(self._advance(base) for base, _marks in _letters(text))

    def draw(self, draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, fill: str) -> None:
        """Draw one line; `at` is the left end of its base line."""
        x, y = at
        for base, marks in _letters(text):
            self._letter(draw, (x, y), base, marks, fill)
            x += self._advance(base)

    def lines(self, text: str, width: float) -> list[str]:
        """The text broken between words so that each line holds in `width` pixels, if its words do."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _advance(self, base: str) -> float:
        return self._face.getlength(base) + self._stroke

    def _letter(self, draw: ImageDraw.ImageDraw, at: tuple[float, float], base: str, marks: str, fill: str) -> None:
        left, top, right, _bottom = draw.textbbox(at, base, font=self._face, anchor="ls")
        middle = (left + right) / 2
        if marks and base == "i":  # a mark takes the place of the dot: only the stem is drawn
            top = draw.textbbox(at, "x", font=self._face, anchor="ls")[1]
            half = self.size * 0.042 + self._stroke
            draw.rectangle((middle - half, top - self._stroke, middle + half, at[1] + self._stroke), fill)
        else:
            draw.text(at, base, fill=fill, font=self._face, anchor="ls", stroke_width=self._stroke)
        for mark in marks:
            self._mark(draw, (middle, top), mark, fill, at[1])

    def _mark(
        self, draw: ImageDraw.ImageDraw, above: tuple[float, float], mark: str, fill: str, base_line: float
    ) -> None:
        x, y = above
        for corners in _MARKS.get(mark, ()):
            draw.polygon([(x + dx * self.size, y - (dy - 0.03) * self.size) for dx, dy in corners], fill)
        if mark == _CEDILLA:
            below = (x - 0.12 * self.size, base_line + 0.10 * self.size)
            draw.text(below, ",", fill=fill, font=self._face, anchor="ls", stroke_width=self._stroke)


def _letters(text: str) -> list[tuple[str, str]]:
    """Base letters, each with the marks that follow it."""
    letters: list[tuple[str, str]] = []
    for char in unicodedata.normalize("NFD", text.translate(_SPELLED)):
        if unicodedata.combining(char) and letters:
            base, marks = letters[-1]
            letters[-1] = (base, marks + char)
        elif not unicodedata.combining(char):
            letters.append((char, ""))
    return letters
