"""Text inside a paragraph: runs, links, fields, bookmarks, squares to tick."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from docx.text.paragraph import Paragraph as DocxParagraph

from coursegen.outputs.documents.word import scripts
from coursegen.outputs.documents.word.xml import RUN, Element, clean, element, say
from coursegen.slides_model import Line, Run

_BREAKS = {"\n": "br", "\t": "tab"}
_WEB = re.compile(r"^(https?|mailto|tel):", re.IGNORECASE)
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
SQUARE = "☐"


def write(paragraph: DocxParagraph, line: Line) -> None:
    """Put the runs into the paragraph.

    A link of the web or to a title of the document (`#key`) becomes one, others keep their words. A square (☐) is one
    that can be ticked. A text that begins from the right turns its paragraph.
    """
    if scripts.begins_from_the_right("".join(run.text for run in line)):
        say(paragraph._p.get_or_add_pPr(), element("bidi"))
    for run in line:
        for made in _made(run):
            paragraph._p.append(_linked(paragraph, run.link, made) if run.link else made)


def _made(run: Run) -> Iterator[Element]:
    for piece in re.split(f"({SQUARE})", clean(run.text)):
        if piece == SQUARE:
            yield tick_box()
        else:
            for part, script in scripts.parts(piece):
                yield _run(replace(run, text=part), script)


def _linked(paragraph: DocxParagraph, link: str, made: Element) -> Element:
    if link.startswith("#"):
        _blue(made)
        return element("hyperlink", (made,), anchor=mark_of(link[1:]), history=1)
    if _WEB.match(link):
        return _link(paragraph, link, made)
    return made


def mark_of(key: str) -> str:
    """The bookmark of a title's key: letters, digits and `_`, at most 40 characters, as Word wants it."""
    return "R_" + re.sub(r"\W", "_", clean(key))[:38]


def tick_box() -> Element:
    """A square that is ticked by a click (Word's own control, 2010); on paper and in older programs, its sign."""
    return parse_xml(
        f'<w:sdt xmlns:w="{nsmap["w"]}" xmlns:w14="{_W14}"><w:sdtPr>'
        '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" '
        f'w:hint="eastAsia"/></w:rPr><w:t>{SQUARE}</w:t></w:r></w:sdtContent></w:sdt>'
    )


def styled(text: str, style: str) -> Element:
    """A run in a character style."""
    return element("r", (element("rPr", (element("rStyle", val=style),)), _text(text)))


def _run(run: Run, script: str = "") -> Element:
    """`script`: the language of letters that are written from the right."""
    look: list[Element] = []
    if run.bold:
        look += [element("b"), element("bCs")]
    if run.italic:
        look += [element("i"), element("iCs")]
    if run.script:
        look.append(element("vertAlign", val=run.script.value))
    if script:
        look += [element("rtl"), element("lang", bidi=script)]
    elif run.language:
        look.append(element("lang", val=run.language))
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


def _blue(run: Element) -> None:
    if run.tag != qn("w:r"):
        return
    look = run.find(qn("w:rPr"))
    if look is None:
        look = element("rPr")
        run.insert(0, look)
    say(look, element("rStyle", val="Hyperlink"), RUN)


def _link(paragraph: DocxParagraph, target: str, run: Element) -> Element:
    _blue(run)
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
