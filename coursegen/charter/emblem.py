"""The European emblem by its official construction.

Regulation (EU) 763/2014, annex, and the Council of Europe's technical description: a blue rectangle, length 1.5 times
its height H; twelve upright gold stars, placed like the hours, on an invisible circle of radius H/3 about the
middle; each star inscribed in a circle of radius H/18. Lengths here are in units of H, y downwards.
"""

from __future__ import annotations

import io
import math
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

Point = tuple[float, float]

BLUE = "#003399"
GOLD = "#FFCC00"
RATIO = 1.5
STARS = 12
CIRCLE_RADIUS = 1 / 3
STAR_RADIUS = 1 / 18
BORDER = 1 / 25  # white border on a coloured background
_INNER = (3 - math.sqrt(5)) / 2  # inner over outer radius of a regular pentagram
_SUPERSAMPLING = 8


def star_centres() -> tuple[Point, ...]:
    """The twelve centres, from twelve o'clock, clockwise."""
    turns = (2 * math.pi * hour / STARS for hour in range(STARS))
    return tuple((RATIO / 2 + math.sin(a) * CIRCLE_RADIUS, 0.5 - math.cos(a) * CIRCLE_RADIUS) for a in turns)


def star_points(centre: Point, radius: float = STAR_RADIUS) -> tuple[Point, ...]:
    """The ten corners of an upright star, from its upper point, clockwise."""
    return tuple(
        (
            centre[0] + radius * (_INNER if corner % 2 else 1) * math.sin(math.pi * corner / 5),
            centre[1] - radius * (_INNER if corner % 2 else 1) * math.cos(math.pi * corner / 5),
        )
        for corner in range(10)
    )


def emblem_stars() -> tuple[tuple[Point, ...], ...]:
    """The corners of the twelve stars: what a native freeform shape is made of."""
    return tuple(star_points(centre) for centre in star_centres())


def emblem_svg(height: float = 100, description: str = "Emblème de l'Union européenne") -> str:
    """The emblem as an SVG document `height` user units high; `description` is read out by screen readers."""
    stars = "".join(f'<path d="{_path(star, height)}"/>' for star in emblem_stars())
    width = f"{height * RATIO:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}"'
        f' role="img"><title>{description}</title><rect width="{width}" height="{height:g}" fill="{BLUE}"/>'
        f'<g fill="{GOLD}">{stars}</g></svg>'
    )


def _path(star: tuple[Point, ...], height: float) -> str:
    corners = "L".join(f"{round(x * height, 3):g} {round(y * height, 3):g}" for x, y in star)
    return f"M{corners}Z"


@lru_cache(maxsize=16)
def emblem_png(height: int = 240, border: bool = False) -> bytes:
    """The emblem as PNG, `height` pixels high; `border` adds the white one that coloured backgrounds need."""
    image = emblem_image(height)
    if border:
        from PIL import Image

        margin = round(height * BORDER)
        framed = Image.new("RGB", (image.width + 2 * margin, image.height + 2 * margin), "#FFFFFF")
        framed.paste(image, (margin, margin))
        image = framed
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def emblem_image(height: int) -> Image.Image:
    """The emblem as a Pillow image, drawn larger and reduced, so that the points of the stars stay sharp."""
    from PIL import Image, ImageDraw  # on demand: checking a course draws nothing

    large = height * _SUPERSAMPLING
    image = Image.new("RGB", (round(large * RATIO), large), BLUE)
    draw = ImageDraw.Draw(image)
    for star in emblem_stars():
        draw.polygon([(x * large, y * large) for x, y in star], fill=GOLD)
    return image.resize((round(height * RATIO), height), Image.Resampling.LANCZOS)
