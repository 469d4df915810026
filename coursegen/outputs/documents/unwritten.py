"""What people must still write in a document: its placeholders, and what says so inside tables and lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coursegen.documents_model import Block, Callout, Facts, ItemList, Paragraph, Placeholder, Table
from coursegen.i18n import gettext as _
from coursegen.slides_model import Line


def prompts(blocks: Iterable[Block]) -> Iterator[str]:
    """What people must still write in those blocks."""
    for block in blocks:
        if isinstance(block, Placeholder):
            yield block.prompt
        elif isinstance(block, Callout):
            yield from prompts(block.blocks)
        else:
            yield from (said for line in _lines(block) for said in _marked(line))


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    """Every line of running text, of lists and of tables, in boxes too."""
    for block in blocks:
        yield from lines_of(block.blocks) if isinstance(block, Callout) else _lines(block)


def _lines(block: Block) -> Iterator[Line]:
    if isinstance(block, Paragraph):
        yield block.line
    elif isinstance(block, ItemList):
        yield from (item.line for item in block.items)
    elif isinstance(block, Facts):
        yield from (line for _label, line in block.pairs)
    elif isinstance(block, Table):
        yield from (line for row in (block.header, *block.rows) for cell in row for line in cell.lines)


def _marked(line: Line) -> Iterator[str]:
    text = "".join(run.text for run in line)
    if text.startswith(_("[À compléter : {what}]").partition("{")[0].rstrip(" :\u00a0")):
        yield text.strip(" []")
