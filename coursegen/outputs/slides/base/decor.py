"""What is drawn on master and layouts: the emblem with its statement, the logo zones, the pattern of the cover."""

from __future__ import annotations

import io

from PIL import Image

from coursegen.charter import Logo
from coursegen.charter.emblem import BLUE, GOLD, RATIO, emblem_stars
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.geometry import GRID, Box
from coursegen.outputs.slides.markup import Colour, Command, Level, freeform, group, shape, text_body

_REFLEX = Colour(BLUE)


def emblem(identity: int, box: Box, statement: str, language: str) -> str:
    """The European emblem and the statement beside it as one piece of markup; see `emblem_shapes`."""
    return "".join(emblem_shapes(identity, box, statement, language))


def emblem_shapes(identity: int, box: Box, statement: str, language: str) -> tuple[str, str]:
    """The European emblem, native shapes by its construction, and the statement beside it: always together.

    `box` holds both; the emblem takes its whole height. Ids `identity` to `identity + 3`.
    """
    flag = Box(box.left, box.top, round(box.height * RATIO), box.height)
    stars = freeform(RATIO * 100, 100, [_star(star) for star in emblem_stars()])
    members = shape(identity + 1, _("Rectangle de l'emblème"), flag, fill=_REFLEX)
    members += shape(identity + 2, _("Étoiles de l'emblème"), flag, geometry=stars, fill=Colour(GOLD))
    gap = round(box.height * 0.28)
    words = Box(flag.right + gap, box.top, box.width - flag.width - gap, box.height)
    size = 12 if box.height < 5 * GRID else 14
    return (
        group(identity, _("Emblème de l'Union européenne"), flag, members, _("Emblème de l'Union européenne")),
        shape(
            identity + 3,
            _("Mention de financement"),
            words,
            text=text_body(statement, Level(size, _REFLEX, bold=True), language=language),
        ),
    )


def _star(points: tuple[tuple[float, float], ...]) -> list[Command]:
    (x, y), *rest = ((x * 100, y * 100) for x, y in points)
    return [("M", x, y), *(("L", x, y) for x, y in rest), ("Z",)]


def logo_stand_in(identity: int, box: Box, logo: Logo) -> str:
    """A dashed zone with words, where the logo's file is missing. The logo itself is never drawn."""
    words = _("{name} (fichier à fournir)").format(name=logo.name)
    shown = words.replace(" ", "\u00a0").replace("\u00a0(", " (")  # broken only before the bracket
    return shape(
        identity,
        words,
        box,
        line=Colour("tx2"),
        dash="dash",
        text=text_body(shown, Level(12, Colour("tx2"), align="ctr"), inset=GRID // 2),
    )


def logo_box(zone: Box, logo: Logo) -> Box:
    """Where the picture of the logo goes in its zone: never higher than the emblem beside it."""
    assert logo.image is not None
    with Image.open(io.BytesIO(logo.image)) as image:
        return zone.holding(*image.size)


def pattern(identity: int, area: Box, columns: int, rows: int) -> str:
    """Quarter discs and plain tiles in white veils over the module's hue, as on the course's picture."""
    side = area.width // columns
    drawn = []
    for n in range(columns * rows):
        column, row = n % columns, n // columns
        box = Box(area.left + column * side, area.bottom - (rows - row) * side, side, side)
        tint = (0.14, 0.3, 0.08, 0.4)[(n * 3 + row) % 4]
        if (n + row) % 3 == 1:
            drawn.append(shape(identity + n, _("Motif"), box, fill=Colour("bg1", tint)))
        else:
            drawn.append(shape(identity + n, _("Motif"), box, geometry=_quarter(n % 4), fill=Colour("bg1", tint)))
    return "".join(drawn)


def _quarter(turn: int) -> str:
    corner = ((0, 0), (100, 0), (100, 100), (0, 100))[turn]
    start = turn * 5_400_000
    from_x, from_y = ((100, 0), (100, 100), (0, 100), (0, 0))[turn]
    arc = f'<a:arcTo wR="100" hR="100" stAng="{start}" swAng="5400000"/>'
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="100" h="100" stroke="0"><a:moveTo><a:pt x="{corner[0]}" y="{corner[1]}"/></a:moveTo>'
        f'<a:lnTo><a:pt x="{from_x}" y="{from_y}"/></a:lnTo>{arc}<a:close/></a:path></a:pathLst></a:custGeom>'
    )
