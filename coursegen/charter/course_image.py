"""The course's picture on its Moodle card: the title large, on the charter's accent, beside tiles in the module hues.

Moodle crops the picture to a wide band: all words stay in the middle.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coursegen.charter.colour import blend
from coursegen.charter.lettering import Lettering
from coursegen.charter.model import Charter

if TYPE_CHECKING:
    from PIL import ImageDraw

WIDTH, HEIGHT = 1200, 630
_TILE = 126  # five rows of three tiles
_COLUMNS, _ROWS = 3, 5
_TEXT_LEFT, _TEXT_WIDTH = 64, 710
_TEXT_HEIGHT = 400  # what a card shows for certain
_SIZES = range(92, 43, -4)
_SUPERSAMPLING = 2
_COLOURS = 96


@dataclass(frozen=True)
class _Tile:
    box: tuple[int, int, int, int]
    ground: str
    figure: str
    shape: int  # 0 quarter disc, 1 disc, 2 half square, 3 plain
    turn: int


def course_image(title: str, charter: Charter) -> bytes:
    """A PNG of 1200 x 630 pixels; the same title and charter give the same bytes."""
    from PIL import Image, ImageDraw  # on demand: checking a course draws nothing

    scale = _SUPERSAMPLING
    image = Image.new("RGB", (WIDTH * scale, HEIGHT * scale), charter.colours.accent)
    draw = ImageDraw.Draw(image)
    for tile in _tiles(title, charter):
        _draw_tile(draw, tile, scale)
    _draw_title(draw, title, charter.colours.on_accent, scale)
    small = image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.quantize(_COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _tiles(title: str, charter: Charter) -> list[_Tile]:
    """The pattern hangs on the title, so that two courses of one catalogue look different."""
    seed = hashlib.sha256(title.encode()).digest()
    hues = charter.module_hues
    tiles = []
    for n in range(_COLUMNS * _ROWS):
        column, row = n % _COLUMNS, n // _COLUMNS
        left, top = WIDTH - (_COLUMNS - column) * _TILE, row * _TILE
        hue = hues[(column + 3 * row + seed[0]) % len(hues)]
        plain = blend(hue, 0.16)
        dark = seed[n + 1] & 1
        tiles.append(
            _Tile(
                box=(left, top, left + _TILE, top + _TILE),
                ground=hue if dark else plain,
                figure=plain if dark else hue,
                shape=(seed[n + 1] >> 1) % 4,
                turn=(seed[n + 1] >> 3) % 4,
            )
        )
    return tiles


def _draw_tile(draw: ImageDraw.ImageDraw, tile: _Tile, scale: int) -> None:
    left, top, right, bottom = (edge * scale for edge in tile.box)
    side = right - left
    draw.rectangle((left, top, right, bottom), tile.ground)
    if tile.shape == 0:
        x, y = ((left, top), (right, top), (right, bottom), (left, bottom))[tile.turn]
        draw.pieslice((x - side, y - side, x + side, y + side), tile.turn * 90, tile.turn * 90 + 90, tile.figure)
    elif tile.shape == 1:
        inset = side * 0.22
        draw.ellipse((left + inset, top + inset, right - inset, bottom - inset), tile.figure)
    elif tile.shape == 2:
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        draw.polygon(corners[: tile.turn] + corners[tile.turn + 1 :], tile.figure)


def _draw_title(draw: ImageDraw.ImageDraw, title: str, colour: str, scale: int) -> None:
    letters, lines = _fitted(title)
    pitch = letters.size * 1.18
    y = (HEIGHT - pitch * len(lines)) / 2 + letters.size * 0.92
    large = Lettering(letters.size * scale)
    for line in lines:
        large.draw(draw, (_TEXT_LEFT * scale, y * scale), line, colour)
        y += pitch


def _fitted(title: str) -> tuple[Lettering, list[str]]:
    """The largest letters that hold the whole title; past the smallest, it is cut after a word, with an ellipsis."""
    for size in _SIZES:
        letters = Lettering(size)
        lines = letters.lines(title, _TEXT_WIDTH)
        if len(lines) * size * 1.18 <= _TEXT_HEIGHT and max(map(letters.width, lines), default=0) <= _TEXT_WIDTH:
            return letters, lines
    kept = lines[: int(_TEXT_HEIGHT / (letters.size * 1.18))]
    return letters, kept if len(kept) == len(lines) else [*kept[:-1], kept[-1].rstrip(" ,;:") + "..."]
