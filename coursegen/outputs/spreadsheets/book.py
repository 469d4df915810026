"""One workbook being written: its formats from the charter, its pages, what every sheet has.

Formulas use the English names of functions, which every program reads; each is written with the value it has while the
cells it reads are empty, for those who look without computing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from coursegen.charter import Charter
from coursegen.charter.colour import blend
from coursegen.courseware import Courseware
from coursegen.i18n import gettext as _
from coursegen.spreadsheet_file import without_program
from methodology.course import Course
from methodology.i18n import speaking

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_UNNAMEABLE = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_A3, _A4 = 8, 9
_WIDE = 165
"""How many characters across a sheet of A4 can be read: in 9 points at least."""
_LINE, _TALLEST = 12.8, 400.0
FIRST = 3
"""The row, from 0, where the content of a page begins: under its title and the line that says how to use it."""


@dataclass(frozen=True)
class Subject:
    """What boards are made from."""

    course: Course
    courseware: Courseware
    charter: Charter


def write_board(subject: Subject, pages: Sequence[Callable[[Book], None]]) -> bytes:
    """The bytes of a workbook with those pages, in the language of the course; the same for the same course."""
    stream = BytesIO()
    with speaking(subject.courseware.language.partition("-")[0].lower()):
        book = Book(subject, stream)
        for write in pages:
            write(book)
        book.close()
    return without_program(stream.getvalue())


class Book:
    """A workbook. `formats` by name: title, about, head, text, number, percent, day, total, `fill` to be filled in."""

    def __init__(self, subject: Subject, stream: BytesIO) -> None:
        self.subject = subject
        face = {"font_name": subject.charter.typeface.family, "font_size": 10}
        self._book = xlsxwriter.Workbook(stream, _OPTIONS | {"default_format_properties": face})
        course = subject.courseware
        day = datetime.combine(course.date.date(), time.min)
        self._book.set_properties({"title": course.title, "author": ", ".join(course.authors), "created": day})
        self.formats = _formats(self._book, subject.charter)
        self._names: set[str] = set()
        self._pages: list[Page] = []
        self._hue = 0

    def page(self, name: str, title: str, about: str, widths: Sequence[float], *, landscape: bool = True) -> Page:
        """A new sheet. `widths` of its columns in characters."""
        unique = self._unique(name)
        sheet = self._book.add_worksheet(unique)
        sheet.set_tab_color(self.subject.charter.hue(self._hue))
        self._hue += 1
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, title, self.formats["title"])
        sheet.write_string(1, 0, about, self.formats["about"])
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(_A3 if sum(widths) > _WIDE else _A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.set_footer(self._foot(), {"scale_with_doc": False})
        page = Page(self, sheet, unique, tuple(widths))
        self._pages.append(page)
        return page

    def chart(self, kind: str, subtype: str = "") -> Any:
        """A native chart, to be given its series."""
        return self._book.add_chart({"type": kind, "subtype": subtype} if subtype else {"type": kind})

    def close(self) -> None:
        """Add the clause and finish the file."""
        if self.subject.courseware.clause:
            page = self.page(_("Mentions"), _("Mentions"), self.subject.courseware.title, (110,))
            page.put(FIRST, 0, self.subject.courseware.clause)
        for page in self._pages:
            page.settle()
        self._book.close()

    def _foot(self) -> str:
        face = f'&"{self.subject.charter.typeface.family},Regular"&9'
        course = self.subject.courseware
        return f"&L{face}{_code(course.title)} · {_code(course.version)}&R{face}&P / &N"

    def _unique(self, name: str) -> str:
        """A name that a sheet may have, unlike the others'."""
        plain = _UNNAMEABLE.sub(" ", name).strip()[:_LONGEST_NAME].strip() or _("Feuille")
        candidate, number = plain, 2
        while candidate.lower() in self._names:
            ending = f" {number}"
            candidate, number = plain[: _LONGEST_NAME - len(ending)] + ending, number + 1
        self._names.add(candidate.lower())
        return candidate


