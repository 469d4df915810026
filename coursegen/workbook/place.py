"""Where things stand on a sheet of a workbook that is written. Rows and columns count from 1, as people see them."""

from __future__ import annotations

from coursegen.workbook.grids import cell_name
from coursegen.workbook.layout import Column, Sheet

HEADER_LINE = 3
FIRST_LINE = 4
ROOM = 300
"""Empty lines, after the last record, where lists and help still work."""

CARD_TITLE = "Champ"
"""The header over the labels of a card."""

VIEW_HEADER = 5
"""The row of the headers on a computed sheet, after its notice, its title and how to read it."""

GUIDE, LISTS = "Lisez-moi", "Listes"
"""The sheets that hold no record."""


def offset(sheet: Sheet) -> int:
    """How many columns come before the record's own: one, when the table has a parent."""
    return 1 if sheet.parent else 0


def column_letters(sheet: Sheet, column: Column) -> str:
    """`B` for the second column."""
    return cell_name(1, sheet.columns.index(column) + 1 + offset(sheet)).rstrip("1")


def quoted(title: str) -> str:
    """A sheet's title as formulas write it."""
    return "'" + title.replace("'", "''") + "'"
