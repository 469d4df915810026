"""Pages: their size and margins, the line at the head and at the foot of each."""

from __future__ import annotations

from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Emu

from coursegen.documents_model import Document, words
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.word.inline import field, write
from coursegen.outputs.documents.word.xml import element, put

_SHORT, _LONG = Cm(21.0), Cm(29.7)
_SIDE, _TOP, _BOTTOM = Cm(2.3), Cm(2.2), Cm(2.0)


def text_width(section: Section) -> int:
    """The width that text has on pages of that section, in EMU."""
    return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)


def turn(section: Section, landscape: bool) -> None:
    """A4, upright or landscape."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.left_margin = section.right_margin = _SIDE
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.header_distance = section.footer_distance = Cm(1.0)


def dress(docx: DocxDocument, section: Section, document: Document) -> None:
    """What stands at the head and the foot of the section's pages; the cover shows neither, but what is internal."""
    section.different_first_page_header_footer = document.cover and section is docx.sections[0]
    for part in (section.header, section.footer):
        part.is_linked_to_previous = False
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    for paragraph, style in ((head, "CgInternal" if document.internal else "Header"), (foot, "Footer")):
        put(paragraph._p.get_or_add_pPr(), element("pStyle", val=style), ("tabs", "spacing", "jc"))
    write(head, words(document.internal or document.title))
    if section.different_first_page_header_footer:
        _first_page(section, document)
    _right_tab(foot, text_width(section))
    write(foot, words(f"{document.kind} · {_('version {version}').format(version=document.version)}\t"))
    _page_number(foot)


def _first_page(section: Section, document: Document) -> None:
    section.first_page_header.is_linked_to_previous = section.first_page_footer.is_linked_to_previous = False
    head = section.first_page_header.paragraphs[0]
    put(head._p.get_or_add_pPr(), element("pStyle", val="CgInternal" if document.internal else "Header"), ("tabs",))
    write(head, words(document.internal))
    foot = section.first_page_footer.paragraphs[0]
    put(foot._p.get_or_add_pPr(), element("pStyle", val="Footer"), ("tabs",))


def _right_tab(paragraph: object, width: int) -> None:
    tab = element("tab", val="right", pos=round(Emu(width) / 635))
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    put(properties, element("tabs", (tab,)), ("spacing", "ind", "jc"))


def _page_number(paragraph: object) -> None:
    body = paragraph._p  # type: ignore[attr-defined]
    before, between = _("page {page} sur {pages}").split("{page}")[0], _("page {page} sur {pages}").split("{page}")[1]
    write(paragraph, words(before))  # type: ignore[arg-type]
    body.extend(field("PAGE", "1"))
    write(paragraph, words(between.replace("{pages}", "")))  # type: ignore[arg-type]
    body.extend(field("NUMPAGES", "1"))


def first_section(docx: DocxDocument) -> Section:
    """The section that the file begins with, without the columns and grids of the library's template."""
    section = docx.sections[0]
    for name in ("w:docGrid", "w:cols"):
        for old in section._sectPr.findall(qn(name)):
            section._sectPr.remove(old)
    return section
