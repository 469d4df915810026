"""One planned page drawn on one slide of the template."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as DrawnSlide
from pptx.util import Emu, Pt

from coursegen.charter import Charter
from coursegen.i18n import gettext as _
from coursegen.outputs.slides import ribbon
from coursegen.outputs.slides.fixes.descriptions import describe
from coursegen.outputs.slides.fixes.empty_placeholders import drop_empty_placeholders
from coursegen.outputs.slides.fixes.footers import copy_footers
from coursegen.outputs.slides.flow import TextPage, fits_one_line, title_styles
from coursegen.outputs.slides.forms import Form, Role
from coursegen.outputs.slides.geometry import GRID, PT, Box
from coursegen.outputs.slides.mapping import Choice, LayoutMap, Place
from coursegen.outputs.slides.markup import NAMESPACES, Colour, shape
from coursegen.outputs.slides.pages import RIBBON_HEIGHT, Page, panel_frame, panel_paragraphs
from coursegen.outputs.slides.pictures import PictureShelf
from coursegen.outputs.slides.tables import SIDE, TOP, TablePage
from coursegen.outputs.slides.text import TextWriter, plain_line
from coursegen.slides_model import Line

_TAKES_FRAMES = (PP_PLACEHOLDER.TABLE, PP_PLACEHOLDER.PICTURE, PP_PLACEHOLDER.OBJECT)


@dataclass(frozen=True, slots=True)
class Words:
    """What is written round the page's own content: running heads (longest first), footers, cover data, numeral."""

    kickers: Sequence[str] = ()
    numeral: Sequence[str] = ()
    meta: Sequence[str] = ()
    clause: str = ""
    footers: Sequence[str] = ()
    date: str = ""


@dataclass(frozen=True, slots=True)
class Studio:
    """What all pages of a deck share."""

    deck: Deck
    layouts: LayoutMap
    charter: Charter
    shelf: PictureShelf
    language: str
    table_style: str


