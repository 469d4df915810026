"""Pictures: their size, their text for those who don't see them."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

# The mark of a decorative picture (Microsoft's 2017 extension of DrawingML).
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def describe(picture: Any, alt: str) -> None:
    """Give an inline picture its text; without one it is marked as decorative."""
    properties = picture._inline.docPr
    properties.set("name", alt[:40] or "Image")
    properties.set("descr", alt)
    for inner in picture._inline.iter(qn("pic:cNvPr")):
        inner.set("name", "")
        inner.set("descr", alt)
    if not alt:
        properties.append(parse_xml(_DECORATIVE))
