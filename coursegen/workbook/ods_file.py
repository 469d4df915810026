"""The cells of an .ods workbook, read as a stream.

A generic library unfolds `number-rows-repeated` into rows, which a hostile (or merely formatted) sheet sets to a
million; here a repeated row or cell costs something only when it holds something.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import etree

from coursegen.errors import CoursegenError
from coursegen.workbook.grids import MAX_COLUMNS, MAX_ROWS, UNKNOWN, Cell, Grid, Merged
from coursegen.workbook.safety import check_package, damaged

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")


def ods_grids(path: Path, wanted: Callable[[str], bool]) -> tuple[list[str], list[Grid]]:
    """The titles of all sheets, and the cells of those that are wanted.

    Raises InputError for a file that is damaged, hostile or enormous.
    """
    check_package(path)
    try:
        grids = list(_read(path, wanted))
    except CoursegenError:
        raise
    except (etree.XMLSyntaxError, KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise damaged(path) from error
    return [grid.title for grid in grids], [grid for grid in grids if wanted(grid.title)]


def _read(path: Path, wanted: Callable[[str], bool]) -> Iterator[Grid]:
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as stream:
        reader = _GridReader(wanted)
        tags = (_TABLE + "table", _TABLE + "table-row")
        for event, element in etree.iterparse(
            stream, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
        ):
            if event == "start" and element.tag == _TABLE + "table":
                reader.begin(element.get(_TABLE + "name", ""))
            elif event == "end" and element.tag == _TABLE + "table-row":
                reader.row(element)
                element.clear(keep_tail=False)
            elif event == "end":
                yield reader.finished()


class _GridReader:
    """One sheet at a time, row after row."""

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self._wanted = wanted
        self._grid = Grid("")
        self._row = 0

    def begin(self, title: str) -> None:
        self._grid, self._row = Grid(title), 0

    def finished(self) -> Grid:
        self._grid.spread_merged()
        return self._grid

    def row(self, element: Any) -> None:
        """Take in one row, as often as it is repeated; an empty one only moves on."""
        times = _count(element, "number-rows-repeated")
        cells = list(_row_cells(element)) if self._wanted(self._grid.title) else []
        for row in range(self._row + 1, self._row + 1 + (min(times, MAX_ROWS + 1) if cells else 0)):
            for column, width, height, cell in cells:
                self._grid.put(row, column, cell)
                if width > 1 or height > 1:
                    self._grid.merged.append(Merged(row, column, row + height - 1, column + width - 1))
        self._row += times


def _row_cells(row: Any) -> Iterator[tuple[int, int, int, Cell]]:
    """Column, columns and rows spanned, and content of each cell that holds something."""
    column = 0
    for element in row.iterchildren(*_CELLS):
        times = _count(element, "number-columns-repeated")
        cell = _cell(element) if element.tag == _CELLS[0] else None
        for place in range(column + 1, column + 1 + (min(times, MAX_COLUMNS + 1) if cell else 0)):
            if cell:
                yield place, _count(element, "number-columns-spanned"), _count(element, "number-rows-spanned"), cell
        column += times


def _count(element: Any, name: str) -> int:
    return max(1, int(element.get(_TABLE + name, "1")))


def _cell(element: Any) -> Cell | None:
    kind = element.get(_OFFICE + "value-type")
    formula = element.get(_TABLE + "formula") is not None
    value = _value(element, kind)
    if value is None:
        return Cell(UNKNOWN, formula=True) if formula else None
    error = element.get(_CALC + "value-type") == "error"
    return Cell(value, percent=kind == "percentage", formula=formula, error=error)


def _value(element: Any, kind: str | None) -> object:
    if kind in ("float", "percentage", "currency"):
        return float(element.get(_OFFICE + "value"))
    if kind == "boolean":
        return bool(element.get(_OFFICE + "boolean-value") == "true")
    if kind == "date":
        written = element.get(_OFFICE + "date-value", "")
        return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
    text = "\n".join(_paragraph(p) for p in element.iterchildren(_TEXT + "p"))
    return text or None


def _paragraph(element: Any) -> str:
    """The text of a paragraph; spaces, tabulations and line breaks are elements of their own."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == _TEXT + "s":
            parts.append(" " * min(int(child.get(_TEXT + "c", "1")), 1000))
        elif child.tag == _TEXT + "tab":
            parts.append("\t")
        elif child.tag == _TEXT + "line-break":
            parts.append("\n")
        elif isinstance(child.tag, str) and child.tag.startswith(_TEXT):
            parts.append(_paragraph(child))
        parts.append(child.tail or "")
    return "".join(parts)
