"""The picture on which things are put, with the size that their coordinates are counted in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from coursegen.content.render import Renderer
from coursegen.courseware_questions import Picture
from methodology.questions import Question
from methodology.reading.pictures import pixel_size

_SVG = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
_SIDE = rb"""\b%s\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']"""
_VIEW = re.compile(rb"""\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")
_SVG_HEAD = 65_536


def picture_of(source: Question, renderer: Renderer, paths: Mapping[str, str]) -> Picture:
    """The background of that question. `paths`: where the files of the folder are read.

    A format whose size can't be read counts as large as what stands on it. Raises InputError when the file is missing.
    """
    name = renderer.media_name(source.image)
    path = Path(paths.get(source.image, source.image))
    width, height = _svg_size(path) if path.suffix.lower() == ".svg" else pixel_size(path)
    if not (width and height):
        width, height = _room(source)
    return Picture(name, width, height, renderer.plain(source.title))


def _svg_size(path: Path) -> tuple[int, int]:
    """Width and height in pixels as a browser shows it; (0, 0) when the drawing doesn't say."""
    try:
        with path.open("rb") as stream:
            tag = _SVG.search(stream.read(_SVG_HEAD))
    except OSError:
        return 0, 0
    if tag is None:
        return 0, 0
    sides = [re.search(_SIDE % side, tag[0]) for side in (b"width", b"height")]
    view = _VIEW.search(tag[0])
    found = [float(s[1]) for s in sides if s] if all(sides) else [float(n) for n in view.groups()] if view else [0, 0]
    return round(found[0]), round(found[1])


def _room(source: Question) -> tuple[int, int]:
    """A size that holds every place of the question."""
    numbers = [tuple(map(float, re.findall(r"\d+(?:\.\d+)?", zone.coordinates))) for zone in source.zones]
    points = [(drop.x, drop.y) for drop in source.drops]
    points += [(round(n[at]), round(n[at + 1])) for n in numbers for at in range(0, len(n) - 1, 2)]
    return max((x for x, _y in points), default=0) + 200, max((y for _x, y in points), default=0) + 100
