"""Every word of an XML part of an Office file, whatever the program that wrote it.

Paragraphs, tables read both ways, attributes that people read, deleted and hidden text, comments of the markup. A
strand is a row of passages that a reader meets one after the other: a sentence cut in two paragraphs or over the cells
of a table is whole again in its strand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_PARAGRAPHS = frozenset({"p", "h", "si", "is", "f", "v", "pt", "title", "desc"})
_TEXTS = frozenset({"t", "delText", "instrText", "t2"})
_APART = frozenset({"delText", "instrText", "note-citation"})  # in a paragraph, and no part of its sentence
_SPACES = frozenset({"tab", "br", "cr", "s", "line-break", "ptab"})
_ROWS = frozenset({"tr", "table-row"})
_TABLES = frozenset({"tbl", "table"})
_CELLS = frozenset({"tc", "table-cell", "covered-table-cell"})
_READ = frozenset(
    {
        "descr",
        "title",
        "name",
        "alt",
        "label",
        "prompt",
        "promptTitle",
        "error",
        "errorTitle",
        "tooltip",
        "string-value",
    }
)  # attributes that people see; of the others, those that hold a sentence
_ODF = "urn:oasis:"
_SENTENCE = re.compile(r"\w+(?:\W+\w+){3}")
_SHORTEST = 7  # letters of such a sentence
_TAG = re.compile(r"<(/?)(\w+)[^<>]*>")
_INLINE = frozenset({"a", "abbr", "b", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "font"})


@dataclass
class _Reading:
    """What was met so far. `strands` by name: a list of passages, each a list of pieces of text."""

    strands: dict[str, list[list[str]]] = field(default_factory=dict)

    def begin(self, strand: str) -> list[str]:
        passage: list[str] = []
        self.strands.setdefault(strand, []).append(passage)
        return passage


def xml_strands(root: etree._Element) -> Iterator[tuple[str, list[str]]]:
    """The strands of a part: a name ("" for its text; "deleted", "attribute …", "column …") and its passages."""
    reading = _Reading()
    _read(root, None, reading)
    for table in root.iter():
        if isinstance(table.tag, str) and _local(table) in _TABLES:
            _by_columns(table, reading)
    for name, passages in reading.strands.items():
        told = [text for parts in passages if (text := without_markup("".join(parts))).strip()]
        if told:
            yield name, told


def without_markup(text: str) -> str:
    """HTML kept as text in a part (Moodle does so) without its tags; other text as it is."""
    if "<" not in text and "&" not in text:
        return text
    bare = _TAG.sub(lambda tag: "" if tag[2].lower() in _INLINE else " ", html.unescape(text))
    return html.unescape(bare)


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _read(element: etree._Element, passage: list[str] | None, reading: _Reading) -> None:
    """Add what the element says to its paragraph, or begin one."""
    tag, text = element.tag, element.text
    if not isinstance(tag, str):
        reading.begin("markup").append(text or "")
        return
    name = tag.rpartition("}")[2]
    _attributes(element, name, reading)
    if name in _APART:
        passage = reading.begin("apart")
    elif name in _PARAGRAPHS:
        passage = reading.begin("")
    elif name in _SPACES and passage is not None:
        passage.append(" ")
    if text:
        _say(text, element, name, passage, reading)
    for child in element:
        _read(child, passage, reading)
        if after := child.tail:
            _say(after, element, name, passage, reading)


def _say(text: str, element: etree._Element, name: str, passage: list[str] | None, reading: _Reading) -> None:
    if text.isspace() and name not in _TEXTS and _ODF not in str(element.tag):
        return
    if passage is None:
        passage = reading.begin("")
    passage.append(text)


def _attributes(element: etree._Element, name: str, reading: _Reading) -> None:
    for key, value in element.items():
        local = str(key).rpartition("}")[2]
        if local in _READ:
            reading.begin(f"attribute {name} {local}").append(str(value))
        elif len(value) >= _SHORTEST and _SENTENCE.search(str(value)):
            reading.begin("attribute").append(str(value))


def _by_columns(table: etree._Element, reading: _Reading) -> None:
    """The cells of a table from top to bottom, column after column."""
    rows = [[cell for cell in row if _local(cell) in _CELLS] for row in table.iter() if _is_row(row)]
    for number in range(max(map(len, rows), default=0)):
        for row in rows:
            if number < len(row):
                reading.begin("column").append(_whole(row[number]))


def _is_row(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and _local(element) in _ROWS


def _whole(cell: etree._Element) -> str:
    inner = _Reading()
    _read(cell, None, inner)
    return " ".join("".join(parts) for parts in inner.strands.get("", []))


def shared_strings(root: etree._Element) -> list[str]:
    """The texts of an .xlsx that its cells name by number (ECMA-376-1 18.4)."""
    return [
        "".join(one.text or "" for one in item.iter() if _local(one) == "t") for item in root if _local(item) == "si"
    ]


def sheet_strands(root: etree._Element, strings: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The cells of a sheet of an .xlsx, row after row and column after column."""
    cells = [(str(cell.get("r", "")), _cell(cell, strings)) for cell in root.iter() if _local(cell) == "c"]
    told = [(re.sub(r"\d", "", place), text) for place, text in cells if text.strip()]
    yield "rows", [text for _column, text in told]
    yield "column", [text for _column, text in sorted(told, key=lambda one: (len(one[0]), one[0]))]


def _cell(cell: etree._Element, strings: list[str]) -> str:
    value = "".join(one.text or "" for one in cell.iter() if _local(one) in ("v", "t"))
    if cell.get("t") == "s" and value.isdigit() and int(value) < len(strings):
        return strings[int(value)]
    return value
