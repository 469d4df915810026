"""A computed sheet drawn in an .xlsx workbook: protected, ready to print, its colours those of the charter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from coursegen.charter import Charter
from coursegen.i18n import gettext as _
from coursegen.workbook.canvas import Canvas, CellContent, Mark, Style, Tone
from coursegen.workbook.cells import CELL_LIMIT
from coursegen.workbook.look import FONT_SIZE, HEADER_HEIGHT, height
from coursegen.workbook.place import VIEW_HEADER
from coursegen.workbook.views import title_of, views
from methodology.course import Course
from methodology.i18n import speaking

A3, A4 = 8, 9
_USUAL_WIDTH = 9.0
_TITLE_ROW = 2
_BOLD, _THIN = 0.92, frozenset({Tone.PLAIN, Tone.EMPTY, Tone.MUTED})
"""How much less bold letters fit in a column; the tones whose letters are not bold."""

_LEFT_OPEN = {"format_columns": True, "format_rows": True}
"""What may still be done on a computed sheet: make it fit one's screen."""

_GOOD, _WATCH, _BAD = ("#E3F4E8", "#14522B"), ("#FFF3D6", "#6B4300"), ("#FBE3E1", "#8B1A12")
"""Ground and ink, at least 7 to 1; the sign and the word before them say the same."""

_HEAT = ("#EAF1FB", "#CBDDF5", "#9DBFEA", "#6E9CD8")


def notice() -> str:
    """The first line of every computed sheet."""
    return _(
        "Vue calculée : elle ne se remplit pas, se recalcule à chaque construction ; « coursegen import » "
        "ne la lit pas."
    )