class Page:
    """One sheet. Rows and columns count from 0."""

    def __init__(self, book: Book, sheet: Any, name: str, widths: tuple[float, ...]) -> None:
        self.book, self.sheet, self.name = book, sheet, name
        self._widths = widths
        self._lines: dict[int, int] = {}

    def settle(self) -> None:
        """Make each row as high as its longest text: not every program does so by itself."""
        for row, lines in self._lines.items():
            if lines > 1:
                self.sheet.set_row(row, min(_TALLEST, _LINE * lines + 4))

    def _measure(self, row: int, column: int, text: str) -> None:
        width = self._widths[column] if column < len(self._widths) else 8.0
        lines = sum(max(1, ceil(len(part) * 1.08 / max(1.0, width - 1))) for part in text.split("\n"))
        self._lines[row] = max(lines, self._lines.get(row, 1))

    def heads(self, row: int, texts: Sequence[str], column: int = 0, height: float = 18) -> None:
        """A header row, repeated on each printed page and kept in sight."""
        self.sheet.set_row(row, height)
        for offset, text in enumerate(texts):
            self.sheet.write_string(row, column + offset, text, self.book.formats["head"])
            self._measure(row, column + offset, text)
        self.sheet.repeat_rows(row)
        self.sheet.freeze_panes(row + 1, 0)

    def put(self, row: int, column: int, value: object, look: str = "text") -> None:
        """A value by what it is: text, number, date; an empty cell for None."""
        form = self.book.formats[look]
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, form)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, datetime.combine(value, time.min), form)
        elif isinstance(value, int | float):
            self.sheet.write_number(row, column, value, form)
        else:
            self.sheet.write_string(row, column, str(value), form)
            if look != "month":
                self._measure(row, column, str(value))

    def line(self, row: int, values: Sequence[object], looks: Sequence[str] | str = "text", column: int = 0) -> None:
        """Values side by side, in one look or one each."""
        kinds = [looks] * len(values) if isinstance(looks, str) else looks
        for offset, (value, look) in enumerate(zip(values, kinds, strict=True)):
            self.put(row, column + offset, value, look)

    def formula(self, row: int, column: int, formula: str, look: str = "number", value: object = "") -> None:
        """A formula (without `=`), and the value it has now."""
        self.sheet.write_formula(row, column, f"={formula}", self.book.formats[look], value)

    def choose(self, first: tuple[int, int], last: tuple[int, int], among: Sequence[object], warning: str = "") -> None:
        """Cells that take one of a few values."""
        rule = {"validate": "list", "source": [str(one) for one in among], "error_title": _("Valeur inattendue")}
        self.sheet.data_validation(*first, *last, rule | {"error_message": warning} if warning else rule)

    def suggest(self, first: tuple[int, int], last: tuple[int, int], cells: str) -> None:
        """Cells that offer the values of other `cells` of the sheet, and take any other value too.

        A list kept in the rule itself holds no comma.
        """
        rule = {"validate": "list", "source": f"={cells}", "show_error": False}
        self.sheet.data_validation(*first, *last, rule)

    def shade(self, first: tuple[int, int], last: tuple[int, int], condition: str, look: str) -> None:
        """Cells that take a ground when the formula (without `=`) holds."""
        rule = {"type": "formula", "criteria": f"={condition}", "format": self.book.formats[look]}
        self.sheet.conditional_format(*first, *last, rule)

    def reference(self, row: int, column: int, last_row: int | None = None, last_column: int | None = None) -> str:
        """The cells as a formula of another sheet names them."""
        first = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
        if last_row is None:
            return f"'{self.name}'!{first}"
        last = xl_rowcol_to_cell(last_row, column if last_column is None else last_column, row_abs=True, col_abs=True)
        return f"'{self.name}'!{first}:{last}"


def at(row: int, column: int, *, fixed: bool = False) -> str:
    """The name of a cell, `B4`; `$B$4` when fixed."""
    return str(xl_rowcol_to_cell(row, column, row_abs=fixed, col_abs=fixed))


def _code(text: str) -> str:
    """Text in a footer, where `&` commands."""
    return text.replace("&", "&&")[:120]


def _formats(book: Any, charter: Charter) -> dict[str, Any]:
    colours = charter.colours
    base = {"font_name": charter.typeface.family, "font_size": 10, "font_color": colours.ink, "valign": "top"}
    cell = {**base, "text_wrap": True, "border": 1, "border_color": colours.rule}
    fill = {**cell, "bg_color": blend(colours.act, 0.06), "locked": False}
    total = {**cell, "bold": True, "bg_color": colours.surface}
    ground = {"good": blend("#1B6B3A", 0.18), "fair": blend(colours.act, 0.18), "bad": blend("#A3262A", 0.2)}
    made = {
        "title": {**base, "bold": True, "font_size": 16, "font_color": colours.accent},
        "about": {**base, "font_color": colours.muted},
        "head": {**cell, "bold": True, "bg_color": colours.accent, "font_color": colours.on_accent},
        "label": {**cell, "bold": True, "bg_color": colours.surface},
        "text": cell,
        "centred": {**cell, "align": "center"},
        "number": {**cell, "num_format": "0.##", "align": "right"},
        "percent": {**cell, "num_format": "0 %", "align": "right"},
        "day": {**cell, "num_format": "dd/mm/yyyy", "align": "left"},
        "fill": fill,
        "fill_centred": {**fill, "align": "center"},
        "fill_number": {**fill, "num_format": "0.##", "align": "right"},
        "fill_percent": {**fill, "num_format": "0 %", "align": "right"},
        "fill_day": {**fill, "num_format": "dd/mm/yyyy", "align": "left"},
        "total": total,
        "total_number": {**total, "num_format": "0.##", "align": "right"},
        "total_percent": {**total, "num_format": "0 %", "align": "right"},
        "scale": {**base, "num_format": "d", "align": "center", "font_size": 9},
        "month": {**base, "font_size": 9},
        "bar": {"bg_color": colours.accent},
        "milestone": {"bg_color": colours.act},
        "off": {"bg_color": colours.surface},
        **{name: {"bg_color": colour} for name, colour in ground.items()},
    }
    return {name: book.add_format(form) for name, form in made.items()}
