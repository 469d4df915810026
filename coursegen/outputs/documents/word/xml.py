"""WordprocessingML elements by short calls; what python-docx has no method for is built here and nowhere else."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

Element = Any
_SPACE = {"w": nsmap["w"]}

# The order that ISO/IEC 29500-1 wants in w:pPr (CT_PPrBase, then CT_PPr), w:tblPr and w:tcPr.
PARAGRAPH = tuple(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens bidi spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr".split()
)
RUN = tuple("rStyle rFonts b bCs i iCs caps color sz szCs highlight u shd vertAlign rtl lang".split())


# What XML 1.0 can't hold; a text pasted from elsewhere may.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without the characters that no XML file can hold."""
    return _UNSAYABLE.sub("", text)


def element(tag: str, children: tuple[Element, ...] = (), **attributes: object) -> Element:
    """`element("pStyle", val="Title")` is `<w:pStyle w:val="Title"/>`; booleans and numbers are written as text."""
    made = oxml_parser.makeelement(_named(tag), nsmap=_SPACE)
    for name, value in attributes.items():
        made.set(_named(name), clean(value) if isinstance(value, str) else str(value))
    made.extend(children)
    return made


@cache
def _named(tag: str) -> str:
    """The name that lxml knows an element or an attribute of WordprocessingML by: asked a million times a course."""
    return str(qn(f"w:{tag}"))


def put(parent: Element, child: Element, before: tuple[str, ...]) -> Element:
    """Insert `child` where the schema wants it: in the place of its like, ahead of the first of `before`."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    first = {one.tag: one for one in reversed(parent)}
    follower = next((first[name] for name in map(_named, before) if name in first), None)
    if follower is None:
        parent.append(child)
    else:
        follower.addprevious(child)
    return child


def say(parent: Element, child: Element, order: tuple[str, ...] = PARAGRAPH) -> Element:
    """Put a property among those of a paragraph (or of a run, with `order` RUN), where the schema wants it."""
    name = child.tag.rpartition("}")[2]
    return put(parent, child, order[order.index(name) + 1 :])
