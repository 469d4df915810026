"""Tables and pictures on a slide: native, described, in the layout's own place, with their caption."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pptx.util import Emu, Pt

from coursegen.i18n import gettext as _
from coursegen.outputs.slides.canvas import Drawn, body_of, put
from coursegen.outputs.slides.captions import caption_height
from coursegen.outputs.slides.charts import draw_chart
from coursegen.outputs.slides.fixes.descriptions import describe
from coursegen.outputs.slides.forms import Role
from coursegen.outputs.slides.geometry import GRID, PT, Box
from coursegen.outputs.slides.mapping import Choice
from coursegen.outputs.slides.tables import SIDE, TOP, TablePage
from coursegen.outputs.slides.text import plain_line
from coursegen.slides_model import Chart, Picture

if TYPE_CHECKING:
    from coursegen.outputs.slides.painting import PagePainter

_THEME_FACE = "+mn-lt"  # LibreOffice gives cells of an unknown table style its own serif face


def draw(painter: PagePainter) -> None:
    """Draw the page's table or picture; nothing on pages of text."""
    page = painter.page
    if page.visual_box is None:
        return
    if page.table:
        _table(painter, page.table, page.visual_box)
    elif isinstance(page.picture, Chart):
        _chart(painter, page.picture, page.visual_box)
    elif page.picture:
        _picture(painter, page.picture, page.visual_box)


def _picture(painter: PagePainter, picture: Picture, box: Box) -> None:
    data, size = painter.studio.shelf.find(picture.media, painter.page.source.title)
    inner = box.holding(*size)
    drawn = painter.canvas.picture(data, inner, _("Image"))
    describe(drawn, picture.alt or picture.caption or painter.page.source.title)
    _adopt(painter, drawn)
    _caption(painter, picture.caption, _under(painter.choice, inner, box, picture.caption))


def _chart(painter: PagePainter, chart: Chart, box: Box) -> None:
    drawn = draw_chart(painter.canvas, chart, box, painter.studio.chart_colours, painter.studio.language)
    describe(drawn, chart.alt or painter.page.source.title)
    _adopt(painter, drawn)
    height = caption_height(chart.caption, box.width, painter.choice)
    _caption(painter, chart.caption, Box(box.left, box.bottom + GRID // 2, box.width, height))


def _under(choice: Choice, inner: Box, box: Box, caption: str) -> Box:
    """Where a picture's caption starts with the picture, unless that costs a line more."""
    width, height = box.right - inner.left, caption_height(caption, box.width, choice)
    if caption_height(caption, width, choice) > height:
        return Box(box.left, inner.bottom + GRID // 2, box.width, height)
    return Box(inner.left, inner.bottom + GRID // 2, width, height)


def _table(painter: PagePainter, table: TablePage, box: Box) -> None:
    size = Box(box.left, box.top, round(sum(table.widths) * PT), round(table.height * PT))
    style = painter.studio.table_style
    drawn = painter.canvas.table(len(table.rows), len(table.widths), size, _("Tableau"), style)
    describe(drawn, table.caption or _("Tableau : {title}").format(title=painter.page.title))
    for column, width in zip(drawn.table.columns, table.widths, strict=True):
        column.width = Emu(round(width * PT))
    for number, (row, cells, height) in enumerate(zip(drawn.table.rows, table.rows, table.heights, strict=True)):
        row.height = Emu(round(height * PT))
        for cell, line in zip(row.cells, cells, strict=True):
            _cell_margins(cell)
            words = tuple(replace(run, bold=True, link="") for run in line) if number == 0 else line
            painter.writer.lines(cell._tc.txBody, [words], table.size, face=_THEME_FACE)
    _adopt(painter, drawn)
    _caption(
        painter,
        table.caption,
        Box(box.left, size.bottom + GRID, box.width, caption_height(table.caption, box.width, painter.choice)),
    )


def _cell_margins(cell: Drawn) -> None:
    cell.margin_left = cell.margin_right = Pt(SIDE)
    cell.margin_top = cell.margin_bottom = Pt(TOP)
    cell._tc.get_or_add_tcPr().set("anchor", "ctr")


def _adopt(painter: PagePainter, drawn: Drawn) -> None:
    """The zone of the layout that was kept for it, if its own text doesn't fill that."""
    role = Role.VISUAL if painter.place(Role.VISUAL) else None
    if role is None and painter.page.text is None:
        role = Role.BODY
    placeholder = painter.placeholder(role) if role else None
    if placeholder is not None:
        painter.canvas.adopt(drawn, placeholder)


def _follows(painter: PagePainter) -> bool:
    """Whether the caption may come up under its picture: not where the layout has its title in between."""
    caption, title = painter.choice.places[Role.CAPTION].frame.box, painter.choice.places[Role.TITLE].frame.box
    return (
        title.bottom <= caption.top and painter.page.visual_box is not None and title.top <= painter.page.visual_box.top
    )


def _caption(painter: PagePainter, caption: str, box: Box) -> None:
    """Under the picture or table, in the layout's zone or one of ours."""
    if not caption:
        return
    target = painter.write(Role.CAPTION, [plain_line(caption)])
    if target is not None:
        if _follows(painter):
            put(target, box)
        return
    drawn = painter.canvas.text_box(box, _("Légende"))
    painter.writer.lines(body_of(drawn), [plain_line(caption)], painter.studio.charter.sizes.caption)
