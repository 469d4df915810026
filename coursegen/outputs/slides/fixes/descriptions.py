"""Alternative text, and the mark of what is only decoration."""

from __future__ import annotations

from lxml import etree
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape

from coursegen.outputs.slides.markup import Element

_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_URI = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"


def describe(shape: BaseShape, text: str) -> None:
    """Say what the shape shows. python-pptx writes the file's name there."""
    _properties(shape).set("descr", " ".join(text.split()))


def mark_decorative(shape: BaseShape) -> None:
    """Hide the shape from screen readers."""
    properties = _properties(shape)
    properties.set("descr", "")
    extensions = properties.find(qn("a:extLst"))
    if extensions is None:
        extensions = etree.SubElement(properties, qn("a:extLst"))
    extension = etree.SubElement(extensions, qn("a:ext"), uri=_URI)
    etree.SubElement(extension, f"{{{_DECORATIVE}}}decorative", nsmap={"adec": _DECORATIVE}).set("val", "1")


def _properties(shape: BaseShape) -> Element:
    found = next(shape._element.iter(qn("p:cNvPr")), None)
    assert found is not None
    return found
