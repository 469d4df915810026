"""Our own icons, one stroke, on a field of 24 units: native shapes that take the theme's colours."""

from __future__ import annotations

from coursegen.i18n import gettext as _
from coursegen.outputs.slides.geometry import Box
from coursegen.outputs.slides.markup import Colour, Command, freeform, shape

FIELD = 24.0

ICONS: dict[str, tuple[tuple[Command, ...], ...]] = {
    "activity": (  # a hand-held pencil over a line
        (("M", 4, 20), ("L", 5.2, 15.2), ("L", 15.6, 4.8), ("L", 19.2, 8.4), ("L", 8.8, 18.8), ("Z",)),
        (("M", 13.2, 7.2), ("L", 16.8, 10.8)),
        (("M", 12.5, 20), ("L", 20, 20)),
    ),
    "question": (
        (
            ("M", 8, 8.6), ("L", 8.5, 6.6), ("L", 10, 5.1), ("L", 12, 4.6), ("L", 14, 5.1), ("L", 15.5, 6.6),
            ("L", 16, 8.4), ("L", 15.5, 10.1), ("L", 14.2, 11.5), ("L", 12.6, 12.8), ("L", 12, 14.4), ("L", 12, 15.2),
        ),
        (("O", 12, 19, 0.5),),
    ),
    "objective": ((("O", 12, 12, 8.5),), (("O", 12, 12, 5),), (("O", 12, 12, 1.2),)),
    "time": ((("O", 12, 12, 8.5),), (("M", 12, 7), ("L", 12, 12), ("L", 15.5, 14))),
    "programme": (
        (("M", 4, 6), ("L", 20, 6), ("L", 20, 20), ("L", 4, 20), ("Z",)),
        (("M", 4, 10.5), ("L", 20, 10.5)),
        (("M", 8.5, 3.6), ("L", 8.5, 7.4)),
        (("M", 15.5, 3.6), ("L", 15.5, 7.4)),
    ),
    "takeaway": (
        (("M", 6, 3.5), ("L", 18, 3.5), ("L", 18, 20.5), ("L", 12, 16), ("L", 6, 20.5), ("Z",)),
        (("M", 9, 9.6), ("L", 11.2, 11.8), ("L", 15, 7.6)),
    ),
    "credits": (
        (("O", 12, 8, 3.6),),
        (("M", 4.8, 20), ("L", 5.4, 17), ("L", 7.4, 14.9), ("L", 10, 14), ("L", 14, 14), ("L", 16.6, 14.9),
         ("L", 18.6, 17), ("L", 19.2, 20)),
    ),
}  # fmt: skip


def badge(identity: int, icon: str, box: Box, colour: Colour) -> str:
    """The icon in a pale disc of its own colour. Two shapes, ids `identity` and the next."""
    disc = shape(
        identity,
        _("Pastille"),
        box,
        geometry='<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>',
        fill=Colour(colour.slot, 0.12),
    )
    inset = round(box.width * 0.24)
    inner = Box(box.left + inset, box.top + inset, box.width - 2 * inset, box.height - 2 * inset)
    drawn = freeform(FIELD, FIELD, ICONS[icon], stroke=True)
    return disc + shape(identity + 1, _("Icône"), inner, geometry=drawn, line=colour, weight=2.25)
