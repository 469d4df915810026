"""Drawings as they are shipped: nothing active, nothing remote.

An SVG can carry scripts, event handlers, foreign HTML and references to other hosts; a page that shows it as a picture
ignores most of them, a person who opens the file does not.
"""

from __future__ import annotations

import re

from lxml import etree

_ACTIVE = {"script", "foreignObject", "iframe", "object", "embed", "handler", "set", "animate", "animateTransform"}
_REMOTE_IN_STYLE = re.compile(r"@import[^;]*;?|url\(\s*['\"]?(?!#|data:image/)[^)]*\)", re.IGNORECASE)
_LOCAL = re.compile(r"^(#|data:image/(png|jpeg|gif|webp);)")


def clean_svg(data: bytes) -> bytes:
    """The drawing without what acts or comes from elsewhere; unchanged when it can't be parsed."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False, remove_comments=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return data
    for element in [*root.iter()]:
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        parent = element.getparent()
        if name in _ACTIVE and parent is not None:
            parent.remove(element)
            continue
        if name == "style" and element.text:
            element.text = _REMOTE_IN_STYLE.sub("", element.text)
        _clean_attributes(element)
    return etree.tostring(root, encoding="utf-8")


def _clean_attributes(element: etree._Element) -> None:
    for key, value in [*element.attrib.items()]:
        name = etree.QName(key).localname
        reaches_out = name in ("href", "src") and not _LOCAL.match(value.strip())
        if name.lower().startswith("on") or reaches_out:
            del element.attrib[key]
        elif "url(" in value:
            element.attrib[key] = _REMOTE_IN_STYLE.sub("", value)
