"""A course as an .xlsx workbook that a trainer fills in. The same course gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from math import ceil
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from coursegen.charter import Charter
from coursegen.i18n import gettext as _
from coursegen.spreadsheet_file import without_program
from coursegen.workbook.cells import CellValue, cell_of, cell_of_nothing
from coursegen.workbook.choices import LIST_LIMIT, proposals, validation
from coursegen.workbook.grids import cell_name
from coursegen.workbook.guide import write_guide
from coursegen.workbook.layout import Column, Sheet, sheets
from coursegen.workbook.look import HEADER_HEIGHT, Look, height, make_look, width
from coursegen.workbook.painting import Painter
from coursegen.workbook.place import CARD_TITLE, FIRST_LINE, HEADER_LINE, LISTS, ROOM, offset, quoted
from coursegen.workbook.rows import card_record, record_key, table_records
from methodology.course import Course
from methodology.i18n import SOURCE_LANGUAGE, speaking

CARD_WIDTH = 60.0
A3, A4, MANY = 8, 9, 9
"""Excel's codes of the paper sizes; from how many columns on a table is printed on the larger one."""
PARENT_WIDTH, LEGIBLE = 18.0, 330.0
"""The column that names the parent; how many characters across a sheet of A3 can still be read (about 6 points)."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter", "objects"),
    True,
)
"""What may still be done on a sheet whose ids are protected."""


def write_workbook(course: Course, charter: Charter) -> bytes:
    """The workbook of that course: every value of its folder, but neither the texts of `contenus/` nor `medias/`.

    In French whatever the language of the course or of the messages: it stands for the folder, whose keys are French.
    """
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    with speaking(SOURCE_LANGUAGE):
        _Writer(book, course, charter).write()
    book.close()
    return without_program(stream.getvalue())


class _Writer:
    """Writes one workbook, sheet after sheet."""

    def __init__(self, book: Any, course: Course, charter: Charter) -> None:
        self._book, self._course, self._charter = book, course, charter
        self._look: Look = make_look(book, charter)
        self._records = {s.title: list(table_records(course, s)) for s in sheets() if not s.is_card}
        self._lines = {title: len(records) for title, records in self._records.items()}
        self._lists: dict[tuple[str, ...], str] = {}

    def write(self) -> None:
        """Every sheet; the guide first, then those to fill in, the computed ones, the hidden lists last."""
        identity = self._course.identity
        day = datetime.combine(identity.date, datetime.min.time())
        self._book.set_properties({"title": identity.title, "author": ", ".join(identity.authors), "created": day})
        write_guide(self._book, self._course, self._look, [*filter(self._is_hidden, sheets())], self._charter.clause)
        pages = [(sheet, self._book.add_worksheet(sheet.title)) for sheet in sheets()]
        Painter(self._book, self._charter).paint(self._course)
        self._write_lists()
        roots = list(dict.fromkeys(sheet.root for sheet in sheets()))
        for sheet, page in pages:
            page.set_tab_color(self._charter.hue(roots.index(sheet.root)))
            if self._is_hidden(sheet):
                page.hide()
            self._begin(page, sheet)
            if sheet.is_card:
                self._card(page, sheet)
            else:
                self._table(page, sheet)

    def _is_hidden(self, sheet: Sheet) -> bool:
        return sheet.rare and not self._lines[sheet.title]

    def _begin(self, page: Any, sheet: Sheet) -> None:
        page.hide_gridlines(2)
        page.set_row(0, 26)
        page.write_string(0, 0, sheet.title, self._look.title)
        page.write_string(1, 0, sheet.help, self._look.help)
        page.set_landscape()
        page.set_paper(A4 if len(sheet.columns) < MANY else A3)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.repeat_rows(HEADER_LINE - 1)
        page.set_footer(f"&L{self._course.identity.code}&C&A&R&P / &N")
        page.set_row(HEADER_LINE - 1, HEADER_HEIGHT)

    def _card(self, page: Any, sheet: Sheet) -> None:
        """One field a line: its label, its value, what it is for."""
        for place, words in enumerate((CARD_TITLE, _("Valeur"), _("Explication"))):
            page.write_string(HEADER_LINE - 1, place, words, self._look.header)
        page.set_column(0, 0, 32)
        page.set_column(1, 2, CARD_WIDTH, self._look.room)
        record = card_record(self._course, sheet)
        for row, column in enumerate(sheet.columns, FIRST_LINE - 1):
            page.write_string(row, 0, _header(column), self._look.label)
            locked = column.shape.path == "Identity.code"
            value = cell_of(record, column) if record else None
            self._put(page, row, 1, value, self._look.key if locked else self._look.of(column))
            page.write_string(row, 2, column.help, self._look.hint)
            page.set_row(row, height([(value, CARD_WIDTH), (column.help, CARD_WIDTH)]))
            page.data_validation(row, 1, row, 1, validation(column, self._lines, self._lists))
        page.freeze_panes(HEADER_LINE, 1)
        if any(column.shape.path == "Identity.code" for column in sheet.columns):
            page.protect("", _ALLOWED)

    def _table(self, page: Any, sheet: Sheet) -> None:
        """One record a line."""
        first = offset(sheet)
        records = self._records[sheet.title]
        if sheet.parent:
            self._parent_column(page, sheet, [above for above, _record in records])
        shown: list[list[tuple[object, float]]] = [[] for _record in records]
        widths = [PARENT_WIDTH] if sheet.parent else []
        for place, column in enumerate(sheet.columns, first):
            values = [cell_of(record, column) for _above, record in records]
            wide = width(column, values)
            widths.append(self._column(page, place, column, values, wide))
            for cells, value in zip(shown, values, strict=True):
                cells.append((value, wide))
        for row, cells in enumerate(shown, FIRST_LINE - 1):
            page.set_row(row, height(cells))
        last = first + len(sheet.columns) - 1
        page.autofilter(HEADER_LINE - 1, 0, HEADER_LINE - 1 + max(len(records), 1), last)
        frozen = first + sheet.columns.index(sheet.key) + 1 if sheet.key else 0
        page.freeze_panes(HEADER_LINE, frozen)
        _print_across(page, widths, frozen)
        if sheet.key:
            page.protect("", _ALLOWED)

    def _column(self, page: Any, place: int, column: Column, values: Sequence[CellValue], wide: float) -> float:
        """One field; gives the width it takes, 0 when it is hidden."""
        look = self._look.of(column)
        hidden = column.rare and all(value in (None, cell_of_nothing(column)) for value in values)
        page.set_column(place, place, wide, self._look.room_for(column), {"hidden": hidden})
        header = self._look.activity_header if column.activities else self._look.header
        page.write_string(HEADER_LINE - 1, place, _header(column), header)
        _comment(page, place, column.help)
        for row, value in enumerate(values, FIRST_LINE - 1):
            self._put(page, row, place, value, look)
        last = FIRST_LINE - 1 + len(values) + ROOM
        page.data_validation(FIRST_LINE - 1, place, last, place, validation(column, self._lines, self._lists))
        return 0.0 if hidden else wide

    def _parent_column(self, page: Any, sheet: Sheet, keys: Sequence[str]) -> None:
        assert sheet.parent is not None
        said = _("À quel enregistrement de la feuille « {sheet} » cette ligne appartient.").format(
            sheet=sheet.parent.title
        )
        page.set_column(0, 0, PARENT_WIDTH, self._look.room)
        page.write_string(HEADER_LINE - 1, 0, sheet.parent_label + " *", self._look.header)
        _comment(page, 0, said)
        for row, key in enumerate(keys, FIRST_LINE - 1):
            page.write_string(row, 0, key, self._look.word)
        rule = {
            "validate": "list",
            "source": self._keys_of(sheet.parent),
            "input_title": sheet.parent_label,
            "input_message": said,
            "error_type": "warning",
            "error_title": _("À corriger"),
            "error_message": _("Ajoutez-le d'abord dans la feuille « {sheet} ».").format(sheet=sheet.parent.title),
        }
        page.data_validation(FIRST_LINE - 1, 0, FIRST_LINE - 1 + len(keys) + ROOM, 0, rule)

    def _keys_of(self, sheet: Sheet) -> str:
        """The range of the keys of a table."""
        keys = tuple(record_key(sheet, above, record) for above, record in self._records[sheet.title])
        return self._lists[(sheet.title, *keys)]

    def _write_lists(self) -> None:
        """The lists too long to stand in a rule, and the keys that lines may belong to, on a hidden sheet."""
        page = self._book.add_worksheet(LISTS)
        page.hide()
        place = 0
        for words, skipped in self._long_lists():
            if words in self._lists:
                continue
            for row, word in enumerate(words[skipped:]):
                page.write_string(row, place, word)
            self._lists[words] = _range(place, len(words) - skipped)
            place += 1

    def _long_lists(self) -> Iterable[tuple[tuple[str, ...], int]]:
        for sheet in sheets():
            for column in sheet.columns:
                for words in (column.choices, proposals(column)):
                    if len(",".join(words)) > LIST_LIMIT:
                        yield words, 0
            if sheet.parent:
                records = self._records[sheet.parent.title]
                keys = (record_key(sheet.parent, above, record) for above, record in records)
                yield (sheet.parent.title, *keys), 1

    def _put(self, page: Any, row: int, place: int, value: CellValue, look: Any) -> None:
        if value is None:
            page.write_blank(row, place, None, look)
        elif isinstance(value, date):
            page.write_datetime(row, place, datetime.combine(value, datetime.min.time()), look)
        elif isinstance(value, str):
            page.write_string(row, place, value, look)
        else:
            page.write_number(row, place, value, look)


def _print_across(page: Any, widths: Sequence[float], frozen: int) -> None:
    """As many sheets of paper side by side as reading takes; each begins again with the columns that name the line."""
    named = sum(widths[:frozen])
    across = ceil((sum(widths) - named) / (LEGIBLE - named))
    if across > 1:
        page.fit_to_pages(across, 0)
        if frozen:
            page.repeat_columns(0, frozen - 1)


def _header(column: Column) -> str:
    required = column.shape.required and len(column.path) == 1
    return f"{column.label} *" if required else column.label


def _comment(page: Any, place: int, text: str) -> None:
    """A note on a header, as large as its text."""
    lines = 2 + len(text) // 34
    size = {"width": 230, "height": 17 * lines, "font_size": 9, "author": "coursegen"}
    page.write_comment(HEADER_LINE - 1, place, text, size)


def _range(place: int, count: int) -> str:
    letters = cell_name(1, place + 1).rstrip("1")
    return f"={quoted(LISTS)}!${letters}$1:${letters}${max(count, 1)}"
