"""Drawings as they are shipped: nothing active, nothing remote, nothing that only the drawing program reads.

An SVG can carry scripts, event handlers, foreign HTML and references to other hosts; a page that shows it as a picture
ignores most of them, a person who opens the file does not.
"""

from __future__ import annotations

import re

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_KNOWN = (_SVG, None)
_ATTRIBUTES_OF = (None, "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace")
_ACTIVE = {
    *("script foreignObject iframe object embed handler listener set animate animateTransform").split(),
    *("animateColor animateMotion discard audio video metadata").split(),
}
_REMOTE_IN_STYLE = re.compile(
    r"""@import[^;]*;?|(?:url|src)\(\s*['"]?(?!\s*['"]?(?:#|data:image/))[^)]*\)|['"][^'"]*//[^'"]*['"]""",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\|/\*.*?\*/", re.DOTALL)
"""How a style hides a word from a search: `\\75rl(`, `u/**/rl(`."""
_LOCAL = re.compile(r"^(#|data:image/(png|jpeg|gif|webp);)")
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")


class NotADrawing(ValueError):
    """The file is no SVG that an XML reader takes."""


def clean_svg(data: bytes) -> bytes:
    """The drawing without what acts, comes from elsewhere or shows nothing. Raises NotADrawing."""
    parser = etree.XMLParser(
        no_network=True, resolve_entities=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotADrawing(str(error)) from error
    if not isinstance(root.tag, str) or etree.QName(root).localname != "svg":
        raise NotADrawing("no svg element")
    for element in [*root.iter()]:
        _clean(element)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8")


def drawing_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the drawing's own or the shape of its view; (0, 0) when it says neither."""
    root = etree.fromstring(data)
    lengths = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if lengths[0] and lengths[1]:
        return round(float(lengths[0][1])), round(float(lengths[1][1]))
    try:
        _x, _y, width, height = (float(one) for one in root.get("viewBox", "").replace(",", " ").split())
    except ValueError:
        return 0, 0
    return (round(width), round(height)) if 0 < width < 1e5 and 0 < height < 1e5 else (0, 0)


def _clean(element: etree._Element) -> None:
    if not isinstance(element.tag, str):
        return
    name = etree.QName(element)
    parent = element.getparent()
    if (name.localname in _ACTIVE or name.namespace not in _KNOWN) and parent is not None:
        _drop(element, parent)
        return
    if name.localname == "style" and element.text:
        element.text = _clean_style(element.text)
    _clean_attributes(element)


def _drop(element: etree._Element, parent: etree._Element) -> None:
    """Take the element out, and leave the text behind it."""
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _clean_style(text: str) -> str:
    return _REMOTE_IN_STYLE.sub("", _ESCAPED.sub(_plain, text))


def _plain(match: re.Match[str]) -> str:
    """The letter that an escape of CSS stands for; nothing for a comment."""
    code = int(match[1], 16) if match[1] else 0
    return chr(code) if 32 <= code < 0xD800 else ""


def _clean_attributes(element: etree._Element) -> None:
    for key, value in [*element.attrib.items()]:
        name = etree.QName(key)
        reaches_out = name.localname in ("href", "src") and not _LOCAL.match(value.strip())
        foreign = name.namespace not in _ATTRIBUTES_OF
        if name.localname.lower().startswith("on") or reaches_out or foreign:
            del element.attrib[key]
        elif "(" in value or "\\" in value:
            element.attrib[key] = _clean_style(value)
