"""Three templates that differ as offices differ: a dark master, a 4:3 .potx with a side band, two odd layouts.

Each is drawn from python-pptx's own default; nothing of anybody's brand is in them.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm, Emu

from tests.slides.templates import FRENCH, WIDE, as_potx, keep, saved, scaled, small_fund, with_theme

DARK, LIGHT, AMBER = "0F2A43", "F4F7FA", "F2B632"
PLUM, TEAL = "6B1D52", "0E7C86"


def dark_master() -> bytes:
    """16:9, French names, white text on midnight blue through the colour map, an amber line, a layout of activity."""
    deck: Any = Presentation()
    scaled(deck, *WIDE)
    for layout in deck.slide_layouts:
        layout.name = FRENCH.get(layout.name, layout.name)
    deck.slide_layouts.get_by_name("Deux contenus").name = "Activité"
    mapping = deck.slide_master._element.find(qn("p:clrMap"))
    for slot, colour in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
        mapping.set(slot, colour)
    _rule(deck.slide_master, Emu(0), Cm(17.6), Emu(WIDE[0]), Cm(0.15), "accent2")
    names = {"dk1": DARK, "lt1": "FFFFFF", "dk2": "17395A", "lt2": LIGHT, "accent1": "8FD3FF", "accent2": AMBER}
    return with_theme(saved(deck), names | {"accent3": "7BD88F"}, (b"Calibri", b"Trebuchet MS"))


def side_band() -> bytes:
    """4:3 .potx, English names: a plum band on the left, titles and text beside it, footers in the band's foot."""
    deck: Any = Presentation()
    keep(deck, {"Title Slide", "Title and Content", "Section Header", "Title Only", "Picture with Caption"})
    band = Cm(3.2)
    for page in (deck.slide_master, *deck.slide_layouts):
        for zone in page.placeholders:
            if zone.placeholder_format.type in (13, 15, 16):
                continue
            _beside(zone, band, deck.slide_width)
    _rule(deck.slide_master, Emu(0), Emu(0), band, deck.slide_height, "accent1")
    for page in (deck.slide_master, *deck.slide_layouts):
        for zone in page.placeholders:
            if zone.placeholder_format.type == 16:
                zone.left, zone.width = band + Cm(0.8), Cm(5)
    data = with_theme(saved(deck), {"accent1": PLUM, "accent2": TEAL}, (b"Calibri", b"Georgia"))
    return as_potx(data)


def odd_names() -> bytes:
    """16:9, two layouts under names nobody could guess, no footers."""
    return small_fund()


def logo_png(width: int = 420, height: int = 220) -> bytes:
    """A plain coloured rectangle: somebody's logo, which is nobody's."""
    row = b"\0" + bytes((14, 124, 134)) * width
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(row * height)))
    out = io.BytesIO(b"")
    out.write(b"\x89PNG\r\n\x1a\n")
    for kind, data in (*parts, (b"IEND", b"")):
        out.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))
    return out.getvalue()


CORPORATE = {"sombre": dark_master, "bandeau": side_band, "etrange": odd_names}


def _beside(zone: Any, band: Any, width: Any) -> None:
    """The zone moved into what the band leaves of the slide."""
    room = width - band
    left, top, wide, high = zone.left, zone.top, zone.width, zone.height
    zone.left, zone.width = Emu(round(band + left * room / width)), Emu(round(wide * room / width))
    zone.top, zone.height = top, high


def _rule(master: Any, left: Any, top: Any, width: Any, height: Any, colour: str) -> None:
    """A plain rectangle behind everything else."""
    shape = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="900" name="Filet"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{int(left)}" y="{int(top)}"/>'
        f'<a:ext cx="{int(width)}" cy="{int(height)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="{colour}"/>'
        "</a:solidFill></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )
    tree: etree._Element = master.shapes._spTree
    tree.insert(2, shape)
