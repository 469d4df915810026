"""Ways to look at a reopened deck."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

from coursegen.charter import Charter, load_charter
from coursegen.courseware import Courseware
from coursegen.outputs.slides import write_deck
from coursegen.slides_model import Deck, Slide, SlideSection
from tests.slides.sample import sample_courseware

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def reopened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def drawn_deck(
    *slides: Slide, charter: Charter | None = None, template: bytes | None = None, course: Courseware | None = None
) -> Any:
    """These slides alone in a deck, drawn and reopened."""
    deck = Deck(key="m", title="Module", number=1, hue=1, sections=(SlideSection("Séquence", slides),))
    return reopened(write_deck(course or sample_courseware(), deck, charter or load_charter("socieux"), template))


def every(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:
            yield from every(shape.shapes)


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def titled(deck: Any, start: str) -> Any:
    """The slide whose title starts so."""
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith(start))


def body(slide: Any) -> Any:
    """The text zone of a slide."""
    return next(p for p in slide.placeholders if p.placeholder_format.idx == 1)


def named(slide: Any, name: str) -> Any:
    return next(shape for shape in every(slide.shapes) if shape.name == name)


def layout_zone(slide: Any, name: str) -> Any:
    """The slide's placeholder that its layout calls by that name."""
    index = next(p.placeholder_format.idx for p in slide.slide_layout.placeholders if p.name == name)
    return next(p for p in slide.placeholders if p.placeholder_format.idx == index)


def words(slide: Any) -> str:
    """All that can be read on a slide."""
    return "\n".join("".join(node.text or "" for node in p.iter(qn("a:t"))) for p in slide._element.iter(qn("a:p")))


def notes(slide: Any) -> str:
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def table(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_table).table
