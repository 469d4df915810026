"""What the trainer says, asks and expects: the notes page of a slide."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.slide import Slide

from coursegen.outputs.slides.markup import Element
from coursegen.outputs.slides.text import TextWriter, plain_line


def write_notes(slide: Slide, notes: Sequence[str], language: str) -> None:
    """Write the notes, one paragraph a string; nothing when there are none."""
    spoken = [note for note in notes if note.strip()]
    if not spoken:
        return
    page = slide.notes_slide
    frame = page.notes_text_frame
    if frame is None:
        return
    TextWriter(slide, language).lines(frame._txBody, [plain_line(note) for note in spoken])
    for placeholder in list(page.placeholders):
        kind = placeholder.placeholder_format.type
        if kind not in (PP_PLACEHOLDER.SLIDE_IMAGE, PP_PLACEHOLDER.BODY):
            element: Element = placeholder._element
            element.getparent().remove(element)
    _language(page._element, language)


def _language(element: Element, language: str) -> None:
    for looks in element.iter(qn("a:rPr"), qn("a:endParaRPr")):
        looks.set("lang", language)
