"""Date, footer and slide number: `add_slide` never copies them from the layout (upstream #64, #201, #658)."""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.slide import Slide, SlideLayout

from coursegen.outputs.slides.markup import Element

_KINDS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def prepared_footers(layout: SlideLayout, footer: str, date: str, language: str) -> tuple[Element, ...]:
    """The layout's date, footer and number, ready for any slide of it. The number stays a field."""
    words = {PP_PLACEHOLDER.DATE: date, PP_PLACEHOLDER.FOOTER: footer}
    placeholders: Any = layout.placeholders
    ready = []
    for placeholder in placeholders:
        kind = placeholder.placeholder_format.type
        if kind not in _KINDS or (kind in words and not words[kind]):
            continue
        element: Element = copy.deepcopy(placeholder._element)
        _bare(element)
        _write(element, words.get(kind, ""), language)
        ready.append(element)
    return tuple(ready)


def place_footers(slide: Slide, footers: tuple[Element, ...]) -> None:
    """Put copies of them on the slide. Ids stay unique in the slide."""
    tree: Element = slide.shapes._spTree
    last = max(int(node.get("id", 0)) for node in tree.iter(qn("p:cNvPr")))
    for number, footer in enumerate(footers, last + 1):
        element = copy.deepcopy(footer)
        element.find(f".//{qn('p:cNvPr')}").set("id", str(number))
        tree.append(element)


def _bare(element: Element) -> None:
    """Place and looks stay the layout's: the slide inherits them."""
    properties = element.find(qn("p:spPr"))
    if properties is not None:
        for child in list(properties):
            properties.remove(child)
    style = element.find(f"{qn('p:txBody')}/{qn('a:lstStyle')}")
    if style is not None:
        for child in list(style):
            style.remove(child)


def _write(element: Element, text: str, language: str) -> None:
    body = element.find(qn("p:txBody"))
    assert body is not None
    for paragraph in body.findall(qn("a:p")):
        body.remove(paragraph)
    paragraph = etree.SubElement(body, qn("a:p"))
    if text:
        holder = etree.SubElement(paragraph, qn("a:r"))
    else:
        holder = etree.SubElement(paragraph, qn("a:fld"))
        holder.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
        holder.set("type", "slidenum")
    looks = etree.SubElement(holder, qn("a:rPr"), lang=language)
    etree.SubElement(looks, qn("a:latin"), typeface="+mn-lt")  # LibreOffice forgets the theme's face in footers
    etree.SubElement(holder, qn("a:t")).text = text or "‹N°›"
