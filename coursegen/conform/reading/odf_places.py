"""Where shapes of an OpenDocument page lie, in points, and whether anybody sees them there."""

from __future__ import annotations

import re

from coursegen.conform.piece import Unseen
from coursegen.conform.reading.names import Element, every, get
from coursegen.conform.reading.odf_styles import Look, points

_SLIGHTLY = 0.02  # radians: a degree, which nobody sees
_MARGIN = 72.0  # points: how far beyond its paragraph a page may go on
_LEAST_SHOWN = 0.5  # share of a zone that must lie on the slide to be read
_NEAR = 1.0  # points: rounding between programs

OdfBox = tuple[float, float, float, float]  # left, top, right, bottom


def box_of(shape: Element) -> OdfBox:
    """The place that a shape says it has; an empty one at the corner when it says none."""
    left, top = points(get(shape, "svg:x")), points(get(shape, "svg:y"))
    return left, top, left + points(get(shape, "svg:width")), top + points(get(shape, "svg:height"))


def meet(one: OdfBox, other: OdfBox) -> bool:
    """Whether they share more than an edge."""
    across, down = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return across > _NEAR and down > _NEAR


def holds(one: OdfBox, other: OdfBox) -> bool:
    """Whether the other lies within, and is more than a point."""
    starts = one[0] <= other[0] + _NEAR and one[1] <= other[1] + _NEAR
    return starts and one[2] >= other[2] - _NEAR and one[3] >= other[3] - _NEAR and meet(one, other)


def why_unseen(shape: Element, page: tuple[float, float]) -> Unseen | None:
    """Why a shape isn't seen: hidden, or off a page of that width and height (0 for a page of running text)."""
    if any(get(shape, f"{prefix}:display") in ("none", "printer") for prefix in ("draw", "drawooo")):
        return Unseen.HIDDEN_SHAPE
    left, top, right, bottom = box_of(shape)
    if right <= left or bottom <= top or get(shape, "draw:transform"):
        return None
    width, height = page
    if not width:
        return Unseen.OFF_PAGE if right < -_MARGIN or bottom < -_MARGIN else None
    across, down = min(right, width) - max(left, 0.0), min(bottom, height) - max(top, 0.0)
    seen = max(0.0, across) * max(0.0, down)
    return None if seen >= _LEAST_SHOWN * (right - left) * (bottom - top) else Unseen.OFF_PAGE


def shown_width(shape: Element, page: tuple[float, float]) -> float:
    """How much of its width lies on a slide of that size; 0 when all does, or when that can't be told."""
    left, _top, right, _bottom = box_of(shape)
    shown = min(right, page[0]) - max(left, 0.0)
    is_told = bool(page[0]) and right > left and not get(shape, "draw:transform")
    return max(_NEAR, shown) if is_told and shown < right - left - _NEAR else 0.0


def is_turned(shape: Element) -> bool:
    """Whether its transformation rotates it (ODF 1.3 part 3, 19.228: an angle in radians, or in degrees with `deg`)."""
    found = re.search(r"rotate\s*\(\s*(-?[\d.]+(?:e-?\d+)?)", get(shape, "draw:transform"))
    return found is not None and abs(float(found[1])) > _SLIGHTLY


def is_backdrop(shape: Element, look: Look) -> bool:
    """Whether running text may lie over it: it stands behind (ODF 1.3 part 3, 20.343), or belongs to the page."""
    return look.behind or get(shape, "text:anchor-type") == "page"


def outline(shape: Element) -> str:
    """The path that a shape draws."""
    drawn = "".join(get(one, "draw:enhanced-path") for one in every(shape, "draw:enhanced-geometry"))
    return drawn or get(shape, "svg:d")
