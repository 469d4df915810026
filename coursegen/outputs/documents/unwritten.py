"""What may not be in a document that is handed in: what people must still write, and what only its author should read.

The first are placeholders, and what says so inside tables and lists; the second, words that send to the files of the
folder, to their keys or to the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from coursegen.documents_model import Block, Callout, Facts, ItemList, Paragraph, Placeholder, Table
from coursegen.i18n import gettext as _
from coursegen.slides_model import Line
from methodology.catalogue_data import catalogue_data

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
_MACHINERY = re.compile(r"\b[\w-]+\.ya?ml\b|\bcoursegen\b|\b[a-z]+(?:_[a-z]+)* ?: ?\[", re.IGNORECASE)
_POINTED = re.compile(
    r"(?i:\b(?:dans|clés?|champs?|in|keys?|fields?|em|en|chaves?|claves?|campos?))\s+[«“\"]\s*([a-z_]+)\s*:?\s*[»”\"]"
)
"""« notez-les dans « depart » »: what stands in the quotes may be the key of a field."""


def prompts(blocks: Iterable[Block]) -> Iterator[str]:
    """What people must still write in those blocks."""
    for block in blocks:
        if isinstance(block, Placeholder):
            yield block.prompt
        elif isinstance(block, Callout):
            yield from prompts(block.blocks)
        else:
            yield from (said for line in _lines(block) for said in _marked(line))


def for_the_author(blocks: Iterable[Block]) -> Iterator[str]:
    """The sentences that tell the author how to fill the folder in: nobody else knows what they are about."""
    for line in lines_of(blocks):
        text = "".join(run.text for run in line)
        yield from (part.strip() for part in _SENTENCE_END.split(text) if _is_for_the_author(part))


def _is_for_the_author(sentence: str) -> bool:
    pointed = {found[1] for found in _POINTED.finditer(sentence)}
    return bool(_MACHINERY.search(sentence) or pointed & _keys())


@cache
def _keys() -> frozenset[str]:
    """The keys of `action.yaml`."""
    return frozenset(key for names in catalogue_data("fields_mission").values() for key in names.values())


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
