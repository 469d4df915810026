"""The slides of the decks, as they will be projected and spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from methodology.course import Course
from methodology.findings import Where
from methodology.once import once
from methodology.prose import Block, Table
from methodology.rules.material import ReadText, slide_reading
from methodology.texts import CourseText


@dataclass(frozen=True, slots=True)
class DeckSlide:
    """A slide of a deck's text: its title, what is projected below, what is said, the tables and boxes on it."""

    where: Where
    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Block, ...]
    tables: tuple[Table, ...]
    boxes: frozenset[str]
    deck: CourseText

    @property
    def bullets(self) -> list[Block]:
        """The lines of its lists."""
        return [block for block in self.blocks if block.kind == "item"]


@once
def deck_slides(course: Course) -> tuple[DeckSlide, ...]:
    """Every slide of every deck, in order."""
    return tuple(slide for read in slide_reading(course) for slide in _slides_of(read))


def _slides_of(read: ReadText) -> Iterator[DeckSlide]:
    """The slides of a text; what stands before the first title makes a slide without one."""
    openings = [b for b in read.prose.blocks if b.kind == "heading" and b.level <= 2 and not b.box]
    starts = [(1, ""), *((block.line, block.text) for block in openings)]
    ends = [line for line, _title in starts[1:]] + [read.text.markdown.count("\n") + 2]
    titles = {id(block) for block in openings}
    for (start, title), end in zip(starts, ends, strict=True):
        inside = [b for b in read.prose.blocks if start <= b.line < end and id(b) not in titles]
        shown = tuple(block for block in inside if block.box != "notes")
        if title or shown:
            yield DeckSlide(
                where=read.at(start) if title else read.text.where,
                title=title,
                blocks=shown,
                notes=tuple(block for block in inside if block.box == "notes"),
                tables=tuple(table for table in read.prose.tables if start <= table.line < end),
                boxes=frozenset(box.name for box in read.prose.boxes if start <= box.line < end),
                deck=read.text,
            )
