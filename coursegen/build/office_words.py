"""The words that an Office file holds, by which one sees that a conversion lost none.

Fields that a program works out (page numbers) and what it adds by itself (names of styles) are no words of the author.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_PARTS = {
    ".docx": (re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"), f"{_W}p", f"{_W}t"),
    ".pptx": (re.compile(r"ppt/(slides|notesSlides)/[^/]+\.xml"), f"{_A}p", f"{_A}t"),
    ".xlsx": (re.compile(r"xl/(sharedStrings|worksheets/[^/]+)\.xml"), "", f"{_S}t"),
}
_BLANKS = {f"{_W}tab", f"{_W}br", f"{_A}br", f"{_A}tab", f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}
_OPEN = {".odt", ".odp", ".ods"}
_LARGEST = 200_000_000  # bytes of one part


def office_words(path: Path) -> Counter[str]:
    """How often each word stands in the file. Numbers are left out. Raises KeyError for a form that isn't read here."""
    suffix = path.suffix.lower()
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        texts = _open_texts(package) if suffix in _OPEN else _office_texts(package, *_PARTS[suffix])
        return Counter(word for text in texts for word in _WORD.findall(text) if not _NUMBER.fullmatch(word))


def lost_words(before: Path, after: Path) -> tuple[str, ...]:
    """The words that stand in `before` and nowhere in `after`, or many times fewer, sorted; none is as it should be."""
    then, now = office_words(before), office_words(after)
    return tuple(sorted(word for word, count in then.items() if now[word] < _expected(before, count)))


def _expected(before: Path, count: int) -> int:
    """A workbook keeps each text once for all its cells; the other files say it where it stands."""
    return 1 if before.suffix.lower() == ".xlsx" else count


def _office_texts(package: zipfile.ZipFile, parts: re.Pattern[str], paragraph: str, text: str) -> Iterator[str]:
    for name in sorted(filter(parts.fullmatch, package.namelist())):
        root = _read(package, name)
        for one in root.iter(paragraph) if paragraph else root.iter(f"{_S}si", f"{_S}is"):
            yield "".join(_pieces(one, text))


def _pieces(node: etree._Element, text: str) -> Iterator[str]:
    """The text of a paragraph without what its fields show."""
    for child in node:
        if child.tag == text:
            yield child.text or ""
        elif child.tag in _BLANKS:
            yield " "
        elif child.tag != f"{_A}fld":
            yield from _pieces(child, text)


def _open_texts(package: zipfile.ZipFile) -> Iterator[str]:
    """The body, and the heads and feet that the styles hold."""
    for name in ("content.xml", "styles.xml"):
        for one in _read(package, name).iter(f"{_TEXT}p", f"{_TEXT}h"):
            yield "".join(_flat(one))


def _flat(node: etree._Element) -> Iterable[str]:
    """The text of a paragraph; another paragraph inside it (a frame) tells its own."""
    yield node.text or ""
    for child in node:
        if child.tag in _BLANKS:
            yield " "
        elif child.tag not in (f"{_TEXT}p", f"{_TEXT}h"):
            yield from _flat(child)
        yield child.tail or ""


def _read(package: zipfile.ZipFile, name: str) -> etree._Element:
    if package.getinfo(name).file_size > _LARGEST:
        raise ValueError(f"{name} is too large to be read")
    return etree.fromstring(
        package.read(name), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    )