class Painter:
    """Draws views in one workbook; formats are made once a style."""

    def __init__(self, book: Any, charter: Charter) -> None:
        self._book, self._charter = book, charter
        self._formats: dict[Style, Any] = {}

    def paint(self, course: Course) -> None:
        """Add the sheet of every view, in their order, in the language of the course."""
        with speaking(course.identity.language):
            for view in views():
                page, canvas = self._book.add_worksheet(title_of(view)), view.draw(course)
                self._top(page, (notice(), canvas.title, view.about()))
                self._sheet(page, canvas, course.identity.code)

    def _sheet(self, page: Any, canvas: Canvas, code: str) -> None:
        page.hide_gridlines(2)
        page.set_tab_color(self._charter.colours.muted)
        for column, width in canvas.widths.items():
            page.set_column(column - 1, column - 1, width)
        self._heights(page, canvas)
        for mark in canvas.marks:
            self._mark(page, mark)
        below = canvas.header_row + canvas.header_rows - 1 if canvas.header_row else _TITLE_ROW
        page.freeze_panes(below, canvas.frozen)
        self._print(page, canvas, code)
        page.protect("", _LEFT_OPEN)

    def _top(self, page: Any, said: tuple[str, str, str]) -> None:
        """The notice, the title, how to read it."""
        looks = ((Tone.NOTE, 18.0), (Tone.TITLE, 28.0), (Tone.HELP, 18.0))
        for row, (words, (tone, points)) in enumerate(zip(said, looks, strict=True)):
            page.set_row(row, points)
            page.write_string(row, 0, words, self._format(Style(tone)))

    def _print(self, page: Any, canvas: Canvas, code: str) -> None:
        page.set_landscape()
        page.set_paper(A3 if canvas.wide else A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        if canvas.header_row:
            page.repeat_rows(canvas.header_row - 1, canvas.header_row + canvas.header_rows - 2)
        page.set_footer(f"&L{code}&C&A&R&P / &N")

    def _heights(self, page: Any, canvas: Canvas) -> None:
        """Rows as tall as their words."""
        shown: dict[int, list[tuple[object, float]]] = {}
        for mark in canvas.marks:
            if isinstance(mark.value, str):
                wide = sum(canvas.widths.get(mark.column + n, _USUAL_WIDTH) for n in range(mark.across))
                free = wide - 1.5 - 2 * mark.style.indent
                shown.setdefault(mark.row, []).append((mark.value, free * (1 if mark.style.tone in _THIN else _BOLD)))
        heights = {row: max(18.0, height(cells)) for row, cells in shown.items()}
        if canvas.header_row == VIEW_HEADER and canvas.header_rows == 1:
            heights[VIEW_HEADER] = max(HEADER_HEIGHT, heights.get(VIEW_HEADER, 0.0))
        for row in heights.keys() | canvas.heights.keys():
            page.set_row(row - 1, max(heights.get(row, 0.0), canvas.heights.get(row, 0.0)))

    def _mark(self, page: Any, mark: Mark) -> None:
        look, row, column = self._format(mark.style), mark.row - 1, mark.column - 1
        if mark.across > 1 or mark.down > 1:
            page.merge_range(row, column, row + mark.down - 1, column + mark.across - 1, "", look)
        if mark.formula:
            page.write_formula(row, column, f"={mark.formula}", look, mark.value)
        else:
            self._write(page, row, column, mark.value, look)

    def _write(self, page: Any, row: int, column: int, value: CellContent, look: Any) -> None:
        if value is None:
            page.write_blank(row, column, None, look)
        elif isinstance(value, date):
            page.write_datetime(row, column, datetime.combine(value, datetime.min.time()), look)
        elif isinstance(value, str):
            page.write_string(row, column, value[:CELL_LIMIT], look)
        else:
            page.write_number(row, column, value, look)

    def _format(self, style: Style) -> Any:
        if style not in self._formats:
            self._formats[style] = self._book.add_format(self._properties(style))
        return self._formats[style]

    def _properties(self, style: Style) -> dict[str, Any]:
        colours = self._charter.colours
        base: dict[str, Any] = {
            "font_name": self._charter.typeface.family,
            "font_size": FONT_SIZE,
            "font_color": colours.ink,
            "valign": "vcenter",
            "align": "center" if style.centred else "left",
        }
        if style.pattern:
            base["num_format"] = style.pattern
        if style.tone not in (Tone.NOTE, Tone.TITLE, Tone.HELP, Tone.SECTION):
            base |= {"text_wrap": True, "border": 1, "border_color": colours.rule}
            base["indent"] = 0 if style.centred else 1 + 2 * style.indent
        return base | self._tone(style.tone) | ({"bold": False} if style.quiet else {})

    def _tone(self, tone: Tone) -> dict[str, Any]:
        colours = self._charter.colours
        head = {"bold": True, "bg_color": colours.accent, "font_color": colours.on_accent}
        strong = {"bold": True, "bg_color": colours.surface}
        heats: dict[Tone, dict[str, Any]] = {
            Tone[f"HEAT_{n}"]: {"bg_color": ground} for n, ground in enumerate(_HEAT, 1)
        }
        return {
            **heats,
            Tone.HEADER: head,
            Tone.SUBHEADER: {**strong, "font_size": FONT_SIZE - 1},
            Tone.LABEL: strong,
            Tone.SUM: strong,
            Tone.TOTAL: {**strong, "top": 2, "top_color": colours.accent},
            Tone.MUTED: {"font_color": colours.muted, "italic": True},
            Tone.GOOD: _verdict(*_GOOD),
            Tone.WATCH: _verdict(*_WATCH),
            Tone.BAD: _verdict(*_BAD),
            Tone.BAR: {"bg_color": colours.accent, "font_color": colours.on_accent, "border_color": colours.accent},
            Tone.BAR_ACT: {"bg_color": colours.act_surface, "font_color": colours.act, "bold": True},
            Tone.NOTE: {"bold": True, "font_color": colours.act},
            Tone.TITLE: {"bold": True, "font_size": 16, "font_color": colours.accent},
            Tone.HELP: {"italic": True, "font_color": colours.muted},
            Tone.SECTION: {"bold": True, "font_size": FONT_SIZE + 2, "font_color": colours.accent},
        }.get(tone, {})


def _verdict(ground: str, ink: str) -> dict[str, Any]:
    return {"bg_color": ground, "font_color": ink, "bold": True}
