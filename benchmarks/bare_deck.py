"""The peer for slides: python-pptx alone, its default template, the same titles, texts and notes, no brand, no care."""

from __future__ import annotations

import sys
from pathlib import Path

from pptx import Presentation

from coursegen.compose import compose
from coursegen.slides_model import BulletList, Paragraph, Slide
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
                page.placeholders[1].text = "\n".join(_lines(slide))
                page.notes_slide.notes_text_frame.text = "\n".join(slide.notes)
        presentation.save(str(Path(out) / f"{deck.key}.pptx"))


def _lines(slide: Slide) -> list[str]:
    lines: list[str] = []
    for block in slide.blocks:
        if isinstance(block, BulletList):
            lines += ["".join(run.text for run in item.line) for item in block.items]
        elif isinstance(block, Paragraph):
            lines.append("".join(run.text for run in block.line))
    return lines


main(*sys.argv[1:])
