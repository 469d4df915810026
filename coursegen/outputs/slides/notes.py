"""What the trainer says, asks and expects: the notes page of a slide."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.slide import Slide

from coursegen.outputs.slides.fixes.copies import SlideMaker
from coursegen.outputs.slides.text import TextWriter, plain_line


def write_notes(maker: SlideMaker, slide: Slide, notes: Sequence[str], language: str) -> None:
    """Write the notes, one paragraph a string; nothing when there are none."""
    spoken = [note for note in notes if note.strip()]
    body = maker.notes_body(slide) if spoken else None
    if body is not None:
        TextWriter(slide, language).lines(body, [plain_line(note) for note in spoken])
