"""Blocks of a slide as paragraphs: what can be measured, split and written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from coursegen.slides_model import Block, BulletList, Line, Paragraph


class Mark(StrEnum):
    """What stands before a paragraph."""

    NONE = "none"
    BULLET = "bullet"
    NUMBER = "number"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `start` is the number of its list's first item on the slide.

    `continued`: the end of an item begun on an earlier slide, hung like it, without its mark.
    """

    line: Line
    level: int = 0
    mark: Mark = Mark.NONE
    number: int = 1
    start: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.line)


def paragraphs(blocks: Iterable[Block], ordered: Mark = Mark.NUMBER) -> tuple[Para, ...]:
    """The paragraphs of the text blocks; `ordered` is the mark of numbered lists."""
    found: list[Para] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append(Para(block.line))
        elif isinstance(block, BulletList):
            found.extend(_items(block, ordered))
    return tuple(found)


def _items(block: BulletList, ordered: Mark) -> Iterable[Para]:
    """Numbers count within a level and start again under each new parent."""
    counts: dict[int, int] = {}
    for item in block.items:
        counts = {level: count for level, count in counts.items() if level <= item.level}
        counts[item.level] = counts.get(item.level, 0) + 1
        mark = ordered if block.ordered else Mark.BULLET
        yield Para(item.line, item.level, mark, counts[item.level])
