"""A fragment of the courseware's HTML as the blocks of a document: the same texts on paper as on the page.

The fragment was sanitised when the course was composed; what has no place on paper (a video) leaves its title and its
transcript. Pictures are looked up among the courseware's media.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from lxml import html as lxml_html
from lxml.html import HtmlElement

from coursegen.content.formulas import formula_text, plain_words
from coursegen.courseware import Html, MediaFile
from coursegen.documents_model import (
    Block,
    Box,
    Callout,
    Cell,
    Figure,
    Fill,
    Heading,
    ItemList,
    ListItem,
    Look,
    Paragraph,
    Table,
    words,
)
from coursegen.slides_model import Line, Run, Script

_SPACE = re.compile(r"[ \t\r\n\f]+")
_BOLD, _ITALIC = {"b", "strong", "th", "summary", "dt", "kbd"}, {"i", "em", "cite", "var"}
_BLOCKS = "p div h1 h2 h3 h4 h5 h6 ul ol dl table figure blockquote pre details section aside hr img picture".split()
_SCRIPTS = {"sup": Script.SUPER, "sub": Script.SUB}
_DRAWING = "image/svg+xml"
_WIDEST = 60
_SILENT = ("script", "style", "template", "ul", "ol", "table", "figure", "img")
_RASTER = ("image/png", "image/jpeg", "image/gif", "image/bmp", "image/tiff", "image/webp")
_BOXES = {f"cg-{box.value}": box for box in Box}


class HtmlBlocks:
    """Turns fragments into blocks. `media` by name; `base`: the level of heading that <h3>, the highest, becomes."""

    def __init__(self, media: Mapping[str, MediaFile], base: int = 3) -> None:
        self._media = media
        self._base = base

    def blocks(self, fragment: Html) -> tuple[Block, ...]:
        """Every block of the fragment."""
        return tuple(self._children(_parsed(fragment)))

    def _children(self, parent: HtmlElement) -> Iterator[Block]:
        """Blocks in order; text and inline elements between two blocks make a paragraph."""
        loose: list[Run] = list(_words(parent.text, Run("")))
        for child in parent:
            if not isinstance(child.tag, str):
                loose += _words(child.tail, Run(""))
                continue
            if child.tag in _BLOCKS:
                yield from _paragraph(loose)
                loose = []
                yield from self._block(child)
            else:
                loose += _runs(child, Run(""))
            loose += _words(child.tail, Run(""))
        yield from _paragraph(loose)

    def _block(self, node: HtmlElement) -> Iterator[Block]:
        make = self._makers().get(str(node.tag), self._children)
        yield from make(node)

    def _makers(self) -> dict[str, Callable[[HtmlElement], Iterator[Block]]]:
        headings = dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading)
        return headings | {
            "p": self._text,
            "div": self._division,
            "ul": self._list,
            "ol": self._list,
            "dl": self._definitions,
            "table": self._table,
            "figure": self._figure,
            "details": self._folded,
            "img": self._picture,
            "blockquote": self._quote,
            "pre": self._code,
            "hr": lambda _node: iter(()),
        }

    def _heading(self, node: HtmlElement) -> Iterator[Block]:
        level = min(4, max(1, int(str(node.tag)[1]) - 3 + self._base))
        text = _plain(_runs(node, Run("")))
        if text:
            yield Heading(text, level)

    def _text(self, node: HtmlElement) -> Iterator[Block]:
        """A paragraph; pictures inside it stand after it."""
        yield from _paragraph(_runs(node, Run("")))
        for image in node.iter("img"):
            yield from self._picture(image)

    def _division(self, node: HtmlElement) -> Iterator[Block]:
        box = next((_BOXES[name] for name in (node.get("class") or "").split() if name in _BOXES), None)
        inner = tuple(self._children(node))
        if box is None or not inner:
            yield from inner
            return
        first = inner[0]
        title = _plain(first.line) if isinstance(first, Paragraph) else ""
        yield Callout(box, title, inner[1:] if title else inner)

    def _folded(self, node: HtmlElement) -> Iterator[Block]:
        """What a click unfolds on the screen; its title is what one clicks on."""
        summary = node.find("summary")
        title = ""
        if summary is not None:
            title = _plain(_runs(summary, Run("")))
            summary.drop_tree()
        if inner := tuple(self._children(node)):
            yield Callout(Box.ANSWER, title, inner)

    def _quote(self, node: HtmlElement) -> Iterator[Block]:
        for block in self._children(node):
            yield replace(block, look=Look.QUOTE) if isinstance(block, Paragraph) else block

    def _code(self, node: HtmlElement) -> Iterator[Block]:
        """What is typed as it stands: its lines and what they begin with are kept."""
        text = str(node.text_content()).strip("\n").expandtabs(4)
        if text.strip():
            yield Paragraph((Run(as_typed(text)),), look=Look.CODE)

    def _list(self, node: HtmlElement) -> Iterator[Block]:
        yield ItemList(tuple(_items(node, 0)), ordered=node.tag == "ol")
        for inner in node.iter("figure", "table"):
            yield from self._block(inner)

    def _definitions(self, node: HtmlElement) -> Iterator[Block]:
        for child in node:
            if child.tag in ("dt", "dd"):
                yield Paragraph(_trimmed(_runs(child, Run(""))), keep_with_next=child.tag == "dt")

    def _table(self, node: HtmlElement) -> Iterator[Block]:
        rows = [tuple(_cell(cell) for cell in row if cell.tag in ("td", "th")) for row in node.iter("tr")]
        rows = [row for row in rows if row]
        if not rows:
            return
        width = max(sum(cell.span for cell in row) for row in rows)
        even = [_completed(row, width) for row in rows]
        caption = node.find("caption")
        title = _plain(_runs(caption, Run(""))) if caption is not None else ""
        header = tuple(replace(cell, fill=Fill.HEAD, bold=True) for cell in even[0])
        yield Table(header, tuple(even[1:]), _shares(even), title)

    def _figure(self, node: HtmlElement) -> Iterator[Block]:
        legend = node.find("figcaption")
        caption = _plain(_runs(legend, Run(""), without=("small",))) if legend is not None else ""
        images = list(node.iter("img"))
        for image in images:
            yield from self._picture(image, caption)
        if not images:
            yield from _paragraph(list(words(caption)))
        for more in node.iter("details"):
            yield from self._children(more)

    def _picture(self, node: HtmlElement, caption: str = "") -> Iterator[Block]:
        file = self._media.get((node.get("src") or "").removeprefix("media:"))
        alt = node.get("alt") or (file.alt if file else "")
        if file is not None and file.mime in _RASTER:
            yield Figure(file.data, alt, caption)
        elif file is not None and file.mime == _DRAWING:
            twin = self._media.get(f"{PurePosixPath(file.name).stem}.png")
            yield Figure(twin.data if twin else b"", alt, caption, drawing=file.data)
        elif node.get("alt") or caption:
            yield Paragraph(words(f"[{node.get('alt') or caption}]", italic=True))


def as_typed(text: str) -> str:
    """The text with the beginnings of its lines kept by spaces that no program drops."""
    return "\n".join("\u00a0" * (len(line) - len(line.lstrip(" "))) + line.strip() for line in text.split("\n"))


def line_of(fragment: Html) -> Line:
    """The words of a fragment of one line, with their looks."""
    return _trimmed(_runs(_parsed(fragment), Run("")))


def plain_of(fragment: Html) -> str:
    """The words of a fragment without looks."""
    return _plain(_runs(_parsed(fragment), Run("")))


def _parsed(fragment: Html) -> HtmlElement:
    return lxml_html.fragment_fromstring(fragment or "", create_parent="div")


def _runs(node: HtmlElement, look: Run, without: tuple[str, ...] = ()) -> list[Run]:
    """The runs of an element and what is in it, blocks apart."""
    if node.tag in _SILENT[:3]:
        return []
    look = _dressed(node, look)
    found = list(_words(node.text, look))
    for child in node:
        if isinstance(child.tag, str) and child.tag not in without:
            if child.tag == "br":
                found.append(replace(look, text="\n"))
            elif child.tag == "math":
                found.append(replace(look, text=formula_text(child)))
            elif child.tag not in _SILENT:
                found += _runs(child, look, without)
        found += _words(child.tail, look)
    return found


def _dressed(node: HtmlElement, look: Run) -> Run:
    if node.get("lang"):
        look = replace(look, language=str(node.get("lang")))
    if node.tag in _BOLD:
        return replace(look, bold=True)
    if node.tag in _SCRIPTS:
        return replace(look, script=_SCRIPTS[node.tag])
    if node.tag in _ITALIC:
        return replace(look, italic=True)
    if node.tag == "a" and str(node.get("href", "")).startswith(("http", "mailto:")):
        return replace(look, link=str(node.get("href")))
    return look


def _words(text: str | None, look: Run) -> Iterator[Run]:
    if text:
        yield replace(look, text=_SPACE.sub(" ", text))


def _paragraph(runs: list[Run]) -> Iterator[Block]:
    line = _trimmed(runs)
    if line:
        yield Paragraph(line)


def _trimmed(runs: list[Run]) -> Line:
    """The runs without spaces at either end; empty when they say nothing."""
    if not "".join(run.text for run in runs).strip():
        return ()
    kept = [run for run in runs if run.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)


def _plain(runs: list[Run] | Line) -> str:
    return _SPACE.sub(" ", "".join(map(plain_words, runs))).strip()


def _items(node: HtmlElement, level: int) -> Iterator[ListItem]:
    for entry in node:
        if entry.tag != "li":
            continue
        line = _trimmed(_runs(entry, Run("")))
        if line:
            yield ListItem(line, level)
        for inner in entry:
            if inner.tag in ("ul", "ol"):
                yield from _items(inner, level + 1)


def _cell(node: HtmlElement) -> Cell:
    parts = [child for child in node if child.tag == "p"]
    lines = tuple(_trimmed(_runs(part, Run(""))) for part in parts) or (_trimmed(_runs(node, Run(""))),)
    span, rows = (_count(node.get(name)) for name in ("colspan", "rowspan"))
    return Cell(lines, span=span, bold=node.tag == "th", rows=rows)


def _count(told: str | None) -> int:
    """How many columns or rows a cell takes: what browsers take, within reason."""
    return min(_WIDEST, max(1, int(told))) if told and told.isdecimal() else 1


def _completed(row: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    lacking = width - sum(cell.span for cell in row)
    return (*row, *(Cell() for _number in range(lacking)))


def _shares(rows: list[tuple[Cell, ...]]) -> tuple[float, ...]:
    """Widths by how much the columns hold, within bounds that keep the narrow ones readable."""
    if any(cell.span > 1 or cell.rows > 1 for row in rows for cell in row):
        return ()
    columns = zip(*rows, strict=True)
    sizes = [max(len(_plain(line)) for cell in column for line in cell.lines) for column in columns]
    return tuple(float(min(60, max(10, size))) for size in sizes)
