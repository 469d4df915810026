"""Slides and notes pages copied from the first of their kind.

python-pptx makes each anew: it clones the placeholders one by one and walks through every part of the file to find a
free name, so that each slide costs more than the one before.
"""

from __future__ import annotations

import copy
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.parts.slide import NotesSlidePart, SlidePart
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout

from coursegen.outputs.slides.markup import Element

_KEPT_ON_NOTES = (PP_PLACEHOLDER.SLIDE_IMAGE, PP_PLACEHOLDER.BODY)


class SlideMaker:
    """Adds slides to a deck that had none."""

    def __init__(self, deck: Deck) -> None:
        self._deck: Any = deck
        self._fresh: dict[str, Element] = {}
        self._notes: Element | None = None
        self._noted = 0

    def slide(self, layout: SlideLayout) -> Slide:
        """A new last slide with the layout's placeholders, as `Slides.add_slide` gives it."""
        key = str(layout.part.partname)
        if key not in self._fresh:
            first: Slide = self._deck.slides.add_slide(layout)
            self._fresh[key] = copy.deepcopy(first._element)
            return first
        number = len(self._deck.slides) + 1
        part = _part(SlidePart, f"/ppt/slides/slide{number}.xml", CT.PML_SLIDE, self._deck, self._fresh[key])
        part.relate_to(layout.part, RT.SLIDE_LAYOUT)
        self._deck.slides._sldIdLst.add_sldId(self._deck.part.relate_to(part, RT.SLIDE))
        made: Slide = part.slide
        return made

    def notes_body(self, slide: Slide) -> Element | None:
        """The `p:txBody` for the notes of a slide that has none yet; None where the notes master has no text zone."""
        self._noted += 1
        if self._notes is None:
            page = slide.notes_slide._element
            _leave(page, slide)
            self._notes = copy.deepcopy(page)
            return _body(page)
        name = f"/ppt/notesSlides/notesSlide{self._noted}.xml"
        part = _part(NotesSlidePart, name, CT.PML_NOTES_SLIDE, self._deck, self._notes)
        part.relate_to(self._deck.part.notes_master_part, RT.NOTES_MASTER)
        part.relate_to(slide.part, RT.SLIDE)
        slide.part.relate_to(part, RT.NOTES_SLIDE)
        return _body(part._element)


def _part(kind: Any, name: str, content_type: str, deck: Any, element: Element) -> Any:
    return kind(PackURI(name), content_type, deck.part.package, copy.deepcopy(element))


def _leave(page: Element, slide: Slide) -> None:
    """The slide's picture and the notes stay; header, date, footer and number go."""
    for placeholder in list(slide.notes_slide.placeholders):
        if placeholder.placeholder_format.type not in _KEPT_ON_NOTES:
            page.cSld.spTree.remove(placeholder._element)


def _body(page: Element) -> Element | None:
    for zone in page.iter(qn("p:ph")):
        if zone.get("type") == "body":
            shape = zone.getparent().getparent().getparent()
            return shape.find(qn("p:txBody"))
    return None
