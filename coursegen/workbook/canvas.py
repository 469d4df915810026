"""A computed sheet before any file format: cells with a value and a look, spans, widths. Rows and columns from 1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from coursegen.workbook.grids import cell_name
from methodology.i18n import current_language


class Tone(StrEnum):
    """What a cell says by its colours, never by them alone: a sign, a word or a number says it too."""

    PLAIN = "plain"
    HEADER = "header"
    SUBHEADER = "subheader"
    LABEL = "label"
    SUM = "sum"
    TOTAL = "total"
    MUTED = "muted"
    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    HEAT_1 = "heat_1"
    HEAT_2 = "heat_2"
    HEAT_3 = "heat_3"
    HEAT_4 = "heat_4"
    EMPTY = "empty"
    BAR = "bar"
    BAR_ACT = "bar_act"
    NOTE = "note"
    TITLE = "title"
    HELP = "help"
    SECTION = "section"


class Style(NamedTuple):
    """Tone, number format (empty: the usual one), and how the value stands in its cell.

    `quiet`: a verdict on nothing in particular, less heavy than the others.
    """

    tone: Tone = Tone.PLAIN
    pattern: str = ""
    centred: bool = False
    indent: int = 0
    quiet: bool = False


PLAIN = Style()
CENTRED = Style(centred=True)
HEADER, SUBHEADER = Style(Tone.HEADER), Style(Tone.SUBHEADER, centred=True)
LABEL, EMPTY = Style(Tone.LABEL), Style(Tone.EMPTY)
MINUTES, PERCENT, COUNT = "#,##0;-#,##0;–", '0.0" %";-0.0" %";–', "0;-0;–"
"""Number formats; nothing shows as a dash."""

_DAYS = {"fr": "d mmmm yyyy", "en": "d mmmm yyyy", "pt": 'd" de "mmmm" de "yyyy', "es": 'd" de "mmmm" de "yyyy'}
_FIRST_DAY = 'd"er" mmmm yyyy'
_LOCALES = {"fr": "40C", "en": "809", "pt": "816", "es": "C0A"}
"""Excel's codes of the languages of dates."""

NARROW = 14.0
"""Columns up to that width hold short words or numbers, which stand in the middle."""

CellContent = str | int | float | date | None


class Mark(NamedTuple):
    """A cell, or several as one. `formula` (without `=`) is what computes `value` again."""

    row: int
    column: int
    value: CellContent
    style: Style
    formula: str = ""
    across: int = 1
    down: int = 1


@dataclass(slots=True)
class Canvas:
    """What a view draws on. `frozen` columns stay in sight.

    `header_row` stays in sight too and comes back on each printed page; 0 when there is none, or several.
    """

    title: str
    widths: dict[int, float] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    header_row: int = 0
    header_rows: int = 1
    frozen: int = 0
    wide: bool = False

    def put(
        self,
        row: int,
        column: int,
        value: CellContent,
        style: Style = PLAIN,
        *,
        formula: str = "",
        across: int = 1,
        down: int = 1,
    ) -> None:
        """Put a value in a cell."""
        self.marks.append(Mark(row, column, value, style, formula, across, down))

    def line(self, row: int, values: Iterable[CellContent], style: Style = PLAIN, start: int = 1) -> None:
        """Put values side by side."""
        for column, value in enumerate(values, start):
            self.put(row, column, value, style)

    def head(self, row: int, columns: Sequence[tuple[str, float]], start: int = 1) -> None:
        """Put headers, and make their columns that wide (in characters)."""
        self.header_row = row
        for column, (name, width) in enumerate(columns, start):
            self.put(row, column, name, Style(Tone.HEADER, centred=column > start and width <= NARROW))
            self.widths[column] = width

    def total(self, row: int, column: int, value: float, cells: str, style: Style) -> None:
        """Put the sum of the cells above (`D5:D9`), its value known already."""
        self.put(row, column, value, style._replace(tone=Tone.TOTAL), formula=_sum_of(cells))

    def sum(self, row: int, column: int, value: float, cells: str, style: Style) -> None:
        """Put the sum of the cells to the left (`D5:H5`)."""
        self.put(row, column, value, style._replace(tone=Tone.SUM), formula=_sum_of(cells))

    def day(self, row: int, column: int, day: date | None) -> None:
        """Put a date in words; a dash for none."""
        language = current_language()[:2].lower()
        words = _FIRST_DAY if day and day.day == 1 and language == "fr" else _DAYS.get(language, _DAYS["fr"])
        self.put(row, column, day or "–", Style(pattern=in_words(words)))


def in_words(pattern: str) -> str:
    """The format of a date in words of the language of the messages, whatever that of the program that shows it."""
    return f"[$-{_LOCALES.get(current_language()[:2].lower(), _LOCALES['fr'])}]{pattern}"


def _sum_of(cells: str) -> str:
    return f"SUM({cells})" if cells else ""


def heat(value: float, most: float) -> Tone:
    """The shade of a value among those up to `most`: four steps, and none for nothing."""
    if value <= 0 or most <= 0:
        return Tone.EMPTY
    steps = (Tone.HEAT_1, Tone.HEAT_2, Tone.HEAT_3, Tone.HEAT_4)
    return steps[min(3, int(4 * value / most))]


def column_range(column: int, first: int, last: int) -> str:
    """`D5:D9`; empty when the last comes before the first."""
    return f"{cell_name(first, column)}:{cell_name(last, column)}" if first <= last else ""


def row_range(row: int, first: int, last: int) -> str:
    """`D5:H5`; empty when the last comes before the first."""
    return f"{cell_name(row, first)}:{cell_name(row, last)}" if first <= last else ""
