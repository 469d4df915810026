"""PowerPoint's sections: an extension of the presentation part (p14) that python-pptx doesn't write."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from lxml import etree
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from coursegen.outputs.slides.markup import Element

_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_URI = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def write_sections(deck: Deck, sections: Sequence[tuple[str, int]]) -> None:
    """Name runs of slides: (title, number of slides), in order, for all slides. Same titles, same section ids."""
    ids = iter([entry.get("id") for entry in deck.slides._sldIdLst])
    extension = etree.SubElement(_extensions(deck), qn("p:ext"), uri=_URI)
    listed = etree.SubElement(extension, f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
    for number, (title, count) in enumerate(sections):
        section = etree.SubElement(listed, f"{{{_P14}}}section")
        section.set("name", title)
        section.set("id", "{" + str(uuid.uuid5(uuid.NAMESPACE_OID, f"{number}/{title}")).upper() + "}")
        slides = etree.SubElement(section, f"{{{_P14}}}sldIdLst")
        for _ in range(count):
            etree.SubElement(slides, f"{{{_P14}}}sldId").set("id", str(next(ids)))


def _extensions(deck: Deck) -> Element:
    root = deck.part._element
    found = root.find(qn("p:extLst"))
    return found if found is not None else etree.SubElement(root, qn("p:extLst"))
