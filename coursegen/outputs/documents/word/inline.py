"""Text inside a paragraph: runs, links, fields, bookmarks."""

from __future__ import annotations

import re

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph

from coursegen.outputs.documents.word.xml import Element, element
from coursegen.slides_model import Line, Run

# What XML 1.0 can't hold; a text pasted from elsewhere may.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAKS = {"\n": "br", "\t": "tab"}
_WEB = re.compile(r"^(https?|mailto|tel):", re.IGNORECASE)


def clean(text: str) -> str:
    """The text without the characters that no XML file can hold."""
    return _UNSAYABLE.sub("", text)


def write(paragraph: DocxParagraph, line: Line) -> None:
    """Put the runs into the paragraph; a link of the web becomes one, others keep their words."""
    for run in line:
        made = _run(run)
        if run.link and _WEB.match(run.link):
            paragraph._p.append(_link(paragraph, run.link, made))
        else:
            paragraph._p.append(made)


def styled(text: str, style: str) -> Element:
    """A run in a character style."""
    return element("r", (element("rPr", (element("rStyle", val=style),)), _text(text)))


def _run(run: Run) -> Element:
    look: list[Element] = []
    if run.bold:
        look += [element("b"), element("bCs")]
    if run.italic:
        look += [element("i"), element("iCs")]
    parts = [element("rPr", tuple(look))] if look else []
    return element("r", (*parts, *_pieces(run.text)))


def _pieces(text: str) -> tuple[Element, ...]:
    """The text with its line ends and tabs as elements of their own."""
    made: list[Element] = []
    for piece in re.split(r"(\n|\t)", clean(text)):
        if piece:
            made.append(element(_BREAKS[piece]) if piece in _BREAKS else _text(piece))
    return tuple(made)


def _text(text: str) -> Element:
    made = element("t")
    made.text = clean(text)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _link(paragraph: DocxParagraph, target: str, run: Element) -> Element:
    look = run.find(qn("w:rPr"))
    if look is None:
        look = element("rPr")
        run.insert(0, look)
    look.insert(0, element("rStyle", val="Hyperlink"))
    made = element("hyperlink", (run,), history=1)
    made.set(qn("r:id"), paragraph.part.relate_to(clean(target), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return made


def field(instruction: str, shown: str) -> tuple[Element, ...]:
    """A field with the value it has now; the word processor works it out again."""
    order = element("instrText")
    order.text = f" {instruction} "
    order.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    marks = [element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    return tuple(element("r", (part,)) for part in (marks[0], order, marks[1], _text(shown), marks[2]))


def bookmark(paragraph: DocxParagraph, name: str, number: int) -> None:
    """Name the place of the paragraph, so that a table of contents can point at it."""
    opening = element("bookmarkStart", id=number, name=name)
    properties = paragraph._p.pPr
    if properties is None:
        paragraph._p.insert(0, opening)
    else:
        properties.addnext(opening)
    paragraph._p.append(element("bookmarkEnd", id=number))
