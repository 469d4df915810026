"""One value to one cell and back. A list is one item a line; dates are dates; yes and no are « oui » and « non »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from coursegen.workbook.layout import Column
from methodology.shape import Form
from methodology.values import Record, Text

CELL_LIMIT = 32_767
"""Characters a cell holds at most (Excel; LibreOffice holds more)."""

KEPT = "(texte trop long pour une cellule : il reste dans le dossier du cours)"
EMPTY_TEXT, EMPTY_LIST = '""', "[]"
"""What stands for nothing where an empty cell stands for something else."""

CellValue = str | int | float | date | None
_BLANK = " \t\u00a0\u202f"
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_LOCAL_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_BETWEEN_WORDS = re.compile(r"[,;\s]+")


def value_in(record: Record, column: Column) -> Any:
    """The value of that column; None where a record on the way, or a field of another type of activity, is absent."""
    value: Any = record
    for name in column.path:
        value = getattr(value, name, None)
        if value is None:
            return None
    return value


def cell_of(record: Record, column: Column) -> CellValue:
    """What the cell of that record shows."""
    value = value_in(record, column)
    if value is None:
        return None
    shown = _shown(value, _default(record, column))
    return KEPT if isinstance(shown, str) and len(shown) > CELL_LIMIT else shown


def cell_of_nothing(column: Column) -> CellValue:
    """What the cell shows of a record that says nothing there."""
    return None if column.shape.required else _shown(column.shape.default, column.shape.default)


def _default(record: Record, column: Column) -> Any:
    owner: Any = record
    for name in column.path[:-1]:
        owner = getattr(owner, name)
    spec = type(owner).__dataclass_fields__[column.path[-1]]
    return spec.default


def _shown(value: Any, default: Any) -> CellValue:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Enum):
        word: str | int = value.value
        return word
    if isinstance(value, tuple):
        return list_text(value) or (EMPTY_LIST if default else None)
    if isinstance(value, Text):
        return value.path or value.markdown or EMPTY_TEXT
    if isinstance(value, str):
        return value or (EMPTY_TEXT if isinstance(default, str) and default else None)
    return value if isinstance(value, int | float | date) else None


def list_text(items: Sequence[Any]) -> str:
    """One item a line; with dashes when an item has lines of its own, or could be taken for something else."""
    words = [str(item.value) if isinstance(item, Enum) else str(item) for item in items]
    if all(word == word.strip() and word and "\n" not in word and not word.startswith("-") for word in words):
        return "\n".join(words)
    return "\n".join("- " + word.replace("\n", "\n  ") for word in words)


def list_items(text: str, of_words: bool = False) -> list[str]:
    """The items of a cell. `of_words`: none holds a space, so that commas separate them too."""
    lines = [line.rstrip(_BLANK) for line in text.split("\n")]
    filled = [line for line in lines if line]
    if filled and filled[0].startswith("-") and all(re.match(r"-( |$)|  ", line) for line in filled):
        return _dashed(lines)
    if of_words:
        return [word for word in _BETWEEN_WORDS.split(text) if word]
    return [line.strip(_BLANK) for line in filled]


def _dashed(lines: Sequence[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        if re.match(r"-( |$)", line):
            items.append(line[2:])
        elif items:
            items[-1] += "\n" + line[2:]
    return items


def text_of(value: object, column: Column, percent: bool = False) -> str:
    """What a cell says, as an author would write it in a file; empty for an empty cell.

    `percent`: the cell shows a number as a percentage, so that 0.6 is written 60.
    """
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return _number(value * 100 if percent else value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, time):
        return value.isoformat("auto" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return _typed(str(value), column) if value is not None else ""


def _number(value: float) -> str:
    if isinstance(value, float) and abs(value) < 1e12:
        rounded = f"{value:.9f}".rstrip("0").rstrip(".")
        return rounded if rounded not in ("-0", "") else "0"
    return str(value)


def _typed(text: str, column: Column) -> str:
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip(_BLANK)
    if column.shape.kind is date and (found := _YEAR_FIRST.fullmatch(text.strip())):
        return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}"
    if column.shape.kind is date and (local := _LOCAL_DATE.fullmatch(text.strip())):
        day, month, year = local.groups()
        return f"{year}-{month:0>2}-{day:0>2}"
    words = column.choices if column.shape.form in (Form.LEAF, Form.CONSTANT) else ()
    return next((word for word in words if word.casefold() == text.strip().casefold()), text)


def holds_words(column: Column) -> bool:
    """Whether the items of that list are ids, words of a closed list or numbers."""
    return bool(column.reference or column.shape.choices or column.shape.kind in (int, float))
