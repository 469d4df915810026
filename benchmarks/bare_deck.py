"""The peer for slides: python-pptx alone, its default template, the same titles, texts and notes, no brand, no care."""

from __future__ import annotations

import sys
from pathlib import Path

from pptx import Presentation

from benchmarks.bare_lines import lines_of
from coursegen.compose import compose
from methodology.folder import read_folder


def main(folder: str, out: str) -> None:
    course = read_folder(Path(folder)).course
    assert course is not None
    for deck in compose(course).decks:
        presentation = Presentation()
        for section in deck.sections:
            for slide in section.slides:
                page = presentation.slides.add_slide(presentation.slide_layouts[1])
                page.shapes.title.text = slide.title
                page.placeholders[1].text = "\n".join(lines_of(slide))
                page.notes_slide.notes_text_frame.text = "\n".join(slide.notes)
        presentation.save(str(Path(out) / f"{deck.key}.pptx"))


main(*sys.argv[1:])
