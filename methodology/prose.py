"""A Markdown text as people read it: blocks of plain text with their lines, pictures, links, tables, boxes.

The dialect is that of `docs/dialecte.md`: CommonMark, tables, definition lists, and boxes `:::{name} title`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BOXES = ("objectif", "definition", "exemple", "attention", "a_retenir", "astuce", "activite")
SLIDE_BOXES = ("notes", "activite", "question", "synthese")

_BOX_OPENING = re.compile(r"\{(?P<name>[^}]*)\}(?P<title>.*)")
_BOX_OPTION = re.compile(r":(?P<name>[\w-]+):(?P<value>.*)")
_PLAIN_LINE = re.compile(r"[^\W\d_][^\n*_\[\]`<>#|\\&]*|«[^\n*_\[\]`<>#|\\&]*")
"""One line without any mark of Markdown: most answers of questions. Parsing it would change nothing."""

_FENCE = re.compile(r"^ {0,3}(:{3,})(.*)$")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of plain text. `kind` is heading, paragraph, item or cell; `level` the heading's.

    `box` is the name of the innermost box it stands in.
    """

    kind: str
    text: str
    line: int
    level: int = 0
    box: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link, or a picture when `image`: its target, its text, its title (a picture's caption)."""

    target: str
    text: str
    line: int
    image: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: how many columns, body rows, and header cells that hold a text."""

    line: int
    columns: int
    rows: int
    headed: int


@dataclass(frozen=True, slots=True)
class Box:
    """A box `:::{name} title`, with its options `:name: value`; `closed` when its end is written."""

    name: str
    title: str
    line: int
    options: tuple[tuple[str, str], ...] = ()
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Prose:
    """A text read. Lines count from 1 in the Markdown."""

    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    tables: tuple[Table, ...] = ()
    boxes: tuple[Box, ...] = ()

    def headings(self) -> Iterator[Block]:
        """The headings, in order."""
        return (block for block in self.blocks if block.kind == "heading")


@dataclass(slots=True)
class _Gathered:
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


@lru_cache(maxsize=1024)
def read_prose(markdown: str) -> Prose:
    """The text as blocks, pictures, links, tables and boxes."""
    if _PLAIN_LINE.fullmatch(markdown):
        return Prose((Block("paragraph", " ".join(markdown.split()), 1),))
    gathered = _Gathered()
    _Reader(gathered, markdown.split("\n")).read(markdown, 1, "")
    return Prose(tuple(gathered.blocks), tuple(gathered.links), tuple(gathered.tables), tuple(gathered.boxes))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.colon_fence import colon_fence_plugin
    from mdit_py_plugins.deflist import deflist_plugin

    return MarkdownIt("commonmark").enable("table").use(colon_fence_plugin).use(deflist_plugin)


class _Reader:
    """Walks the tokens of a text, and of the boxes inside it."""

    def __init__(self, gathered: _Gathered, lines: Sequence[str]) -> None:
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
        children = token.children or []
        self._gathered.links.extend(self._links(children, line))
        text = _plain_text(children)
        kind, level = _kind(opening, open_kinds)
        if text:
            self._gathered.blocks.append(Block(kind, text, line, level, box))

    def _links(self, children: Sequence[Token], line: int) -> Iterator[Link]:
        for index, child in enumerate(children):
            if child.type == "image":
                target = str(child.attrs["src"])
                title = str(child.attrs.get("title", ""))
                yield Link(target, child.content, self._line_of(target, line), image=True, title=title)
            elif child.type == "link_open":
                closing = next((i for i, c in enumerate(children) if i > index and c.type == "link_close"), index)
                target = str(child.attrs["href"])
                yield Link(target, _plain_text(children[index:closing]), self._line_of(target, line))

    def _line_of(self, target: str, first: int) -> int:
        """The line where the target is written, looked for from the first line of its block on."""
        for number in range(first, min(first + 40, len(self._lines) + 1)):
            if target in self._lines[number - 1]:
                return number
        return first

    def _box(self, token: Token, line: int, outer: str) -> None:
        opening = _BOX_OPENING.match(token.info.strip())
        name = opening["name"].strip() if opening else ""
        content, options = _split_options(token.content)
        title = opening["title"].strip() if opening else token.info.strip()
        self._gathered.boxes.append(Box(name, title, line, options, _is_closed(token, self._lines, line)))
        self.read(content, line + 1 + len(options), outer if outer == "notes" else name or outer)


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


def _split_options(content: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The body of a box, and the options written first, one a line."""
    options: list[tuple[str, str]] = []
    lines = content.split("\n")
    for line in lines:
        option = _BOX_OPTION.fullmatch(line.strip())
        if option is None:
            break
        options.append((option["name"], option["value"].strip()))
    return "\n".join(lines[len(options) :]), tuple(options)


def _is_closed(token: Token, lines: Sequence[str], line: int) -> bool:
    """Whether the last line of the box is a fence as long as the one that opens it."""
    if token.map is None:
        return True
    last = line + (token.map[1] - token.map[0]) - 1
    if last <= line or last > len(lines):
        return False
    fence = _FENCE.match(lines[last - 1])
    return fence is not None and not fence[2].strip() and len(fence[1]) >= len(token.markup)
