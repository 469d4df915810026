"""Where shapes of a slide lie, in points, and whether anybody sees them there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coursegen.conform.piece import Unseen
from coursegen.conform.reading.names import EMU_PER_POINT, Element, child, get, q, whole

_NEAR = 1.0  # points: rounding between programs
_LEAST_SHOWN = 0.5  # share of a zone that must lie on the slide to be read


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        return self._common(other) != (0.0, 0.0)

    def holds(self, other: Box) -> bool:
        """Whether the other lies within."""
        return (
            self.left <= other.left + _NEAR
            and self.top <= other.top + _NEAR
            and self.left + self.width >= other.left + other.width - _NEAR
            and self.top + self.height >= other.top + other.height - _NEAR
        )

    def shows(self, other: Box) -> bool:
        """Whether enough of the other lies within to be read."""
        across, down = self._common(other)
        return across * down >= _LEAST_SHOWN * other.width * other.height

    def _common(self, other: Box) -> tuple[float, float]:
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return (across, down) if across > _NEAR and down > _NEAR else (0.0, 0.0)


def box_of(shape: Element) -> Box | None:
    """The place that a shape, a group or a frame says it has; None when it inherits it."""
    for path in (("p:spPr", "a:xfrm"), ("p:grpSpPr", "a:xfrm"), ("p:xfrm",)):
        place = child(shape, *path)
        offset, extent = child(place, "a:off"), child(place, "a:ext")
        if offset is not None and extent is not None:
            pairs = ((offset, "x"), (offset, "y"), (extent, "cx"), (extent, "cy"))
            return Box(*(whole(get(*pair)) / EMU_PER_POINT for pair in pairs))
    return None


_ROUNDED = 60_000  # sixty-thousandths of a degree (ECMA-376 part 1, 20.1.10.3): what nobody sees
_FULL_TURN = 21_600_000


def is_turned(*places: Element | None) -> bool:
    """Whether one of these `a:xfrm` rotates what it places, or puts it head down; mirrored, the emblem is the same."""
    return any(get(place, "flipV") in ("1", "true") or not _is_straight(whole(get(place, "rot"))) for place in places)


def _is_straight(angle: int) -> bool:
    return min(angle % _FULL_TURN, -angle % _FULL_TURN) <= _ROUNDED


def any_holds(boxes: Iterable[Box], box: Box) -> bool:
    """Whether the box lies within one of them."""
    return any(one.holds(box) for one in boxes)


def unseen_shape(shape: Element, box: Box | None, slide: Box) -> Unseen | None:
    """Why a shape isn't seen: hidden in the selection pane, or off the slide. Its outermost group says where it is."""
    groups = [*shape.iterancestors(q("p:grpSp"))]
    if any(_is_hidden(one) for one in (shape, *groups)):
        return Unseen.HIDDEN_SHAPE
    place = box_of(groups[-1]) if groups else box
    if place is None or not place.width or not place.height or not slide.width:
        return None
    return None if slide.shows(place) else Unseen.OFF_PAGE


def _is_hidden(shape: Element) -> bool:
    own = next((one for part in shape for one in part if one.tag == q("p:cNvPr")), None)
    return get(own, "hidden") in ("1", "true")


def shows_master(sheet: Element | None) -> bool:
    """Whether what its master draws is seen on it."""
    return get(sheet, "showMasterSp", "1") not in ("0", "false")
