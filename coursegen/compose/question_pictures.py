"""The picture on which things are put, with the size that their coordinates are counted in."""

from __future__ import annotations

import re

from coursegen.content.render import Renderer
from coursegen.courseware_questions import Picture
from methodology.questions import Question

_PAIR = re.compile(r"(\d+(?:\.\d+)?)\s*,\s*(\d+(?:\.\d+)?)")
_MARGIN = (200, 100)


def picture_of(source: Question, renderer: Renderer) -> Picture:
    """The background of that question; a drawing that gives no size counts as large as what stands on it.

    Raises InputError when the file is missing.
    """
    name = renderer.media_name(source.image)
    width, height = renderer.media.size(name)
    if not (width and height):
        width, height = _room(source)
    return Picture(name, width, height, renderer.plain(source.title))


def _room(source: Question) -> tuple[int, int]:
    """A size that holds every place of the question."""
    pairs = [(float(x), float(y)) for zone in source.zones for x, y in _PAIR.findall(zone.coordinates)]
    pairs += [(float(drop.x), float(drop.y)) for drop in source.drops]
    right, bottom = max((x for x, _y in pairs), default=0.0), max((y for _x, y in pairs), default=0.0)
    return round(right) + _MARGIN[0], round(bottom) + _MARGIN[1]
