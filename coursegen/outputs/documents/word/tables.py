"""Native tables: repeated header row, rows that stay whole, widths that hold, a caption, a text for screen readers."""

from __future__ import annotations

from collections.abc import Sequence

from docx.shared import Cm, Emu
from docx.table import Table as DocxTable
from docx.table import _Cell as DocxCell

from coursegen.charter import Charter
from coursegen.charter.colour import blend
from coursegen.documents_model import Cell, Fill, Table
from coursegen.outputs.documents.word.inline import write
from coursegen.outputs.documents.word.xml import element, put
from coursegen.slides_model import Line

_AFTER_LOOK = ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")
_AFTER_STYLE = ("keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "spacing", "ind", "jc")


def fill_table(made: DocxTable, table: Table, charter: Charter, width: int) -> None:
    """Fill a table that was added with the right number of rows and columns. `width` of the text, in EMU."""
    _frame(made, table.caption or _first_words(table.header), labelled=table.labelled)
    _widen(made, table.widths or (1.0,) * len(table.header), width)
    style = "CgTight" if table.small else "CgCell"
    for row, cells in zip(made.rows, (table.header, *table.rows), strict=True):
        _keep_whole(row)
        if table.row_height and cells is not table.header:
            row.height = Cm(table.row_height)
        _fill_row(row.cells, cells, charter, style)
    _repeat(made.rows[0])


def _frame(made: DocxTable, name: str, *, labelled: bool) -> None:
    properties = made._tbl.tblPr
    put(properties, element("tblStyle", val="CgTable"), ("tblW", "jc", "tblInd", "tblBorders", *_AFTER_LOOK))
    put(properties, element("tblLayout", type="fixed"), ("tblCellMar", "tblLook", "tblCaption", "tblDescription"))
    look = element(
        "tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=int(labelled), lastColumn=0, noHBand=1, noVBand=1
    )
    put(properties, look, ("tblCaption", "tblDescription"))
    if name:
        put(properties, element("tblCaption", val=name), ("tblDescription",))


def _first_words(header: Sequence[Cell]) -> str:
    return ", ".join("".join(run.text for line in one.lines for run in line) for one in header)[:200]


def _widen(made: DocxTable, shares: Sequence[float], width: int) -> None:
    total = sum(shares)
    sizes = [Emu(round(width * share / total)) for share in shares]
    put(
        made._tbl.tblPr, element("tblW", w=round(width / 635), type="dxa"), ("jc", "tblInd", "tblBorders", *_AFTER_LOOK)
    )
    for column, size in zip(made.columns, sizes, strict=True):
        column.width = size
    for row in made.rows:
        for one, size in zip(row.cells, sizes, strict=True):
            one.width = size


def _keep_whole(row: object) -> None:
    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.insert(0, element("cantSplit"))


def _repeat(row: object) -> None:
    row._tr.get_or_add_trPr().append(element("tblHeader"))  # type: ignore[attr-defined]


def _fill_row(places: Sequence[DocxCell], cells: Sequence[Cell], charter: Charter, style: str) -> None:
    at = 0
    for one in cells:
        place = places[at]
        if one.span > 1:
            place = place.merge(places[at + one.span - 1])
        fill_cell(place, one, charter, style)
        at += one.span


def fill_cell(place: DocxCell, one: Cell, charter: Charter, style: str) -> None:
    """Write the lines of a cell, one paragraph each."""
    lines: tuple[Line, ...] = one.lines or ((),)
    for number, line in enumerate(lines):
        paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
        put(paragraph._p.get_or_add_pPr(), element("pStyle", val=style), _AFTER_STYLE)
        if one.right or one.centre:
            paragraph.paragraph_format.alignment = 2 if one.right else 1
        write(paragraph, line)
        if one.bold:
            for run in paragraph.runs:
                run.bold = True
    ground = grounds(charter)[one.fill]
    if ground:
        shade = element("shd", val="clear", color="auto", fill=ground.strip("#"))
        put(place._tc.get_or_add_tcPr(), shade, ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark"))


def grounds(charter: Charter) -> dict[Fill, str]:
    """The ground of each role, pale enough for ink; "" for none."""
    colours = charter.colours
    return {
        Fill.NONE: "",
        Fill.HEAD: blend(colours.accent, 0.1),
        Fill.SOFT: colours.surface,
        Fill.LOW: blend("#1B6B3A", 0.14),
        Fill.MIDDLE: blend(colours.act, 0.16),
        Fill.HIGH: blend("#A3262A", 0.2),
        Fill.ACT: colours.act_surface,
    }
