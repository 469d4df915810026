"""The cells of an .xlsx workbook, read line by line."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]
from openpyxl.utils.cell import range_boundaries  # type: ignore[import-untyped]

from coursegen.errors import CoursegenError
from coursegen.workbook.grids import MAX_PASSED, UNKNOWN, Cell, Grid, Merged, enormous
from coursegen.workbook.safety import check_package, damaged

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:]{1,40})\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CHUNK = 1 << 20
MAX_MERGED = 20_000


def xlsx_grids(path: Path, wanted: Callable[[str], bool]) -> tuple[list[str], list[Grid]]:
    """The titles of all sheets, and the cells of those that are wanted.

    Raises InputError for a file that is damaged, hostile or enormous.
    """
    check_package(path)
    try:
        return _read(path, wanted)
    except (CoursegenError, MemoryError):
        raise
    except Exception as error:  # a damaged file makes the library fail in any way
        raise damaged(path) from error


def _read(path: Path, wanted: Callable[[str], bool]) -> tuple[list[str], list[Grid]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library leaves aside (styles, validations) is not read here
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheets = book.worksheets
            with zipfile.ZipFile(path) as archive:
                grids = [_grid(path, archive, sheet) for sheet in sheets if wanted(sheet.title)]
            return [sheet.title for sheet in sheets], grids
        finally:
            book.close()


def _grid(path: Path, archive: zipfile.ZipFile, sheet: Any) -> Grid:
    merged, computes = _scanned(archive, sheet._worksheet_path)
    computed = _formulas(path, sheet.title) if computes else frozenset()
    grid = Grid(sheet.title, merged=merged)
    for number, row in enumerate(_rows(sheet), 1):
        for column, cell in enumerate(row, 1):
            formula = (number, column) in computed
            value = UNKNOWN if formula and cell.value is None else cell.value
            if value is not None:
                grid.put(number, column, Cell(value, _percent(cell), formula, cell.data_type == "e"))
    grid.spread_merged()
    return grid


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """The rows. The library fills the gaps with empty cells, which a hostile sheet makes millions: they are counted."""
    sheet.reset_dimensions()
    passed = 0
    for row in sheet.iter_rows():
        passed += 1 + len(row)
        if passed > MAX_PASSED:
            raise enormous(sheet.title)
        yield row


def _formulas(path: Path, title: str) -> frozenset[tuple[int, int]]:
    """Where the formulas of that sheet are: a workbook is read for its values, or for its formulas, never both."""
    book = load_workbook(path, read_only=True)
    try:
        sheet = book[title]
        return frozenset(
            (number, column)
            for number, row in enumerate(_rows(sheet), 1)
            for column, cell in enumerate(row, 1)
            if cell.value is not None and cell.data_type == "f"
        )
    finally:
        book.close()


def _percent(cell: Any) -> bool:
    return isinstance(cell.value, int | float) and "%" in (cell.number_format or "")


def _scanned(archive: zipfile.ZipFile, member: str) -> tuple[list[Merged], bool]:
    """The merged areas, which the library does not tell when it reads line by line; whether there are formulas."""
    before, found, computes = b"", set[bytes](), False
    with archive.open(member.lstrip("/")) as stream:
        while (chunk := stream.read(_CHUNK)) and len(found) < MAX_MERGED:
            seen = before + chunk
            found.update(_MERGED.findall(seen))
            computes = computes or bool(_FORMULA.search(seen))
            before = seen[-200:]
    areas = (range_boundaries(reference.decode()) for reference in sorted(found))
    return [Merged(top or 1, left or 1, bottom or 1, right or 1) for left, top, right, bottom in areas], computes
