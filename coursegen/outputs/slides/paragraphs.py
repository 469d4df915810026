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
    """A paragraph. `start` is the number of its list's first item on the slide, `widest` of its last one.

    `continued`: the end of an item begun on an earlier slide, hung like it, without its mark.
    """

    line: Line
    level: int = 0
    mark: Mark = Mark.NONE
    number: int = 1
    start: int = 1
    widest: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        """The words without their looks."""
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
    """The outermost items of an ordered list have numbers; what is inside them, bullets."""
    total = sum(not item.level for item in block.items)
    number = 0
    for item in block.items:
        if item.level or not block.ordered:
            yield Para(item.line, item.level, Mark.BULLET)
        else:
            number += 1
            yield Para(item.line, 0, ordered, number, widest=total)