class PagePainter:
    """Draws one page."""

    def __init__(self, studio: Studio, page: Page, words: Words) -> None:
        self._studio = studio
        self._page = page
        self._words = words
        self._choice: Choice = studio.layouts[page.form]
        self.slide: DrawnSlide = studio.deck.slides.add_slide(self._choice.layout)
        self._writer = TextWriter(self.slide, studio.language)

    def paint(self) -> DrawnSlide:
        """Fill the slide: title first, in the order it is read."""
        self._title()
        self._heads()
        self._text()
        self._panel()
        self._ribbon()
        self._visual()
        drop_empty_placeholders(self.slide)
        footer = self._footer()
        copy_footers(self.slide, footer, self._words.date, self._studio.language)
        return self.slide

    def _placeholder(self, place: Place | None) -> BaseShape | None:
        if place is None:
            return None
        return next((s for s in self.slide.placeholders if s.placeholder_format.idx == place.index), None)

    def _place(self, role: Role) -> Place | None:
        return self._choice.places.get(role)

    def _write(self, role: Role, lines: Sequence[Line], levels: Sequence[int] = ()) -> bool:
        """Whether the layout has the zone; then it has the words."""
        target = self._placeholder(self._place(role))
        if target is not None and lines:
            self._writer.lines(_body_of(target), lines, levels=levels)
        return target is not None

    def _title(self) -> None:
        place = self._place(Role.TITLE)
        target = self._placeholder(place)
        assert place is not None and target is not None
        line = plain_line(self._page.title)
        minimum = self._studio.charter.sizes.title_min
        style, taken = title_styles(line, place.frame, minimum)
        native = place.frame.levels[0].size
        self._writer.lines(_body_of(target), [line], None if style.size == native else style.size)
        over = round((taken - place.frame.height) * PT)
        if over > 0:  # a very long title takes the room over it
            box = place.frame.box
            _put(target, Box(box.left, max(0, box.top - over), box.width, box.height + over))

    def _heads(self) -> None:
        kicker = self._place(Role.KICKER)
        if kicker:
            one_line = kicker.frame.box.height < 4 * GRID
            head = next((k for k in self._words.kickers if not one_line or fits_one_line(k, kicker.frame)), "")
            self._write(Role.KICKER, [plain_line(head)] if head else [])
        self._write(Role.NUMERAL, [plain_line(text) for text in self._words.numeral], range(len(self._words.numeral)))
        meta = [plain_line(text) for text in self._words.meta]
        if not self._write(Role.META, meta) and self._page.form is Form.TITLE:
            self._append_to_body(meta)
        if self._words.clause:
            self._write(Role.CLAUSE, [plain_line(self._words.clause)])

    def _append_to_body(self, lines: Sequence[Line]) -> None:
        """A cover without a zone for the sponsor has it in its subtitle."""
        place = self._place(Role.BODY)
        target = self._placeholder(place)
        if target is None or place is None:
            return
        own = [para.line for para in self._page.text.paras] if self._page.text else []
        room = int(place.frame.height / (place.frame.levels[0].size * 1.3))
        self._writer.lines(_body_of(target), [*own, *lines][: max(room, len(own), 1)])

    def _text(self) -> None:
        page, place = self._page, self._place(Role.BODY)
        target = self._placeholder(place)
        if page.text is None or place is None or target is None:
            return
        if page.form is Form.TITLE and Role.META not in self._choice.places:
            return
        if page.text_box:
            _put(target, page.text_box)
        self._writer.page(_body_of(target), page.text, place.frame)

    def _panel(self) -> None:
        if not self._page.panel:
            return
        frame, styles = panel_frame(self._choice)
        paras = panel_paragraphs(self._page.panel)
        if Role.PANEL in self._choice.places:
            target = self._placeholder(self._place(Role.PANEL))
            assert target is not None
            self._writer.page(_body_of(target), TextPage(paras, styles), frame)
            return
        box = self.slide.shapes.add_textbox(frame.box.left, frame.box.top, frame.box.width, frame.box.height)
        box.name = _("Consignes pratiques")
        box.text_frame.word_wrap = True
        lines = [para.line for para in paras]
        self._writer.lines(_body_of(box), lines)
        for node, para in zip(_body_of(box).findall(qn("a:p")), paras, strict=True):
            style = styles[para.level]
            for looks in node.iter(qn("a:rPr")):
                looks.set("sz", str(round(style.size * 100)))
            spacing = etree.Element(qn("a:pPr"))
            before = etree.SubElement(etree.SubElement(spacing, qn("a:spcBef")), qn("a:spcPts"))
            before.set("val", str(round(style.before * 100)))
            node.insert(0, spacing)
        self._edge(Box(frame.box.left - GRID, frame.box.top, GRID // 4, frame.box.height))

    def _edge(self, box: Box) -> None:
        """A line in the template's accent beside the panel."""
        markup = shape(self._next_id(), "Bord du volet", box, fill=Colour("accent1"))
        self._append(markup)

    def _ribbon(self) -> None:
        page, place = self._page, self._place(Role.BODY)
        if page.ribbon and place:
            box = place.frame.box.upper(RIBBON_HEIGHT - 2 * GRID)
            self._append(ribbon.ribbon(self._next_id(), box, page.ribbon, self._studio.language))

    def _append(self, markup: str) -> None:
        element = parse_xml(markup.replace("<p:", f"<p:{''}", 1).replace(">", f" {NAMESPACES}>", 1))
        for node in element.iter(qn("p:nvPr")):
            node.attrib.pop("userDrawn", None)
        self.slide.shapes._spTree.append(element)

    def _next_id(self) -> int:
        return max(int(node.get("id", 0)) for node in self.slide.shapes._spTree.iter(qn("p:cNvPr"))) + 1

    def _visual(self) -> None:
        page = self._page
        if page.table and page.visual_box:
            self._table(page.table, page.visual_box)
        elif page.picture and page.visual_box:
            self._picture(page.visual_box)

    def _visual_placeholder(self) -> BaseShape | None:
        """The empty zone that the table or picture takes the place of."""
        place = self._place(Role.VISUAL)
        if place is None and self._page.text is None:
            place = self._place(Role.BODY)
        return self._placeholder(place)

    def _adopt(self, frame: BaseShape) -> None:
        """The table or picture takes over its placeholder, so that the layout goes on ruling it."""
        old = self._visual_placeholder()
        if old is None:
            return
        if old.placeholder_format.type in _TAKES_FRAMES:
            mark = old._element.find(f".//{qn('p:ph')}")
            frame._element.find(f".//{qn('p:nvPr')}").insert(0, mark)
        old._element.getparent().remove(old._element)

    def _picture(self, box: Box) -> None:
        picture = self._page.picture
        assert picture is not None
        data, size = self._studio.shelf.find(picture.media, self._page.source.title)
        inner = box.holding(*size)
        drawn = self.slide.shapes.add_picture(io.BytesIO(data), inner.left, inner.top, inner.width, inner.height)
        drawn.name = _("Image")
        describe(drawn, picture.alt or picture.caption or self._page.source.title)
        self._adopt(drawn)
        self._caption(picture.caption, Box(box.left, inner.bottom + GRID // 2, box.width, 3 * GRID))

    def _caption(self, caption: str, box: Box) -> None:
        """Under the picture or table, in the layout's zone or one of ours."""
        place = self._place(Role.CAPTION)
        if not caption:
            return
        if place and self._write(Role.CAPTION, [plain_line(caption)]):
            target = self._placeholder(place)
            assert target is not None
            own = place.frame.box
            _put(target, Box(box.left, box.top, box.width, max(own.height, box.height)))
            return
        drawn = self.slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
        drawn.name = _("Légende")
        drawn.text_frame.word_wrap = True
        self._writer.lines(_body_of(drawn), [plain_line(caption)], self._studio.charter.sizes.caption)

    def _table(self, table: TablePage, box: Box) -> None:
        rows, columns = len(table.rows), len(table.widths)
        drawn = self.slide.shapes.add_table(
            rows, columns, box.left, box.top, Emu(round(sum(table.widths) * PT)), Emu(round(table.height * PT))
        )
        drawn.name = _("Tableau")
        describe(drawn, table.caption or _("Tableau : {title}").format(title=self._page.title))
        grid = drawn.table
        grid._tbl.tblPr.find(qn("a:tableStyleId")).text = self._studio.table_style
        for column, width in zip(grid.columns, table.widths, strict=True):
            column.width = Emu(round(width * PT))
        for row, cells, height in zip(grid.rows, table.rows, table.heights, strict=True):
            row.height = Emu(round(height * PT))
            for cell, line in zip(row.cells, cells, strict=True):
                cell.margin_left = cell.margin_right = Pt(SIDE)
                cell.margin_top = cell.margin_bottom = Pt(TOP)
                cell._tc.get_or_add_tcPr().set("anchor", "ctr")
                self._writer.lines(cell._tc.txBody, [line], table.size)
        self._adopt(drawn)
        self._caption(table.caption, Box(box.left, box.top + round(table.height * PT) + GRID, box.width, 3 * GRID))

    def _footer(self) -> str:
        for placeholder in self._choice.layout.placeholders:
            if placeholder.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                frame = _footer_frame(self._choice, placeholder)
                return next((text for text in self._words.footers if fits_one_line(text, frame)), "")
        return ""


def _footer_frame(choice: Choice, placeholder: object):  # type: ignore[no-untyped-def]
    from coursegen.outputs.slides.styles import frame_of

    return frame_of(choice.layout, placeholder)  # type: ignore[arg-type]


def _body_of(target: BaseShape) -> etree._Element:
    body = target._element.find(qn("p:txBody"))
    assert body is not None
    return body


def _put(target: BaseShape, box: Box) -> None:
    target.left, target.top = Emu(box.left), Emu(box.top)
    target.width, target.height = Emu(box.width), Emu(box.height)
