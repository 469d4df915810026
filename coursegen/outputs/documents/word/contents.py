"""The table of contents: a field that holds its entries, so that it is right before anybody updates it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from math import ceil

from docx.document import Document as DocxDocument
from docx.oxml.ns import qn

from coursegen.documents_model import Heading
from coursegen.outputs.documents.word import inline
from coursegen.outputs.documents.word.blocks import CONTENTS_MARK, heading_mark
from coursegen.outputs.documents.word.numbering import TitleNumbers
from coursegen.outputs.documents.word.page import text_height, text_width
from coursegen.outputs.documents.word.xml import Element, clean, element, say

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
            _close_up(docx, [one for _n, one in shown])


def _title(heading: Heading, number: str) -> str:
    return f"{number}\u2002{heading.text}" if number else heading.text


def _fill(mark: object, depth: int, shown: list[tuple[int, Heading]], pages: Mapping[int, int], width: int) -> None:
    model = mark._p  # type: ignore[attr-defined]
    section = model.pPr.find(qn("w:sectPr"))
    if section is not None:
        model.pPr.remove(section)
    entries = [_entry(model, mark, number, one, pages, width) for number, one in shown]
    opening = _marks(f'TOC \\o "1-{depth}" \\h \\z \\u', known=bool(pages))
    if not entries:
        _empty(model, section)
        return
    at = entries[0].find(qn("w:pPr"))
    for part in reversed(opening):
        at.addnext(part)
    entries[-1].append(element("r", (element("fldChar", fldCharType="end"),)))
    if section is not None:
        say(entries[-1].pPr, section)
    for entry in entries:
        model.addprevious(entry)
    model.getparent().remove(model)


def _empty(model: Element, section: Element | None) -> None:
    """A table without an entry leaves no line, but the end of a section keeps its own."""
    if section is None:
        model.getparent().remove(model)
        return
    for child in list(model):
        model.remove(child)
    model.append(element("pPr", (element("pStyle", val="CgGap"), section)))


def _close_up(docx: DocxDocument, shown: Sequence[Heading]) -> None:
    """Set the lines closer where some would stand alone on a page; where that isn't enough they keep their air.

    It is the styles that say so: the table stays as it is when the word processor makes it again.
    """
    page = text_height(docx.sections[0]) / _EMU_PER_POINT - _HEAD
    width = text_width(docx.sections[0]) / _EMU_PER_POINT
    for air in _AIRS:
        needed = sum(air.height(one, width) for one in shown)
        if needed <= page or needed % page > _FULL * page:
            break
    else:
        return
    for style in docx.styles.element.findall(qn("w:style")):
        if style.get(qn("w:styleId")) in _LEVELS and air is not _AIRS[0]:
            level = _LEVELS.index(style.get(qn("w:styleId")))
            spacing = style.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
            before = round(20 * air.before) if level == 0 else 0
            for name, value in (("before", before), ("after", 0), ("line", round(20 * air.line))):
                spacing.set(qn(f"w:{name}"), str(value))
            spacing.set(qn("w:lineRule"), "atLeast")


@dataclass(frozen=True, slots=True)
class _Air:
    """Points: above an entry of level 1, below each, and the line."""

    before: float
    after: float
    line: float

    def height(self, one: Heading, width: float) -> float:
        """How high the entry of that title stands, on the safe side."""
        lines = ceil(len(one.text) * _LETTER / (width - _PAGE_NUMBER))
        return (self.before if one.level == 1 else 0.0) + self.after + lines * self.line


_AIRS = (_Air(6, 2, 15.2), _Air(4, 0, 14), _Air(3, 0, 12.5))
_LEVELS = ("TOC1", "TOC2", "TOC3")
_HEAD, _LETTER, _PAGE_NUMBER = 40.0, 5.4, 40.0  # points: the title, an average letter, the end of a line
_FULL = 0.3  # of a page: a last page that holds less looks forgotten
_EMU_PER_POINT = 12_700


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
    made.text = clean(text)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return (made,)
