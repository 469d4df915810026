"""Empty placeholders show "Click to add text": those left without text or picture go."""

from __future__ import annotations

from pptx.oxml.ns import qn
from pptx.slide import Slide

from coursegen.outputs.slides.markup import Element


def drop_empty_placeholders(slide: Slide) -> None:
    """Remove every placeholder of the slide that has no text (footers are added later, filled)."""
    tree: Element = slide.shapes._spTree
    for zone in list(tree.iter(qn("p:ph"))):
        shape = zone.getparent().getparent().getparent()
        if shape.tag == qn("p:sp") and not any((node.text or "").strip() for node in shape.iter(qn("a:t"))):
            shape.getparent().remove(shape)
