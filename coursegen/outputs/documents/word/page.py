"""Pages: their size and margins, the line at the head and at the foot of each."""

from __future__ import annotations

import re

from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Emu, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from coursegen.documents_model import Document, words
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.word.inline import field, write
from coursegen.outputs.documents.word.xml import element, say

_SHORT, _LONG = Cm(21.0), Cm(29.7)
_SIDE, _TOP, _BOTTOM = Cm(2.3), Cm(2.4), Cm(2.2)
_SHEET_SIDE, _SHEET_TOP, _SHEET_BOTTOM = Cm(1.8), Cm(1.9), Cm(1.6)  # of a few pages without a cover
_FRAMED_SIDE, _FRAMED_TOP, _FRAMED_BOTTOM = Cm(3.0), Cm(1.9), Cm(2.0)
_FRAME_WEIGHT, _FRAME_AIR = 24, 22  # eighths of a point; points from the edge of the page
_INNER, _NOTES = Cm(2.0), Cm(5.6)
_SIGN = Pt(4.5)  # the width of a sign in 9 points, on average


def text_width(section: Section) -> int:
    """The width that text has on pages of that section, in EMU."""
    return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def text_height(section: Section) -> int:
    """The height that text has on pages of that section, in EMU."""
    return int(section.page_height or 0) - int(section.top_margin or 0) - int(section.bottom_margin or 0)


def turn(section: Section, landscape: bool, document: Document) -> None:
    """A4, upright or landscape; where the document leaves a margin for notes, upright pages have it."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    wide, side = document.notes_margin and not landscape, _SIDE if document.cover else _SHEET_SIDE
    section.left_margin, section.right_margin = (_INNER, _NOTES) if wide else (side, side)
    section.top_margin, section.bottom_margin = (_TOP, _BOTTOM) if document.cover else (_SHEET_TOP, _SHEET_BOTTOM)
    section.header_distance = section.footer_distance = Cm(1.1)
    if document.framed:
        section.left_margin = section.right_margin = _FRAMED_SIDE
        section.top_margin, section.bottom_margin = _FRAMED_TOP, _FRAMED_BOTTOM
        section.footer_distance = Cm(1.3)


def frame(section: Section, colour: str) -> None:
    """A frame around the page, in that colour (`#RRGGBB`): a border that Word's page layout can change or remove."""
    sides = tuple(
        element(side, val="thinThickSmallGap", sz=_FRAME_WEIGHT, space=_FRAME_AIR, color=colour.strip("#"))
        for side in ("top", "left", "bottom", "right")
    )
    size = section._sectPr.find(qn("w:pgMar"))
    if size is not None:
        size.addnext(element("pgBorders", sides, offsetFrom="page"))


def dress(docx: DocxDocument, section: Section, document: Document) -> None:
    """What stands at the head and the foot of the section's pages; the cover shows neither, but what is internal."""
    section.different_first_page_header_footer = document.cover and section._sectPr is docx.sections[0]._sectPr
    for part in (section.header, section.footer):
        part.is_linked_to_previous = False
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    if document.framed:
        _bare_ends(head, foot, document)
        return
    for paragraph, style in ((head, "CgInternal" if document.internal else "Header"), (foot, "Footer")):
        say(paragraph._p.get_or_add_pPr(), element("pStyle", val=style))
    width = text_width(section)
    _head(head, document, width)
    if section.different_first_page_header_footer:
        _first_page(section, document)
    _right_tab(foot, width)
    write(foot, words(f"{document.kind} · {_('version {version}').format(version=document.version)}\t"))
    _page_number(foot)


def _bare_ends(head: DocxParagraph, foot: DocxParagraph, document: Document) -> None:
    """Of one page with a frame: its version, small, in the middle."""
    say(head._p.get_or_add_pPr(), element("pStyle", val="CgBare"))
    say(foot._p.get_or_add_pPr(), element("pStyle", val="CgVersion"))
    write(foot, words(f"{document.kind} · {_('version {version}').format(version=document.version)}"))


def _head(head: DocxParagraph, document: Document, width: int) -> None:
    """What is internal, or the title and who asked for the document."""
    if document.internal:
        write(head, words(document.internal))
        return
    room = _signs(width) - len(document.sponsor) - 4
    title = _beginning(document.title, _signs(width))
    _right_tab(head, width)
    write(head, words(f"{title}\t{document.sponsor}" if document.sponsor and len(title) < room else title))


def _signs(width: int) -> int:
    """How many signs of the head's size a line of that width holds."""
    return round(width / _SIGN)


def _beginning(title: str, room: int) -> str:
    """The title, or what stands before its colon when it is too long for a line."""
    return title if len(title) <= room else re.split(r"\s*[:–—]\s", title)[0]


def _first_page(section: Section, document: Document) -> None:
    section.first_page_header.is_linked_to_previous = section.first_page_footer.is_linked_to_previous = False
    head = section.first_page_header.paragraphs[0]
    say(head._p.get_or_add_pPr(), element("pStyle", val="CgInternal" if document.internal else "CgBare"))
    write(head, words(document.internal))
    foot = section.first_page_footer.paragraphs[0]
    say(foot._p.get_or_add_pPr(), element("pStyle", val="CgBare"))


def _right_tab(paragraph: DocxParagraph, width: int) -> None:
    say(paragraph._p.get_or_add_pPr(), element("tabs", (element("tab", val="right", pos=round(Emu(width) / 635)),)))


def _page_number(paragraph: DocxParagraph) -> None:
    before, _page, after = _("page {page} sur {pages}").partition("{page}")
    between, _pages, end = after.partition("{pages}")
    write(paragraph, words(before))
    paragraph._p.extend(field("PAGE", "1"))
    write(paragraph, words(between))
    paragraph._p.extend(field("NUMPAGES", "1"))
    write(paragraph, words(end))


def first_section(docx: DocxDocument) -> Section:
    """The section that the file begins with, without the columns and grids of the library's template."""
    section = docx.sections[0]
    for name in ("w:docGrid", "w:cols"):
        for old in section._sectPr.findall(qn(name)):
            section._sectPr.remove(old)
    return section
