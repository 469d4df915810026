"""Where things stand on our own slides, in grid steps of eight points: one margin, one title line, one footer."""

from __future__ import annotations

from dataclasses import dataclass

from coursegen.outputs.slides.geometry import GRID, Box, grid

KICKER_TOP = 3.0
TITLE_TOP, TITLE_HEIGHT = 6.0, 9.75
BODY_TOP, BODY_HEIGHT = 19.25, 38.75  # three steps and a half clear of a title of two lines
FOOT_RULE, FOOT_TOP, FOOT_HEIGHT = 60.25, 61.75, 3.6  # 3.6 steps: the emblem is 1.02 cm high
BADGE = 8.0
COVER_MARKS, COVER_MARKS_HEIGHT = 56, 5.5


@dataclass(frozen=True, slots=True)
class Stage:
    """A slide of ours, `width` grid steps wide (120 or 90)."""

    width: float
    margin: float = 7.0

    @property
    def inner(self) -> float:
        """Between the margins."""
        return self.width - 2 * self.margin

    @property
    def right(self) -> float:
        """Where the right margin begins."""
        return self.width - self.margin

    @property
    def wide(self) -> bool:
        """16:9 rather than 4:3."""
        return self.width > 100

    def title(self, badge: bool = False) -> Box:
        """The title's box, shorter beside a badge."""
        return grid(self.margin, TITLE_TOP, self.inner - (BADGE + 1) * badge, TITLE_HEIGHT)

    def kicker(self) -> Box:
        """The line over the title."""
        return grid(self.margin, KICKER_TOP, self.inner - BADGE - 1, 2.5)

    def badge(self) -> Box:
        """The icon's place."""
        return grid(self.right - BADGE, 3.25, BADGE, BADGE)

    def body(self) -> Box:
        """Under the title, over the footer."""
        return grid(self.margin, BODY_TOP, self.inner, BODY_HEIGHT)

    def captioned(self) -> tuple[Box, Box]:
        """The body over a line of caption."""
        caption = round(4 * GRID)
        body = self.body()
        return body.upper(body.height - caption), Box(
            body.left, body.bottom - caption + GRID, body.width, caption - GRID
        )

    @property
    def cover_band(self) -> float:
        """The width of the cover's coloured band."""
        return self.width / 3 * (1 if self.wide else 0.85)

    def cover(self, top: float, height: float) -> Box:
        """A zone of the cover's white part."""
        left = self.cover_band + (6 if self.wide else 4)
        return grid(left, top, self.width - left - (self.margin if self.wide else 4), height)

    def logo_zone(self) -> Box:
        """Where a partner's logo stands on the cover: as high as the emblem, at the other end."""
        line = self.cover(COVER_MARKS, COVER_MARKS_HEIGHT)
        width = round((22 if self.wide else 16) * GRID)
        return Box(line.right - width, line.top, width, line.height)

    def credits_logo(self) -> Box:
        """Where that logo stands on the credits: at the right of the names, no higher than the footer's emblem."""
        body, width = self.body(), round(15 * GRID)
        return Box(body.right - width, body.top + GRID, width, round(FOOT_HEIGHT * GRID))


def stage(slide_width: int) -> Stage:
    """The stage of a slide that wide (EMU)."""
    width = slide_width / GRID
    return Stage(width, 7.0 if width > 100 else 5.5)
