"""A document as a .docx file: real styles, lists, tables, fields; nothing drawn that could be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coursegen.charter import Charter
from coursegen.documents_model import Document, Look, Paragraph, words
from coursegen.outputs.documents.word.blocks import BlockWriter
from coursegen.outputs.documents.word.contents import fill_contents
from coursegen.outputs.documents.word.cover import write_cover, write_head, write_signs
from coursegen.outputs.documents.word.inline import write
from coursegen.outputs.documents.word.keeping import held, hold_end
from coursegen.outputs.documents.word.package import blank, packed, settle
from coursegen.outputs.documents.word.page import dress, first_section, frame, text_width, turn
from coursegen.outputs.documents.word.styles import install
from coursegen.outputs.documents.word.widths import turned
from methodology.i18n import speaking

_NOWHERE: Mapping[int, int] = {}
_EMU_PER_POINT = 12_700


def write_document(document: Document, charter: Charter, pages: Mapping[int, int] = _NOWHERE) -> bytes:
    """The bytes of the file; the same for the same document.

    `pages`: the page of each heading by its place among them, once a rendering has told; without it the table of
    contents asks the word processor to number itself.
    """
    with speaking(document.language.partition("-")[0].lower()):
        return _written(document, charter, pages)


def _written(document: Document, charter: Charter, pages: Mapping[int, int]) -> bytes:
    docx = blank()
    install(docx, charter, _full(document.language), sheet=not document.cover)
    section = first_section(docx)
    turn(section, document.landscape, document)
    dress(docx, section, document)
    if document.framed:
        frame(section, charter.colours.accent)
    if document.cover:
        write_cover(docx, document, charter)
    else:
        write_signs(docx, document, charter)
        write_head(docx, document)
    writer = BlockWriter(docx, document, charter)
    writer.breaking = document.cover
    kept = replace(document, blocks=tuple(held(document.blocks)))
    for block in turned(kept, text_width(section) / _EMU_PER_POINT, charter):
        writer.write(block)
    if document.clause:
        hold_end(docx._body._element)
        write(writer.paragraph("CgClause"), words(document.clause))
    fill_contents(docx, writer.headings, pages, numbered=document.numbered)
    settle(docx, document)
    return packed(docx)


def _full(language: str) -> str:
    """The language with a country, as Word wants it: `fr-FR`."""
    return {"fr": "fr-FR", "en": "en-GB", "pt": "pt-PT", "es": "es-ES"}.get(language, language)


__all__ = ["Look", "Paragraph", "write_document"]
