"""What must not be parted by the end of a page: a line that announces, the rows of a small table, the last words.

Word and LibreOffice hold a paragraph with what follows it (`keepNext`); a row of a table is held by its paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from docx.oxml.ns import qn

from coursegen.documents_model import (
    AnswerLines,
    Block,
    Callout,
    Facts,
    Figure,
    Heading,
    ItemList,
    Look,
    Paragraph,
    Table,
)
from coursegen.outputs.documents.word.xml import Element, element, say
from coursegen.slides_model import Line

SMALL_TABLE = 0.3  # of a page's height: a table that is no taller stays whole
FEW_ITEMS, FEW_SQUARES = 3, 8  # lines of a list that stay together
_SHORT = 260  # letters: a paragraph that only introduces what follows
_FIRST, _LAST = 3, 2  # rows that stay together at either end of a long table, its header among the first


def held(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks; a paragraph that announces the next one stays with it, in boxes too."""
    before: Block | None = None
    for block, after in zip_longest(blocks, blocks[1:]):
        yield _held(before, block, after)
        before = block


def _held(before: Block | None, block: Block, after: Block | None) -> Block:
    if isinstance(block, Paragraph) and _announces(before, block, after):
        return replace(block, keep_with_next=True)
    if isinstance(block, Callout):
        return replace(block, blocks=tuple(_boxed(tuple(held(block.blocks)))))
    return block


def _boxed(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """A small box stays whole; of a long one no line stands alone at the end of a page or at the top of the next."""
    together = held_items(len(blocks), squares=False)
    for at, block in enumerate(blocks):
        yield replace(block, keep_with_next=True) if at in together and isinstance(block, Paragraph) else block


def _announces(before: Block | None, block: Paragraph, after: Block | None) -> bool:
    text = _text(block.line)
    if isinstance(after, AnswerLines) or (isinstance(after, ItemList) and block.look is Look.SMALL):
        return True
    if not isinstance(after, Table | ItemList | Figure | Facts | Callout | Paragraph):
        return False
    opens = isinstance(before, Heading) and not isinstance(after, Paragraph) and len(text) <= _SHORT
    return text.endswith(":") or opens


def _text(line: Line) -> str:
    return "".join(run.text for run in line).rstrip()


def held_rows(count: int, share: float, *, headed: bool) -> frozenset[int]:
    """The rows that stay with the next one. `share`: the table's height, as a part of a page's."""
    if share <= SMALL_TABLE:
        return frozenset(range(count - 1))
    first = range(min(count - 1, _FIRST - 1 if headed else 1))
    return frozenset((*first, *range(max(0, count - _LAST), count - 1)))


def held_items(count: int, *, squares: bool) -> frozenset[int]:
    """The lines of a list that stay with the next one: all of a short one, else the first and the last but one."""
    if count <= (FEW_SQUARES if squares else FEW_ITEMS):
        return frozenset(range(count - 1))
    return frozenset((0, count - 2))


def hold(paragraph: Element) -> None:
    """The paragraph stays with what follows it."""
    say(paragraph.get_or_add_pPr(), element("keepNext"))


def hold_row(row: Element) -> None:
    """The row stays with what follows it."""
    for one in row.iter(qn("w:p")):
        hold(one)


def hold_end(body: Element) -> None:
    """What comes last stays with the clause, which is about to be written, so that this never has a page alone."""
    written = [one for one in body if one.tag in (qn("w:p"), qn("w:tbl"))]
    if not written:
        return
    if written[-1].tag == qn("w:tbl"):
        for row in written[-1].findall(qn("w:tr"))[-_LAST:]:
            hold_row(row)
    else:
        hold(written[-1])
