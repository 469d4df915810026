"""The first page: what the document is, its title, version, date, people; logos, emblem and statement at the foot."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator

from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph as DocxParagraph

from coursegen.charter import Charter, Logo, emblem_png
from coursegen.documents_model import Document, words
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.dates import long_date
from coursegen.outputs.documents.word.inline import styled, write
from coursegen.outputs.documents.word.pictures import describe
from coursegen.outputs.documents.word.xml import element, say

_FINE = 240  # pixels of the emblem's height
_EMBLEM = Cm(1.4)  # the least is 1 cm
_LOGO = Cm(1.6)
_SMALL = Cm(1.1)
_AWARDED = Pt(34)
"""The title of a page in a frame: it is read from across the room."""


@functools.cache
def _emblem_data() -> bytes:
    return emblem_png(_FINE)


def write_cover(docx: DocxDocument, document: Document, charter: Charter) -> None:
    """A page of its own; what follows begins the next."""
    first = _line(docx, "CgCoverKind", document.kind)
    first.paragraph_format.space_before = Pt(40 if document.landscape else 130)
    _line(docx, "Title", document.title)
    if document.subtitle:
        _line(docx, "Subtitle", document.subtitle)
    for number, (label, value) in enumerate(_facts(document)):
        paragraph = _line(docx, "CgCoverFact", "")
        if number == 0:
            paragraph.paragraph_format.space_before = Pt(30)
        write(paragraph, (*words(f"{label} ", bold=True), *words(value)))
    _brand(docx, document, charter)


def write_head(docx: DocxDocument, document: Document) -> None:
    """Three lines instead of a cover: for a sheet that one holds while teaching. In a frame, its title alone."""
    if document.framed:
        title = _line(docx, "Title", document.title)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(10), Pt(14)
        title.runs[0].font.size = _AWARDED
        return
    _line(docx, "CgKind", document.kind)
    _line(docx, "Title", document.title)
    if document.subtitle:
        _line(docx, "Subtitle", document.subtitle)


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    colon = _(" :")
    if document.sponsor:
        yield _("Commanditaire") + colon, document.sponsor
    if document.authors:
        yield _("Auteurs") + colon, ", ".join(document.authors)
    yield _("Version") + colon, f"{document.version} – {long_date(document.date, document.language)}"
    if document.licence:
        yield _("Licence") + colon, document.licence


def _brand(docx: DocxDocument, document: Document, charter: Charter) -> None:
    """The emblem stands beside its statement, at least as high as the largest logo."""
    for logo in charter.logos:
        paragraph = docx.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(36)
        _logo(paragraph, logo)
    if not document.funding or not charter.emblem:
        return
    paragraph = docx.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(36)
    _emblem(paragraph, document, _LOGO if charter.logos else _EMBLEM)


def write_signs(docx: DocxDocument, document: Document, charter: Charter) -> None:
    """One line above the head of a document without a cover: emblem with its statement, logos."""
    if not charter.logos and not (document.funding and charter.emblem):
        return
    paragraph = docx.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(6)
    if document.framed:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if document.funding and charter.emblem:
        _emblem(paragraph, document, _SMALL, raised=14)
    for logo in charter.logos:
        write(paragraph, words("\u2003"))
        _logo(paragraph, logo, _SMALL)


def _emblem(paragraph: DocxParagraph, document: Document, height: Length, raised: int = 26) -> None:
    """The emblem and the statement beside it, `raised` by that many half points to stand at its middle."""
    picture = paragraph.add_run().add_picture(io.BytesIO(_emblem_data()), height=height)
    describe(picture, _("Emblème de l'Union européenne"))
    write(paragraph, words(f"\u2002{document.funding}", bold=True))
    paragraph.runs[-1]._r.get_or_add_rPr().append(element("position", val=raised))


def _logo(paragraph: DocxParagraph, logo: Logo, height: Length = _LOGO) -> None:
    if logo.image is None:
        paragraph._p.append(styled(_("[{logo} : fichier à fournir]").format(logo=logo.name), "CgToWrite"))
        return
    picture = paragraph.add_run().add_picture(io.BytesIO(logo.image), height=height)
    describe(picture, logo.name)


def _line(docx: DocxDocument, style: str, text: str) -> DocxParagraph:
    paragraph = docx.add_paragraph()
    say(paragraph._p.get_or_add_pPr(), element("pStyle", val=style))
    write(paragraph, words(text))
    return paragraph
