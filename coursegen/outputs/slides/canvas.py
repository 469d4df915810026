"""A python-pptx slide seen through boxes. All that its types don't say stays in this module."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, cast

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.shapes.placeholder import SlidePlaceholder
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu

from coursegen.outputs.slides.geometry import Box
from coursegen.outputs.slides.markup import NAMESPACES, Element

_TAKES = {
    "p:pic": (PP_PLACEHOLDER.PICTURE, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.TABLE),
    "p:graphicFrame": (PP_PLACEHOLDER.TABLE, PP_PLACEHOLDER.CHART, PP_PLACEHOLDER.OBJECT),
}
Drawn = Any  # a shape of python-pptx


class Canvas:
    """One slide to draw on."""

    def __init__(self, slide: Slide) -> None:
        self.slide = slide
        self._shapes: Any = slide.shapes
        self._placeholders: dict[int, Element] = {
            int(zone.get("idx", 0)): zone.getparent().getparent().getparent()
            for zone in cast(Iterator[Element], self._shapes._spTree.iter(qn("p:ph")))
        }

    def placeholder(self, index: int) -> Drawn | None:
        """The slide's placeholder of that index, if it is still there."""
        element = self._placeholders.get(index)
        return None if element is None else SlidePlaceholder(element, self._shapes)

    def picture(self, data: bytes, box: Box, name: str) -> Drawn:
        """A picture that fills the box."""
        drawn = self._shapes.add_picture(io.BytesIO(data), *_lengths(box))
        drawn.name = name
        return drawn

    def text_box(self, box: Box, name: str) -> Drawn:
        """A text box that wraps."""
        drawn = self._shapes.add_textbox(*_lengths(box))
        drawn.name = name
        drawn.text_frame.word_wrap = True
        return drawn

    def table(self, rows: int, columns: int, box: Box, name: str, style: str) -> Drawn:
        """A native table in that style, its first row a header, its rows banded."""
        drawn = self._shapes.add_table(rows, columns, *_lengths(box))
        drawn.name = name
        drawn.table._tbl.tblPr.find(qn("a:tableStyleId")).text = style
        return drawn

    def chart(self, kind: Any, data: Any, box: Box, name: str) -> Drawn:
        """A native chart of that kind, from the chart data of python-pptx."""
        drawn = self._shapes.add_chart(kind, *_lengths(box), data)
        drawn.name = name
        return drawn

    def append(self, markup: str) -> None:
        """A shape or group written as markup without namespaces."""
        element: Any = parse_xml(markup.replace(">", f" {NAMESPACES}>", 1))
        for node in element.iter(qn("p:nvPr")):
            node.attrib.pop("userDrawn", None)
        self._shapes._spTree.append(element)

    def next_id(self) -> int:
        """An id no shape of the slide has."""
        return max(int(node.get("id", 0)) for node in self._shapes._spTree.iter(qn("p:cNvPr"))) + 1

    def adopt(self, drawn: Drawn, placeholder: Drawn) -> None:
        """A table or picture takes over an empty placeholder, so that the layout goes on ruling it."""
        old: Any = placeholder._element
        self._placeholders.pop(placeholder.placeholder_format.idx, None)
        if placeholder.placeholder_format.type in _TAKES[_kind_of(drawn)]:
            drawn._element.find(f".//{qn('p:nvPr')}").insert(0, old.find(f".//{qn('p:ph')}"))
        old.getparent().remove(old)


def _kind_of(drawn: Drawn) -> str:
    return next(name for name in _TAKES if drawn._element.tag == qn(name))


def body_of(drawn: Drawn) -> Element:
    """The `p:txBody` of a shape."""
    return drawn._element.find(qn("p:txBody"))


def put(drawn: Drawn, box: Box) -> None:
    """Move a shape."""
    drawn.left, drawn.top, drawn.width, drawn.height = _lengths(box)


def footer_of(layout: SlideLayout, kind: PP_PLACEHOLDER = PP_PLACEHOLDER.FOOTER) -> Drawn | None:
    """The layout's placeholder for the footer's words, or for its date."""
    placeholders: Any = layout.placeholders
    return next((p for p in placeholders if p.placeholder_format.type == kind), None)


def _lengths(box: Box) -> tuple[Emu, Emu, Emu, Emu]:
    return Emu(box.left), Emu(box.top), Emu(box.width), Emu(box.height)
