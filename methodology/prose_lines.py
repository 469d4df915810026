"""A Markdown text read line by line: what nearly every author writes, ten times quicker than the whole parser.

It knows paragraphs, headings, lists of one level, tables, quotes and boxes, with bold, links and pictures in them. At
the first line it isn't sure of, it gives up (`Unusual`), and `prose_markdown` reads the text; both say the same of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from methodology.prose_parts import Block, Box, Gathered, Link, Prose, Table, box_opening, line_of, split_options

if TYPE_CHECKING:
    from methodology.prose_markdown import MarkdownReader

_WORDS = r"(?:[^\W\d_]|[«“(…]|\d+(?![\d.)])|\*\*?(?=[^\W_]|«)|!?\[[^\]]*\]\()"
"""How a line of plain text begins: it opens neither a list, nor a table, nor any other thing."""

_TEXT = re.compile(_WORDS)
_ITEM = re.compile(rf"(?:[-*+]|\d{{1,9}}[.)]) (?={_WORDS})")
_AFTER_TEXT = re.compile(rf"#{{1,6}} +[^ #]|:::|>|(?:[-*+]|1[.)]) (?={_WORDS})")
"""What may follow a line of text without an empty line between them."""

_HEADING = re.compile(r"(#{1,6}) +([^ #].*)")
_RULE = re.compile(r"\|(?: *:?-+:? *\|)+ *")
_FOLD = re.compile(r"<details>(?:<summary>[^<>]*</summary>)?|</details>")
"""What folds an answer away, alone on its line: no text of its own."""

_FENCE = re.compile(r"(:{3,})([^:].*)?")
_FENCE_END = re.compile(r" {0,3}(:{3,}) *")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_MANY_CELLS = 10_000

_MARKS = re.compile(r"[*_\[`<\\&]")
_CODE = re.compile(r"(?<!`)`([^`\n ](?:[^`\n]*[^`\n ])?)`(?!`)")
_LONE_STAR = re.compile(r"(?<!\S)\*(?!\S)")
_LINK = re.compile(
    r"(!?)\[([^\[\]*_`<>\\&!\n\ue000\ue001]*)\]"
    r"\(((?:medias/|etape:|evaluation:)[A-Za-z0-9./_-]+)(?: \"([^\"\\&<\n]*)\")?\)"
)
_CODE_PLACE, _STAR_PLACE, _LINK_PLACE = "\ue000", "\ue001", "\ue002"
_PLACES = (_CODE_PLACE, _STAR_PLACE, _LINK_PLACE)
"""What stands for a run of code, a star and a link while the marks around them are read."""

_BOLD = re.compile(
    r"(?:(?<!\S)(?=\*\*?[^\W_]|\*\*?[«\ue002])|(?<=\()(?=\*\*?[^\W_]))(\*\*?)"
    r"([^*_\[\]`<>\\&\ue001]*(?:[^\W_](?=\1(?!\*))|[.!?»):;,…%\ue002](?=\1(?:[\s.,;:!?)»…]|$))))\1"
)
"""A star or two that can only open, words, and the same that close them, as CommonMark tells it (6.2)."""


class Unusual(Exception):
    """The text holds something that takes the whole parser."""


def read_lines(markdown: str) -> Prose:
    """The text as blocks, pictures, links, tables and boxes. Raises Unusual."""
    if _CONTROL.search(markdown) or any(place in markdown for place in _PLACES):
        raise Unusual
    gathered = Gathered()
    lines = markdown.split("\n")
    _LineReader(gathered, lines).read(lines, 1, "")
    return gathered.prose()


class _LineReader:
    """Reads the lines of a text, and of the boxes and quotes inside it. Each method says where it stopped."""

    def __init__(self, gathered: Gathered, lines: Sequence[str]) -> None:
        self._gathered = gathered
        self._lines = lines
        self._whole: MarkdownReader | None = None

    def read(self, lines: Sequence[str], first: int, box: str, quoted: bool = False) -> None:
        """Gathers what those lines hold; the first of them is line `first` of the text."""
        at = 0
        while at < len(lines):
            line = lines[at]
            if not line.strip(" "):
                at += 1
            elif _TEXT.match(line):
                at = self._text(lines, at, first, box)
            elif line[0] == "|":
                at = self._table(lines, at, first, box)
            elif item := _ITEM.match(line):
                at = self._item(lines, at, first, box, item.end())
            elif heading := _HEADING.fullmatch(line):
                self._heading(heading[2], first + at, len(heading[1]), box)
                at += 1
            elif line[0] == ">":
                at = self._quote(lines, at, first, box)
            elif not quoted and line.startswith(":::"):
                at = self._box(lines, at, first, box)
            elif _FOLD.fullmatch(line) and (at + 1 == len(lines) or not lines[at + 1].strip(" ")):
                at += 1
            else:
                raise Unusual

    def _text(self, lines: Sequence[str], at: int, first: int, box: str) -> int:
        stop = at + 1
        while stop < len(lines) and _TEXT.match(lines[stop]):
            stop += 1
        if stop < len(lines) and lines[stop].strip(" ") and not _AFTER_TEXT.match(lines[stop]):
            raise Unusual
        self._inline("\n".join(lines[at:stop]), "paragraph", first + at, 0, box)
        return stop

    def _item(self, lines: Sequence[str], at: int, first: int, box: str, width: int) -> int:
        """One item of a list, with the lines of its text, indented or not."""
        said, stop = [lines[at][width:]], at + 1
        while stop < len(lines):
            line = lines[stop].removeprefix(" " * width)
            if not _TEXT.match(line):
                break
            said.append(line)
            stop += 1
        if stop < len(lines) and lines[stop].strip(" "):
            line = lines[stop]
            if not (_AFTER_TEXT.match(line) or _ITEM.match(line)):
                raise Unusual
        self._inline("\n".join(said), "item", first + at, 0, box)
        return stop

    def _heading(self, said: str, line: int, level: int, box: str) -> None:
        if said.rstrip(" ").endswith("#"):
            raise Unusual
        self._inline(said, "heading", line, level, box)

    def _quote(self, lines: Sequence[str], at: int, first: int, box: str) -> int:
        stop = at
        while stop < len(lines) and lines[stop].startswith(">"):
            stop += 1
        if stop < len(lines) and lines[stop].strip(" "):
            raise Unusual
        inside = [line[1:].removeprefix(" ") for line in lines[at:stop]]
        self.read(inside, first + at, box, quoted=True)
        return stop

    def _table(self, lines: Sequence[str], at: int, first: int, box: str) -> int:
        stop = at
        while stop < len(lines) and lines[stop].startswith("|"):
            stop += 1
        if stop < len(lines) and lines[stop].strip(" "):
            raise Unusual
        if stop < at + 2 or not _RULE.fullmatch(lines[at + 1]) or any("\\" in line for line in lines[at:stop]):
            raise Unusual
        rows = [_cells(line) for line in lines[at:stop]]
        head, count = rows[0], len(rows[1])
        if len(head) != count or count * len(rows) > _MANY_CELLS:
            raise Unusual
        self._gathered.tables.append(Table(first + at, count, len(rows) - 2, sum(bool(c.strip()) for c in head)))
        for place, row in enumerate(rows):
            for cell in row[:count] if place != 1 else ():
                self._inline(cell, "cell", first + at + place, 0, box)
        return stop

    def _box(self, lines: Sequence[str], at: int, first: int, outer: str) -> int:
        fence = _FENCE.fullmatch(lines[at])
        if fence is None:
            raise Unusual
        ends = (place for place in range(at + 1, len(lines)) if _closes(lines[place], len(fence[1])))
        stop = next(ends, None)
        if stop is None:
            raise Unusual
        name, title = box_opening(fence[2] or "")
        body, options = split_options(lines[at + 1 : stop])
        self._gathered.take_box(Box(name, title, first + at, options))
        self.read(body, first + at + 1 + len(options), outer if outer == "notes" else name or outer)
        return stop + 1

    def _inline(self, content: str, kind: str, line: int, level: int, box: str) -> None:
        text = self._unmarked(content, line) if _MARKS.search(content) else content
        if text is None:
            self._whole_inline(content, kind, line, level, box)
        elif said := " ".join(text.split()):
            self._gathered.blocks.append(Block(kind, said, line, level, box))

    def _unmarked(self, content: str, line: int) -> str | None:
        """The text without its marks, its links gathered; None when some marks take the whole parser."""
        codes = _CODE.findall(content) if "`" in content else []
        text = _LONE_STAR.sub(_STAR_PLACE, _CODE.sub(_CODE_PLACE, content) if codes else content)
        links = [*_LINK.finditer(text)] if "[" in text else []
        text = _BOLD.sub(r"\2", _LINK.sub(_LINK_PLACE, text) if links else text)
        if _MARKS.search(text):
            return None
        for link in links:
            self._link(link, line)
            text = text.replace(_LINK_PLACE, "" if link[1] else link[2], 1)
        for code in codes:
            text = text.replace(_CODE_PLACE, code, 1)
        return text.replace(_STAR_PLACE, "*")

    def _link(self, found: re.Match[str], line: int) -> None:
        picture, words, target, title = found[1], found[2], found[3], found[4] or ""
        where = line_of(target, line, self._lines)
        said = words if picture else " ".join(words.split())
        link = Link(target, said, where, image=bool(picture), title=title if picture else "")
        self._gathered.links.append(link)

    def _whole_inline(self, content: str, kind: str, line: int, level: int, box: str) -> None:
        if self._whole is None:
            from methodology.prose_markdown import MarkdownReader

            self._whole = MarkdownReader(self._gathered, self._lines)
        self._whole.inline(content.strip(), kind, line, level, box)


def _cells(line: str) -> list[str]:
    cells = line.strip(" ").split("|")
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells


def _closes(line: str, length: int) -> bool:
    end = _FENCE_END.fullmatch(line)
    return end is not None and len(end[1]) >= length
