"""What a person does to a workbook: find a field, write in its cell, save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook


def edit(path: Path, change: Callable[[Any], None]) -> Path:
    """Open, change, save in place."""
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def cell(book: Any, sheet: str, header: str, row: int = 4) -> Any:
    """The cell of that field: under its header in a table, beside its label in a card."""
    page = book[sheet]
    for place in page[3]:
        if str(place.value or "").removesuffix(" *") == header:
            return page.cell(row, place.column)
    for line in page.iter_rows(min_row=4):
        if str(line[0].value or "").removesuffix(" *") == header:
            return line[1]
    raise AssertionError(f"{sheet}: no {header}")


def put(path: Path, sheet: str, header: str, value: object, row: int = 4) -> str:
    """Write one value; the name of its cell."""
    named: list[str] = []

    def change(book: Any) -> None:
        place = cell(book, sheet, header, row)
        place.value = value
        named.append(place.coordinate)

    edit(path, change)
    return named[0]
