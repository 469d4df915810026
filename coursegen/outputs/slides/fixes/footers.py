"""Date, footer and slide number: `add_slide` never copies them from the layout (upstream #64, #201, #658)."""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.slide import Slide

from coursegen.outputs.slides.markup import Element

_KINDS = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def copy_footers(slide: Slide, footer: str, date: str, language: str) -> None:
    """Put the layout's date, footer and number on the slide, with these words. The number stays a field."""
    words = {PP_PLACEHOLDER.DATE: date, PP_PLACEHOLDER.FOOTER: footer}
    placeholders: Any = slide.slide_layout.placeholders
    for placeholder in placeholders:
        kind = placeholder.placeholder_format.type
        if kind not in _KINDS or (kind in words and not words[kind]):
            continue
        element: Element = copy.deepcopy(placeholder._element)
        _number(slide, element)
        _bare(element)
        _write(element, words.get(kind, ""), language)
        slide.shapes._spTree.append(element)


def _number(slide: Slide, element: Element) -> None:
    """Ids stay unique in the slide."""
    used = {int(node.get("id", 0)) for node in slide.shapes._spTree.iter(qn("p:cNvPr"))}
    element.find(f".//{qn('p:cNvPr')}").set("id", str(max(used) + 1))


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
