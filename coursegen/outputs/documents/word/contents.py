"""The table of contents: a field that holds its entries, so that it is right before anybody updates it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from coursegen.documents_model import Heading
from coursegen.outputs.documents.word import inline
from coursegen.outputs.documents.word.blocks import CONTENTS_MARK, heading_mark
from coursegen.outputs.documents.word.numbering import TitleNumbers
from coursegen.outputs.documents.word.page import text_width
from coursegen.outputs.documents.word.xml import Element, element, say

_SIGN = CONTENTS_MARK[0]


def fill_contents(
    docx: DocxDocument, headings: Sequence[Heading], pages: Mapping[int, int], *, numbered: bool = False
) -> None:
    """Put the entries where the document has its table. A page that isn't known yet is asked of the word processor."""
    counter = TitleNumbers()
    titles = [_title(one, counter.next(one) if numbered else "") for one in headings]
    for paragraph in docx.paragraphs:
        if paragraph.text.startswith(_SIGN):
            depth = int(paragraph.text[1:])
            shown = [(n, replace(one, text=title)) for n, (one, title) in enumerate(zip(headings, titles, strict=True))]
            shown = [(n, one) for n, one in shown if one.level <= depth]
            _fill(paragraph, depth, shown, pages, text_width(docx.sections[0]))


def _title(heading: Heading, number: str) -> str:
    return f"{number}\u2002{heading.text}" if number else heading.text


def _fill(mark: object, depth: int, shown: list[tuple[int, Heading]], pages: Mapping[int, int], width: int) -> None:
    model = mark._p  # type: ignore[attr-defined]
    entries = [_entry(model, mark, number, one, pages, width) for number, one in shown]
    opening = _marks(f'TOC \\o "1-{depth}" \\h \\z \\u', known=bool(pages))
    if not entries:
        model.getparent().remove(model)
        return
    at = entries[0].find(qn("w:pPr"))
    for part in reversed(opening):
        at.addnext(part)
    entries[-1].append(element("r", (element("fldChar", fldCharType="end"),)))
    for entry in entries:
        model.addprevious(entry)
    model.getparent().remove(model)


def _marks(instruction: str, *, known: bool) -> tuple[Element, ...]:
    """The opening of the field; "dirty" asks the word processor to work it out when it opens the file."""
    order = element("instrText")
    order.text = f" {instruction} "
    begin = element("fldChar", fldCharType="begin")
    if not known:
        begin.set(qn("w:dirty"), "true")
    parts = (begin, order, element("fldChar", fldCharType="separate"))
    return tuple(element("r", (part,)) for part in parts)


def _entry(model: Element, mark: object, number: int, one: Heading, pages: Mapping[int, int], width: int) -> Element:
    entry = deepcopy(model)
    for child in list(entry):
        entry.remove(child)
    properties = entry.get_or_add_pPr()
    say(properties, element("pStyle", val=f"TOC{one.level}"))
    tab = element("tab", val="right", leader="dot", pos=round(width / 635))
    say(properties, element("tabs", (tab,)))
    page = inline.field(f"PAGEREF {heading_mark(number)} \\h", str(pages.get(number, "…")))
    text = [element("r", (part,)) for part in _text(one.text)]
    link = element("hyperlink", (*text, element("r", (element("tab"),)), *page), anchor=heading_mark(number), history=1)
    entry.append(link)
    return entry


def _text(text: str) -> tuple[Element, ...]:
    made = element("t")
    made.text = inline.clean(text)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return (made,)
