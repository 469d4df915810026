"""Boxes on a slide. Lengths are EMU: 360,000 a centimetre, 12,700 a point; the grid is eight points."""

from __future__ import annotations

from dataclasses import dataclass

PT = 12_700
CM = 360_000
GRID = 8 * PT
HEIGHT = 6_858_000
WIDTHS = {"16:9": 12_192_000, "4:3": 9_144_000}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.top + self.height

    @property
    def area(self) -> int:
        """In square EMU."""
        return self.width * self.height

    def columns(self, share: float, gap: int) -> tuple[Box, Box]:
        """Two boxes side by side, the first with `share` (0 to 1) of the width left by the gap."""
        first = round((self.width - gap) * share)
        return (
            Box(self.left, self.top, first, self.height),
            Box(self.left + first + gap, self.top, self.width - first - gap, self.height),
        )

    def below(self, height: int) -> Box:
        """What is left under the first `height`."""
        return Box(self.left, self.top + height, self.width, max(0, self.height - height))

    def upper(self, height: int) -> Box:
        """The first `height`."""
        return Box(self.left, self.top, self.width, min(height, self.height))

    def holding(self, width: int, height: int) -> Box:
        """The largest box of those proportions inside this one, in its middle, at its top."""
        scale = min(self.width / width, self.height / height)
        inner_width, inner_height = round(width * scale), round(height * scale)
        return Box(self.left + (self.width - inner_width) // 2, self.top, inner_width, inner_height)


def grid(left: float, top: float, width: float, height: float) -> Box:
    """A box given in grid steps of eight points."""
    return Box(round(left * GRID), round(top * GRID), round(width * GRID), round(height * GRID))
