"""A Markdown text read with a whole parser: slow, and right about everything. `prose_lines` reads what is plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from methodology.prose_parts import Block, Box, Gathered, Link, Prose, Table, box_opening, line_of, split_options

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_FENCE = re.compile(r"^ {0,3}(:{3,})(.*)$")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin

    return MarkdownIt("commonmark").enable("table").use(colon_fence_plugin).use(deflist_plugin)


class MarkdownReader:
    """Walks the tokens of a text, and of the boxes inside it."""

    def __init__(self, gathered: Gathered, lines: Sequence[str]) -> None:
        self._gathered = gathered
        self._lines = lines

    def read(self, markdown: str, first_line: int, box: str) -> None:
        """Gathers what that part of the text holds; `first_line` is its line in the whole."""
        tokens = _parser().parse(markdown)
        open_kinds: list[str] = []
        for index, token in enumerate(tokens):
            line = first_line + (token.map[0] if token.map else 0)
            if token.type == "inline":
                self._inline(token, tokens[index - 1], open_kinds, line, box)
            elif token.type == "colon_fence":
                self._box(token, line, box)
            elif token.type == "table_open":
                self._gathered.tables.append(_table(tokens, index, line))
            _track(token, open_kinds)

    def _inline(self, token: Token, opening: Token, open_kinds: Sequence[str], line: int, box: str) -> None:
        kind, level = _kind(opening, open_kinds)
        self._take(token.children or [], kind, line, level, box)

    def inline(self, content: str, kind: str, line: int, level: int, box: str) -> None:
        """Gathers what the text of one block holds."""
        self._take(_parser().parseInline(content)[0].children or [], kind, line, level, box)

    def _take(self, children: Sequence[Token], kind: str, line: int, level: int, box: str) -> None:
        self._gathered.links.extend(self._links(children, line))
        if text := _plain_text(children):
            self._gathered.blocks.append(Block(kind, text, line, level, box))

    def _links(self, children: Sequence[Token], line: int) -> Iterator[Link]:
        for index, child in enumerate(children):
            if child.type == "image":
                target = str(child.attrs["src"])
                title = str(child.attrs.get("title", ""))
                yield Link(target, child.content, line_of(target, line, self._lines), image=True, title=title)
            elif child.type == "link_open":
                closing = next((i for i, c in enumerate(children) if i > index and c.type == "link_close"), index)
                target = str(child.attrs["href"])
                yield Link(target, _plain_text(children[index:closing]), line_of(target, line, self._lines))

    def _box(self, token: Token, line: int, outer: str) -> None:
        name, title = box_opening(token.info)
        body, options = split_options(token.content.split("\n"))
        self._gathered.take_box(Box(name, title, line, options, _is_closed(token, self._lines, line)))
        self.read("\n".join(body), line + 1 + len(options), outer if outer == "notes" else name or outer)


def _track(token: Token, open_kinds: list[str]) -> None:
    if token.nesting == 1:
        open_kinds.append(token.type)
    elif token.nesting == -1 and open_kinds:
        open_kinds.pop()


def _kind(opening: Token, open_kinds: Sequence[str]) -> tuple[str, int]:
    if opening.type == "heading_open":
        return "heading", int(opening.tag[1:])
    if opening.type in ("th_open", "td_open"):
        return "cell", 0
    in_list = any(kind in ("list_item_open", "dd_open") for kind in open_kinds)
    return ("item" if in_list else "paragraph"), 0


def _plain_text(children: Sequence[Token]) -> str:
    """What is read aloud: text and code as they are, pictures left out."""
    parts = (
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in children
        if child.type in ("text", "code_inline", "softbreak", "hardbreak", "text_special")
    )
    return " ".join("".join(parts).split())


def _table(tokens: Sequence[Token], index: int, line: int) -> Table:
    end = next(i for i in range(index, len(tokens)) if tokens[i].type == "table_close")
    inside = tokens[index:end]
    columns = sum(token.type == "th_open" for token in inside)
    rows = sum(token.type == "tr_open" for token in inside) - 1
    cells = (inside[i + 1] for i, token in enumerate(inside) if token.type == "th_open")
    return Table(line, columns, rows, sum(bool(cell.content.strip()) for cell in cells))


def _is_closed(token: Token, lines: Sequence[str], line: int) -> bool:
    """Whether the last line of the box is a fence as long as the one that opens it."""
    if token.map is None:
        return True
    last = line + (token.map[1] - token.map[0]) - 1
    if last <= line or last > len(lines):
        return False
    fence = _FENCE.match(lines[last - 1])
    return fence is not None and not fence[2].strip() and len(fence[1]) >= len(token.markup)


def read_markdown(markdown: str) -> Prose:
    """The text as blocks, pictures, links, tables and boxes."""
    gathered = Gathered()
    MarkdownReader(gathered, markdown.split("\n")).read(markdown, 1, "")
    return gathered.prose()
