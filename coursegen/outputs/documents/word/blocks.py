"""Each block of a document as paragraphs and tables of the file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatchmethod

from docx.document import Document as DocxDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.shared import Emu, Pt
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph as DocxParagraph

from coursegen.charter import Charter
from coursegen.documents_model import (
    AnswerLines,
    Block,
    Callout,
    Cell,
    Contents,
    Document,
    Facts,
    Figure,
    Heading,
    ItemList,
    Orientation,
    PageBreak,
    Paragraph,
    Placeholder,
    Signatures,
    Table,
    words,
)
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.word import inline
from coursegen.outputs.documents.word.numbering import Numbering, in_list
from coursegen.outputs.documents.word.page import dress, text_width, turn
from coursegen.outputs.documents.word.pictures import describe
from coursegen.outputs.documents.word.styles import LOOKS, box_style
from coursegen.outputs.documents.word.tables import fill_table
from coursegen.outputs.documents.word.xml import element, put

_AFTER_STYLE = ("keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc")
_ROOM_TO_SIGN = 2.2  # centimetres
_AIR = Pt(10)


@dataclass
class BlockWriter:
    """Writes blocks one after the other. `pages`: on which page each heading stands, by the number of its bookmark."""

    docx: DocxDocument
    document: Document
    charter: Charter
    pages: Mapping[int, int]
    numbering: Numbering = field(init=False)
    counted: dict[str, int] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    after_table: bool = False

    def __post_init__(self) -> None:
        self.numbering = Numbering(self.docx)

    @property
    def width(self) -> int:
        """The width of the text where the writing goes on, in EMU."""
        return text_width(self.docx.sections[-1])

    def paragraph(self, style: str) -> DocxParagraph:
        """A new paragraph in the style of that key."""
        made = self.docx.add_paragraph()
        if style != "Normal":
            put(made._p.get_or_add_pPr(), element("pStyle", val=style), _AFTER_STYLE)
        if self.after_table and not style.startswith(("Heading", "Caption")):
            made.paragraph_format.space_before = _AIR
        self.after_table = False
        return made

    def _table_of(self, rows: int, columns: int) -> DocxTable:
        """A new table; Word would join it to one that stands right above."""
        if self.after_table:
            self.paragraph("CgSmall")
        self.after_table = True
        made: DocxTable = self.docx.add_table(rows, columns)
        return made

    @singledispatchmethod
    def write(self, block: Block) -> None:
        """Write one block."""
        raise TypeError(f"no writer for {type(block).__name__}")

    @write.register
    def _paragraph(self, block: Paragraph) -> None:
        made = self.paragraph(LOOKS[block.look])
        if block.keep_with_next:
            made.paragraph_format.keep_with_next = True
        inline.write(made, block.line)

    @write.register
    def _heading(self, block: Heading) -> None:
        made = self.paragraph(f"Heading{block.level}")
        if block.new_page:
            made.paragraph_format.page_break_before = True
        inline.write(made, words(block.text))
        if block.hue is not None:
            colour = element("color", val=self.charter.hue(block.hue).strip("#"))
            made.runs[0]._r.get_or_add_rPr().append(colour)
        inline.bookmark(made, heading_mark(len(self.headings)), len(self.headings))
        self.headings.append(block)

    @write.register
    def _list(self, block: ItemList, style: str = "") -> None:
        key, number = self.numbering.begin(block)
        for item in block.items:
            made = self.paragraph(style or key)
            put(made._p.get_or_add_pPr(), in_list(number, item.level), _AFTER_STYLE[4:])
            inline.write(made, item.line)

    @write.register
    def _table(self, block: Table) -> None:
        if block.caption:
            self._caption(_("Tableau"), block.caption, above=True)
        rows, columns = 1 + len(block.rows), sum(cell.span for cell in block.header)
        fill_table(self._table_of(rows, columns), block, self.charter, self.width)

    @write.register
    def _facts(self, block: Facts) -> None:
        """Lines rather than a table: nothing in them is a header."""
        for label, value in block.pairs:
            inline.write(self.paragraph("CgFact"), (*words(f"{label}\t", bold=True), *value))

    @write.register
    def _figure(self, block: Figure) -> None:
        made = self.paragraph("Normal")
        made.paragraph_format.keep_with_next = bool(block.caption)
        picture = made.add_run().add_picture(io.BytesIO(block.data))
        wanted = min(round(self.width * block.width), picture.width)
        picture.height = Emu(round(picture.height * wanted / picture.width))
        picture.width = Emu(wanted)
        describe(picture, block.alt)
        if block.caption:
            self._caption(_("Figure"), block.caption)

    def _caption(self, label: str, text: str, above: bool = False) -> None:
        number = self.counted[label] = self.counted.get(label, 0) + 1
        made = self.paragraph("Caption")
        made.paragraph_format.keep_with_next = above
        inline.write(made, words(f"{label} "))
        made._p.extend(inline.field(f"SEQ {label} \\* ARABIC", str(number)))
        inline.write(made, words(f" – {text}"))

    @write.register
    def _callout(self, block: Callout) -> None:
        inline.write(self.paragraph(box_style(block.box, title=True)), words(block.title))
        for inner in block.blocks:
            if isinstance(inner, Paragraph):
                inline.write(self.paragraph(box_style(block.box)), inner.line)
            elif isinstance(inner, ItemList):
                self._list(inner, box_style(block.box))
            else:
                self.write(inner)
        self.after_table = True

    @write.register
    def _lines(self, block: AnswerLines) -> None:
        for _number in range(block.count):
            made = self.paragraph("CgLine")
            tab = element("tab", val="right", leader="dot", pos=round(self.width / 635))
            put(made._p.get_or_add_pPr(), element("tabs", (tab,)), ("spacing", "ind", "jc"))
            inline.write(made, words("\t"))

    @write.register
    def _to_write(self, block: Placeholder) -> None:
        words_shown = _("[À compléter : {what}]").format(what=block.prompt)
        self.paragraph("Normal")._p.append(inline.styled(words_shown, "CgToWrite"))

    @write.register
    def _break(self, _block: PageBreak) -> None:
        self.docx.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    @write.register
    def _turn(self, block: Orientation) -> None:
        section = self.docx.add_section(WD_SECTION.NEW_PAGE)
        turn(section, block.landscape)
        dress(self.docx, section, self.document)

    @write.register
    def _contents(self, block: Contents) -> None:
        inline.write(self.paragraph("TOCHeading"), words(_("Sommaire")))
        self.paragraph("TOC1").add_run(CONTENTS_MARK.format(depth=block.depth))

    @write.register
    def _signatures(self, block: Signatures) -> None:
        header = tuple(Cell((words(person),), bold=True) for person in block.people)
        below = tuple(Cell((words(_("Date et signature")),)) for _person in block.people)
        table = Table(header, (below,), row_height=_ROOM_TO_SIGN)
        fill_table(self._table_of(2, len(header)), table, self.charter, self.width)


CONTENTS_MARK = "\ue000{depth}"  # stands where the table of contents goes, until every heading is known


def heading_mark(number: int) -> str:
    """The name of the bookmark of a heading, by its place in the document."""
    return f"_Toc{number + 1:06}"
