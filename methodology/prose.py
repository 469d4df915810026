"""A Markdown text as people read it: blocks of plain text with their lines, pictures, links, tables, boxes.

The dialect is that of `docs/dialecte.md`: CommonMark, tables, definition lists, and boxes `:::{name} title`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from methodology.prose_lines import Unusual, read_lines
from methodology.prose_parts import MEDIA_BOXES, Block, Box, Link, Prose, Table, named_file

__all__ = ["BOXES", "MEDIA_BOXES", "SLIDE_BOXES", "Block", "Box", "Link", "Prose", "Table", "named_file", "read_prose"]

BOXES = ("objectif", "definition", "exemple", "attention", "a_retenir", "astuce", "activite", "graphique")
SLIDE_BOXES = ("notes", "activite", "question", "synthese", "graphique")

_PLAIN_LINE = re.compile(r"[^\W\d_][^\n*_\[\]`<>#|\\&]*|«[^\n*_\[\]`<>#|\\&]*")
"""One line without any mark of Markdown: most answers of questions. Parsing it would change nothing."""


@lru_cache(maxsize=1024)
def read_prose(markdown: str) -> Prose:
    """The text as blocks, pictures, links, tables and boxes."""
    if _PLAIN_LINE.fullmatch(markdown):
        return Prose((Block("paragraph", " ".join(markdown.split()), 1),))
    try:
        return read_lines(markdown)
    except Unusual:
        return read_whole(markdown)


def read_whole(markdown: str) -> Prose:
    """The same, by the whole parser, whatever the text holds."""
    from methodology.prose_markdown import read_markdown

    return read_markdown(markdown)
