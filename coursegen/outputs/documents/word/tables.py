"""Native tables: repeated header row, rows that stay whole, widths that hold, a name for screen readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docx.text.paragraph import Paragraph as DocxParagraph

from coursegen.charter import Charter
from coursegen.charter.colour import blend
from coursegen.documents_model import Cell, Fill, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.word.inline import write
from coursegen.outputs.documents.word.keeping import held_rows, hold_row
from coursegen.outputs.documents.word.widths import column_widths, columns_of, row_heights
from coursegen.outputs.documents.word.xml import Element, element, say
from coursegen.slides_model import Line, Run

_TWIPS_PER_CM = 567
_LONGEST_NAME = 200
_NO_BANDS, _FIRST_ROW, _FIRST_COLUMN = 0x0600, 0x0020, 0x0080  # what w:tblLook says as one number, for older programs
_PAGE = 700.0  # points: the text of an upright page


@dataclass(frozen=True)
class TableWriter:
    """Makes tables for one document. `above` is the proxy that paragraphs hang on, for their links."""

    charter: Charter
    above: object

    def made(self, table: Table, points: float, page: float = _PAGE) -> Element | None:
        """The table that wide, on pages with room that high; None for one without any cell."""
        columns = columns_of(table)
        if not columns:
            return None
        points_wide = column_widths(table, points, self.charter)
        widths = [round(20 * one) for one in points_wide]
        grid = element("tblGrid", tuple(element("gridCol", w=one) for one in widths))
        rows = [*completed(((table.header,) if table.header else ()) + table.rows, columns)]
        made = [self._row(table, cells, widths, bool(table.header) and n == 0) for n, cells in enumerate(rows)]
        share = sum(row_heights(table, rows, points_wide, self.charter)) / page
        for number in held_rows(len(made), share, headed=bool(table.header)):
            hold_row(made[number])
        return element("tbl", (_frame(table, sum(widths)), grid, *made))

    def _row(self, table: Table, cells: Sequence[Cell], widths: Sequence[int], head: bool) -> Element:
        form = [element("cantSplit")]
        if table.row_height and not head:
            form.append(element("trHeight", val=round(_TWIPS_PER_CM * table.row_height), hRule="atLeast"))
        if head:
            form.append(element("tblHeader"))
        made, at = [element("trPr", tuple(form))], 0
        for one in cells:
            made.append(self._cell(one, sum(widths[at : at + one.span]), "CgTight" if table.small else "CgCell"))
            at += one.span
        return element("tr", tuple(made))

    def _cell(self, one: Cell, width: int, style: str) -> Element:
        form = [element("tcW", w=width, type="dxa")]
        if one.span > 1:
            form.append(element("gridSpan", val=one.span))
        if one.rows != 1:
            form.append(element("vMerge", val="restart") if one.rows > 1 else element("vMerge"))
        ground = grounds(self.charter)[one.fill]
        if ground:
            form.append(element("shd", val="clear", color="auto", fill=ground.strip("#")))
        lines: tuple[Line, ...] = one.lines or ((),)
        return element("tc", (element("tcPr", tuple(form)), *(self._line(one, line, style) for line in lines)))

    def _line(self, one: Cell, line: Line, style: str) -> Element:
        made = element("p", (element("pPr", (element("pStyle", val=style),)),))
        if one.right or one.centre:
            say(made.pPr, element("jc", val="right" if one.right else "center"))
        write(DocxParagraph(made, self.above), _strong(line) if one.bold else line)  # type: ignore[arg-type]
        return made


def _strong(line: Line) -> Line:
    return tuple(replace(run, bold=True) for run in line)


def _frame(table: Table, width: int) -> Element:
    head, labels = int(bool(table.header)), int(table.labelled)
    parts = [
        element("tblStyle", val="CgTable"),
        element("tblW", w=width, type="dxa"),
        element("tblLayout", type="fixed"),
        element(
            "tblLook",
            val=f"{_NO_BANDS | _FIRST_ROW * head | _FIRST_COLUMN * labels:04X}",
            firstRow=head,
            lastRow=0,
            firstColumn=labels,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
    ]
    name = table.caption or ", ".join(filter(None, map(_text, table.header)))
    if name:
        parts.append(element("tblCaption", val=name[:_LONGEST_NAME]))
    return element("tblPr", tuple(parts))


def _text(one: Cell) -> str:
    return " ".join("".join(run.text for run in line) for line in one.lines)


def completed(rows: Sequence[Sequence[Cell]], columns: int) -> Iterator[tuple[Cell, ...]]:
    """The rows with a cell for each column: also those covered from above (`rows` 0) or left out."""
    covered = [_NOTHING] * columns
    for number, cells in enumerate(rows):
        made: list[Cell] = []
        waiting, at = list(cells), 0
        while at < columns:
            above = covered[at]
            if above.rows:
                one, below = Cell(span=above.columns, rows=0), _Above(above.rows - 1, above.columns)
            else:
                one = _fitting(waiting.pop(0) if waiting else Cell(), _free(covered, at), len(rows) - number)
                below = _Above(one.rows - 1, one.span)
            covered[at : at + one.span] = [below] * one.span
            made.append(one)
            at += one.span
        yield tuple(made)


@dataclass(frozen=True, slots=True)
class _Above:
    """A cell that reaches down: how many rows it covers yet, and how many columns."""

    rows: int
    columns: int


_NOTHING = _Above(0, 1)


def _free(covered: Sequence[_Above], at: int) -> int:
    return next((n for n, above in enumerate(covered[at:]) if above.rows), len(covered) - at)


def _fitting(one: Cell, free: int, left: int) -> Cell:
    """No wider than the free columns, no taller than the rows left; a level that only a colour tells is said."""
    lines = one.lines if any(run.text.strip() for line in one.lines for run in line) else sign(one.fill)
    return Cell(
        lines, one.fill, one.bold, min(max(1, one.span), free), one.right, one.centre, min(max(1, one.rows), left)
    )


def sign(fill: Fill) -> tuple[Line, ...]:
    """What an empty cell of that level says."""
    said = {Fill.LOW: _("faible"), Fill.MIDDLE: _("moyen"), Fill.HIGH: _("élevé")}.get(fill, "")
    return ((Run(said),),) if said else ()


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
