"""XML namespaces of Office Open XML and OpenDocument, and short ways to ask for a tag or an attribute."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Element = etree._Element

_NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "drawooo": "http://openoffice.org/2010/draw",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
EMU_PER_POINT = 12_700


def q(name: str) -> str:
    """`a:t` in lxml's notation."""
    prefix, _, local = name.partition(":")
    return f"{{{_NS[prefix]}}}{local}"


def get(element: Element | None, name: str, default: str = "") -> str:
    """An attribute, with its prefix or without; `default` when element or attribute is absent."""
    if element is None:
        return default
    return str(element.get(q(name) if ":" in name else name, default))


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and so on down the path."""
    for name in path:
        if element is None:
            return None
        element = element.find(q(name))
    return element


def every(element: Element | None, *names: str) -> Iterator[Element]:
    """Every descendant of those names, in order."""
    return iter(()) if element is None else element.iter(*map(q, names))


def text_of(element: Element | None) -> str:
    """The text of an element and of all it holds."""
    return "" if element is None else "".join(str(part) for part in element.itertext())


def whole(value: str, default: int = 0) -> int:
    """A number of the file; `default` for what is none."""
    try:
        return int(float(value))
    except (ValueError, OverflowError):
        return default
