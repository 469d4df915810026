"""Each block of a document as paragraphs and tables of the file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import singledispatchmethod

from docx.document import Document as DocxDocument
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
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
from coursegen.outputs.documents.word import inline, pictures
from coursegen.outputs.documents.word.keeping import held_items, hold
from coursegen.outputs.documents.word.numbering import Numbering, in_list
from coursegen.outputs.documents.word.page import dress, text_height, text_width, turn
from coursegen.outputs.documents.word.styles import BOX_LEFT, LOOKS, box_style
from coursegen.outputs.documents.word.tables import TableWriter
from coursegen.outputs.documents.word.xml import Element, element, put, say

_ROOM_TO_SIGN = 2.2  # centimetres
_AIR, _AFTER_LIST = Pt(10), Pt(6)
_EMU_PER_POINT = 12_700
_FEW_LINES = 5  # to write on: no page end among them
_CHECK_STEP = 420  # twips: the square and its space


@dataclass
class BlockWriter:
    """Writes blocks one after the other. `breaking`: what comes next begins a page.

    `after_table`: what stands above ends without air of its own.
    """

    docx: DocxDocument
    document: Document
    charter: Charter
    numbering: Numbering = field(init=False)
    section: Section = field(init=False)
    counted: dict[str, int] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    marks: int = 0
    after_table: bool = False
    breaking: bool = False
    box: str = ""
    last: DocxParagraph | None = None

    def __post_init__(self) -> None:
        self.numbering = Numbering(self.docx, round(20 * BOX_LEFT))
        self.section = self.docx.sections[-1]

    @property
    def width(self) -> int:
        """The width of the text where the writing goes on, in EMU."""
        return text_width(self.section)

    def paragraph(self, style: str) -> DocxParagraph:
        """A new paragraph in the style of that key."""
        made = self.docx.add_paragraph()
        if style != "Normal":
            say(made._p.get_or_add_pPr(), element("pStyle", val=style))
        if self.breaking:
            made.paragraph_format.page_break_before = True
            made.paragraph_format.space_before = Pt(0)
        elif self.after_table and not style.startswith(("Heading", "Caption")):
            made.paragraph_format.space_before = _AIR
        self.after_table = self.breaking = False
        self.last = made
        return made

    def _style(self, style: str) -> str:
        """In a box, its own."""
        return self.box or style

    @singledispatchmethod
    def write(self, block: Block) -> None:
        """Write one block."""
        raise TypeError(f"no writer for {type(block).__name__}")

    @write.register
    def _paragraph(self, block: Paragraph) -> None:
        if not "".join(run.text for run in block.line).strip():
            return
        made = self.paragraph(self._style(LOOKS[block.look]))
        if block.keep_with_next:
            made.paragraph_format.keep_with_next = True
        inline.write(made, block.line)

    @write.register
    def _heading(self, block: Heading) -> None:
        """In a box a title is a strong line: the plan of the document has no room for it."""
        if not block.text.strip():
            return
        if self.box:
            self.write(Paragraph(words(block.text, bold=True), keep_with_next=True))
            return
        block = replace(block, level=min(4, max(1, block.level)))
        self.breaking |= block.new_page
        made = self.paragraph(f"Heading{block.level}")
        if self.document.numbered and block.level <= 3:
            say(made._p.get_or_add_pPr(), in_list(self.numbering.titles(counted=block.counted), block.level - 1))
        inline.write(made, words(block.text))
        if block.hue is not None:
            colour = element("color", val=self.charter.hue(block.hue).strip("#"))
            for run in made.runs:
                put(run._r.get_or_add_rPr(), colour, ("sz", "szCs", "u", "rtl", "lang"))
        self._mark(made, heading_mark(len(self.headings)))
        if block.key:
            self._mark(made, inline.mark_of(block.key))
        self.headings.append(block)

    def _mark(self, made: DocxParagraph, name: str) -> None:
        inline.bookmark(made, name, self.marks)
        self.marks += 1

    @write.register
    def _list(self, block: ItemList) -> None:
        if block.checks:
            self._checks(block)
            return
        key, number = self.numbering.begin(block, boxed=bool(self.box))
        together = held_items(len(block.items), squares=False)
        for at, item in enumerate(block.items):
            made = self.paragraph(self._style(key))
            say(made._p.get_or_add_pPr(), in_list(number, item.level))
            inline.write(made, item.line)
            if at in together:
                hold(made._p)
        self._end_list(block)

    def _end_list(self, block: ItemList) -> None:
        """A list ends with the air of a paragraph; in a box the ground goes on."""
        if block.items and self.last is not None and not self.box:
            self.last.paragraph_format.space_after = _AFTER_LIST

    def _checks(self, block: ItemList) -> None:
        together = held_items(len(block.items), squares=True)
        for at, item in enumerate(block.items):
            made = self.paragraph(self._style("CgChecks"))
            left = _CHECK_STEP * (min(item.level, 2) + 1) + (round(20 * BOX_LEFT) if self.box else 0)
            hanging = left - round(20 * BOX_LEFT) if self.box else _CHECK_STEP
            say(made._p.get_or_add_pPr(), element("ind", left=left, hanging=hanging))
            inline.write(made, (*words(f"{inline.SQUARE}\t"), *item.line))
            if at in together:
                hold(made._p)
        self._end_list(block)

    @write.register
    def _table(self, block: Table) -> None:
        if block.caption:
            self._caption(_("Tableau"), block.caption, above=True)
        self._put_table(block)

    def _put_table(self, block: Table) -> None:
        """Word would join it to one that stands right above, and has no page break in a table."""
        room = self.width / _EMU_PER_POINT, text_height(self.section) / _EMU_PER_POINT
        made = TableWriter(self.charter, self.docx._body).made(block, *room)
        if made is None:
            return
        if self.after_table or self.breaking:
            self.paragraph("CgGap")
        self.docx._body._element._insert_tbl(made)
        self.after_table = True

    @write.register
    def _facts(self, block: Facts) -> None:
        """Lines rather than a table: nothing in them is a header."""
        last = len(block.pairs) - 1
        for at, (label, value) in enumerate(block.pairs):
            made = self.paragraph(self._style("CgFact"))
            inline.write(made, (*words(f"{label}\t", bold=True), *value))
            if at < last:
                hold(made._p)
            elif not self.box:
                made.paragraph_format.space_after = _AIR

    @write.register
    def _figure(self, block: Figure) -> None:
        made = self.paragraph(self._style("CgFigure"))
        room = round(self.width * min(1.0, block.width)), text_height(self.section)
        if pictures.place(made, block, *room):
            made.paragraph_format.keep_with_next = bool(block.caption)
        else:
            self._instead(made, block)
        if block.caption:
            self._caption(_("Figure"), block.caption)

    def _instead(self, made: DocxParagraph, block: Figure) -> None:
        """What the picture shows, in words, where it can't be shown."""
        say(made._p.get_or_add_pPr(), element("pStyle", val="CgAbsent"))
        inline.write(made, words(_("[Image : {what}]").format(what=block.alt or block.caption or _("sans texte"))))

    def _caption(self, label: str, text: str, above: bool = False) -> None:
        number = self.counted[label] = self.counted.get(label, 0) + 1
        made = self.paragraph("Caption")
        if above:
            made.paragraph_format.keep_with_next = True
            made.paragraph_format.space_before, made.paragraph_format.space_after = _AIR, Pt(4)
        inline.write(made, words(f"{label} "))
        made._p.extend(inline.field(f"SEQ {label} \\* ARABIC", str(number)))
        inline.write(made, words(f" – {text}"))

    @write.register
    def _callout(self, block: Callout) -> None:
        """The lines of a box stand on the same ground; a table in it stands between two parts of the ground."""
        outer, self.box = self.box, box_style(block.box)
        if block.title.strip():
            inline.write(self.paragraph(box_style(block.box, title=True)), words(block.title))
        for inner in block.blocks:
            self.write(inner)
        self.box = outer
        if self.last is not None and not outer and not self.after_table:
            self.last.paragraph_format.space_after = _AIR

    @write.register
    def _lines(self, block: AnswerLines) -> None:
        """One paragraph, for a screen reader to pass over at once."""
        made = self.paragraph(self._style("CgLine"))
        made.paragraph_format.keep_together = block.count <= _FEW_LINES or None
        tab = element("tab", val="right", leader="dot", pos=round(self.width / 635))
        say(made._p.get_or_add_pPr(), element("tabs", (tab,)))
        inline.write(made, words("\n".join("\t" * max(1, block.count))))

    @write.register
    def _to_write(self, block: Placeholder) -> None:
        words_shown = _("[À compléter : {what}]").format(what=block.prompt)
        self.paragraph(self._style("Normal"))._p.append(inline.styled(words_shown, "CgToWrite"))

    @write.register
    def _break(self, _block: PageBreak) -> None:
        self.breaking = True

    @write.register
    def _turn(self, block: Orientation) -> None:
        before = [*self.docx._body._element][-2:-1]
        section = self.docx.add_section(WD_SECTION.NEW_PAGE)
        self._end_section(before)
        self.section = section
        turn(section, block.landscape, self.document)
        dress(self.docx, section, self.document)
        self.breaking = self.after_table = False

    def _end_section(self, before: list[Element]) -> None:
        """A section ends with its last paragraph; only after a table it needs one of its own."""
        bearer = [*self.docx._body._element][-2]
        if before and before[0].tag == bearer.tag and before[0].find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
            before[0].get_or_add_pPr().append(bearer.pPr.find(qn("w:sectPr")))
            bearer.getparent().remove(bearer)
        else:
            say(bearer.get_or_add_pPr(), element("pStyle", val="CgGap"))

    @write.register
    def _contents(self, block: Contents) -> None:
        inline.write(self.paragraph("TOCHeading"), words(_("Sommaire")))
        self.paragraph("TOC1").add_run(CONTENTS_MARK.format(depth=block.depth))
        self.after_table = True

    @write.register
    def _signatures(self, block: Signatures) -> None:
        if not block.people:
            return
        header = tuple(Cell((words(person),), bold=True) for person in block.people)
        below = tuple(Cell((words(_("Date et signature")),)) for _person in block.people)
        self._put_table(Table(header, (below,), row_height=_ROOM_TO_SIGN))


CONTENTS_MARK = "\ue000{depth}"  # stands where the table of contents goes, until every heading is known


def heading_mark(number: int) -> str:
    """The name of the bookmark of a heading, by its place in the document."""
    return f"_Toc{number + 1:06}"
