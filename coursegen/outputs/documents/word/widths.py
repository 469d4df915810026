"""How wide the columns of a table are, and whether it needs a page on its side: measured, so that no word is cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import ceil

from coursegen.charter import Charter
from coursegen.charter.metrics import metrics_of, text_width
from coursegen.documents_model import Block, Cell, Document, Heading, Orientation, Paragraph, Table

SIZE, TIGHT_SIZE = 9.5, 9.0  # points, as the styles of cells say
_INSIDE = 13.0  # points: the margins of a cell on both sides, and its rule
_LONGEST = 110.0  # points: a longer word is an address, and is cut
_LINE, _TIGHT_LINE, _AIR = 14.0, 11.5, 5.0  # points: a line of a cell, and what stands above and below
_POINTS_PER_CM = 28.35
_WORDS = re.compile(r"[\s\u2010-\u2015/-]+")


def column_widths(table: Table, total: float, charter: Charter) -> tuple[float, ...]:
    """Points: the shares that the table asks for, but no column narrower than its longest word while there is room."""
    least = needs(table, charter)
    shares = table.widths if len(table.widths) == len(least) else (1.0,) * len(least)
    wanted = [total * share / sum(shares) for share in shares]
    if sum(least) >= total:
        return tuple(total * need / sum(least) for need in least)
    lacking = sum(max(0.0, need - have) for need, have in zip(least, wanted, strict=True))
    slack = sum(max(0.0, have - need) for need, have in zip(least, wanted, strict=True))
    part = lacking / slack if slack else 0.0
    return tuple(max(need, have - part * max(0.0, have - need)) for need, have in zip(least, wanted, strict=True))


def needs(table: Table, charter: Charter, size: float = 0.0) -> tuple[float, ...]:
    """Points: the longest word of each column with the margins of its cell."""
    columns = columns_of(table)
    least = [_INSIDE + 6.0] * columns
    for cells in (table.header, *table.rows):
        at = 0
        for one in cells:
            if one.span == 1 and at < columns:
                least[at] = max(least[at], _longest(one, charter, size or (TIGHT_SIZE if table.small else SIZE)))
            at += one.span
    return tuple(least)


def columns_of(table: Table) -> int:
    """How many columns the table has."""
    return max((sum(one.span for one in cells) for cells in (table.header, *table.rows)), default=0)


def row_heights(
    table: Table, rows: Sequence[Sequence[Cell]], widths: Sequence[float], charter: Charter
) -> Iterator[float]:
    """Points: about how high each row stands. `rows` have a cell for each column, the header among them."""
    size, line = (TIGHT_SIZE, _TIGHT_LINE) if table.small else (SIZE, _LINE)
    font = metrics_of(charter.typeface.family)
    for number, cells in enumerate(rows):
        at, most = 0, 1
        for one in cells:
            room = max(10.0, sum(widths[at : at + one.span]) - _INSIDE)
            texts = ("".join(run.text for run in line) for line in one.lines)
            lines = sum(max(1, ceil(text_width(t, size, bold=one.bold, font=font) / room)) for t in texts)
            most, at = max(most, lines if one.rows == 1 else 1), at + one.span
        least = 0.0 if number == 0 and table.header else table.row_height * _POINTS_PER_CM
        yield max(least, most * line + _AIR)


def _longest(one: Cell, charter: Charter, size: float) -> float:
    font = metrics_of(charter.typeface.family)
    text = " ".join("".join(run.text for run in line) for line in one.lines)
    bold = one.bold or any(run.bold for line in one.lines for run in line)
    widths = (text_width(word, size, bold=bold, font=font) for word in set(_WORDS.split(text)))
    return min(_LONGEST, max(widths, default=0.0)) + _INSIDE


def turned(document: Document, upright: float, charter: Charter) -> tuple[Block, ...]:
    """The document's blocks, with tables that don't fit upright on landscape pages. `upright`: points of text width."""
    return tuple(_turned(document.blocks, document.landscape, upright, charter))


def _turned(blocks: Sequence[Block], landscape: bool, upright: float, charter: Charter) -> Iterator[Block]:
    """A title that stands right above such a table goes with it."""
    held: list[Block] = []
    aside = False
    for block in blocks:
        if isinstance(block, Orientation):
            landscape, aside = block.landscape, False
        wide = isinstance(block, Table) and not landscape and sum(needs(block, charter, TIGHT_SIZE)) > upright
        if isinstance(block, Heading) or (isinstance(block, Paragraph) and block.keep_with_next and held):
            held.append(block)
            continue
        if wide != aside and not isinstance(block, Orientation):
            yield Orientation(wide)
            aside = wide
        yield from held
        held.clear()
        yield block
    yield from ([Orientation(False)] if aside and held else [])
    yield from held
