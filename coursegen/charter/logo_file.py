"""Whether a logo's file can serve: large enough for a printed page, and with something on it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from coursegen.i18n import gettext as _

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LEAST_PIXELS = 200
"""Wide and high: what a printed page needs."""
_LEAST_DIFFERENCE = 16  # levels of a channel between the darkest and the lightest point
_SIDE = 400


def logo_fault(image: bytes) -> str:
    """Why the picture of a logo can't serve, in words; "" when it can. It must be a PNG or JPEG that opens."""
    from PIL import Image  # here: a command that judges no logo doesn't wait for it

    with Image.open(io.BytesIO(image)) as picture:
        width, height = picture.size
        if min(width, height) < LEAST_PIXELS:
            words = _("il n'a que {width} × {height} pixels : flou à l'impression ({least} au moins)")
            return words.format(width=width, height=height, least=LEAST_PIXELS)
        picture.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
        seen = picture.convert("RGBA")
    flat = Image.new("RGB", seen.size, "#FFFFFF")
    flat.paste(seen, mask=seen.getchannel("A"))
    if all(light - dark < _LEAST_DIFFERENCE for dark, light in map(_extremes, flat.split())):
        return _("il est vide : une seule couleur, sans dessin")
    return ""


def _extremes(band: Picture) -> tuple[float, float]:
    dark, light = band.getextrema()
    return float(str(dark)), float(str(light))
