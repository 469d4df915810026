"""What a slide's text holds beyond lines, lists and tables, as blocks of a slide: quotations, code, definitions, HTML.

They are read as for a document (`html_blocks`), so that nothing that a page shows is missing on a slide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from coursegen import documents_model as paper
from coursegen.content.html_blocks import HtmlBlocks
from coursegen.courseware import Html, MediaFile
from coursegen.slides_model import Block, BulletList, Item, Line, Paragraph, Picture, Run, Table


def slide_blocks(fragment: Html, media: Mapping[str, MediaFile]) -> Iterator[Block]:
    """The blocks of a fragment that was sanitised; `media`: the pictures it may show, by name."""
    names = {id(file.data): name for name, file in media.items()}
    return _slide(HtmlBlocks(media).blocks(fragment), names)


def bold(line: Line) -> Line:
    """The line as a title."""
    return tuple(replace(run, bold=True) for run in line)


def _slide(blocks: Iterable[paper.Block], names: Mapping[int, str]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, paper.Paragraph):
            yield Paragraph(_quoted(block.line) if block.look is paper.Look.QUOTE else block.line)
        elif isinstance(block, paper.Heading):
            yield Paragraph((Run(block.text, bold=True),))
        elif isinstance(block, paper.ItemList):
            yield BulletList(tuple(Item(item.line, item.level) for item in block.items), block.ordered)
        elif isinstance(block, paper.Table):
            yield _table(block)
        elif isinstance(block, paper.Figure):
            name = names.get(id(block.drawing or block.data))
            yield Picture(name, block.alt, block.caption) if name else Paragraph((Run(block.alt, italic=True),))
        elif isinstance(block, paper.Callout):
            if block.title:
                yield Paragraph((Run(block.title, bold=True),))
            yield from _slide(block.blocks, names)


def _quoted(line: Line) -> Line:
    return tuple(replace(run, italic=True) for run in line)


def _table(block: paper.Table) -> Table:
    """A cell over several columns or rows has its words in the first of them."""
    rows: list[list[Line]] = []
    taken: dict[tuple[int, int], bool] = {}
    width = sum(cell.span for cell in block.header)
    for at, row in enumerate((block.header, *block.rows)):
        line: list[Line] = [()] * width
        column = 0
        for cell in row:
            while taken.get((at, column)):
                column += 1
            if column >= width:
                break
            line[column] = _words(cell.lines)
            for below in range(cell.rows):
                taken |= {(at + below, column + beside): True for beside in range(cell.span)}
            column += cell.span
        rows.append(line)
    header, *others = map(tuple, rows)
    return Table(header, tuple(others), block.caption)


def _words(lines: tuple[Line, ...]) -> Line:
    """The paragraphs of a cell in one."""
    joined: list[Run] = []
    for line in lines:
        joined += ([Run("\n")] if joined else []) + [*line]
    return tuple(joined)
