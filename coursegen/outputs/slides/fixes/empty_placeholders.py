"""Empty placeholders show "Click to add text": those left without text or picture go."""

from __future__ import annotations

from pptx.oxml.ns import qn
from pptx.slide import Slide


def drop_empty_placeholders(slide: Slide) -> None:
    """Remove every placeholder of the slide that has no text (footers are added later, filled)."""
    for shape in list(slide.placeholders):
        element = shape._element
        if element.tag == qn("p:sp") and not any((node.text or "").strip() for node in element.iter(qn("a:t"))):
            element.getparent().remove(element)
