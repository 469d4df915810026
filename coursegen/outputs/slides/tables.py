"""Tables measured before they are drawn: widths of columns, heights of rows, rows that go on to another slide.

Points everywhere, but for the box.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from coursegen.charter.metrics import FontMetrics, text_width
from coursegen.outputs.slides.geometry import PT, Box
from coursegen.outputs.slides.measure import line_count
from coursegen.outputs.slides.styles import LevelStyle
from coursegen.slides_model import Line, Run, Table

SIDE, TOP = 8.0, 5.0  # cell margins
_FILLED = 0.94  # of the zone, at most, by rows made taller
_AIRY = 1.5  # how much taller rows may grow where there is room


@dataclass(frozen=True, slots=True)
class TablePage:
    """The rows of a table on one slide, header first, with widths and heights in points."""

    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    caption: str = ""

    @property
    def height(self) -> float:
        """Of all rows, in points."""
        return sum(self.heights)


def table_pages(table: Table, box: Box, sizes: Sequence[float], font: FontMetrics) -> tuple[TablePage, ...]:
    """The table on as few slides as it takes, at the first of `sizes` that gives that number."""
    choices = [_paged(table, box, size, font) for size in sizes]
    fewest = min(len(choice) for choice in choices)
    return next(choice for choice in choices if len(choice) == fewest)


def _paged(table: Table, box: Box, size: float, font: FontMetrics) -> tuple[TablePage, ...]:
    rows = _squared(table)
    widths = _widths(rows, box.width / PT, size, font)
    header = _row_height(rows[0], widths, size, font, bold=True)
    room = box.height / PT - header
    rows = [rows[0], *(part for row in rows[1:] for part in _parts(row, widths, size, font, room))]
    tall = [_row_height(row, widths, size, font, bold=False) for row in rows[1:]]
    groups = _evened(tall, room)
    pages = []
    for group in groups:
        heights = [header, *(tall[n] for n in group)]
        stretch = min(_AIRY, _FILLED * box.height / PT / sum(heights)) if sum(heights) else 1.0
        pages.append(
            TablePage(
                rows=(rows[0], *(rows[n + 1] for n in group)),
                widths=tuple(widths),
                heights=tuple(height * max(1.0, stretch) for height in heights),
                size=size,
                caption=table.caption,
            )
        )
    return tuple(pages)


def _squared(table: Table) -> list[tuple[Line, ...]]:
    """Rows of equal length: missing cells are empty."""
    rows = [table.header, *table.rows]
    columns = max(len(row) for row in rows)
    return [row + ((),) * (columns - len(row)) for row in rows]


def _evened(heights: Sequence[float], room: float) -> list[list[int]]:
    """Row numbers by slide: greedy, then spread so that no slide ends with one row where two would do."""
    groups = _greedy(heights, room)
    low, high = max(heights, default=0.0), room
    for _ in range(8):
        middle = (low + high) / 2
        tried = _greedy(heights, middle)
        if len(tried) == len(groups):
            groups, high = tried, middle
        else:
            low = middle
    return groups or [[]]


def _greedy(heights: Sequence[float], room: float) -> list[list[int]]:
    groups: list[list[int]] = []
    used = math.inf
    for n, height in enumerate(heights):
        if used + height > room:
            groups.append([])
            used = 0.0
        groups[-1].append(n)
        used += height
    return groups


def _widths(rows: Sequence[tuple[Line, ...]], width: float, size: float, font: FontMetrics) -> list[float]:
    """Each column gets its longest word, then a share of the rest by how much it has to say."""
    columns = list(zip(*rows, strict=True))
    least = [_longest_word(cells, size, font) + 2 * SIDE + 2 for cells in columns]
    wished = [max(_full(cell, size, font) for cell in cells) + 2 * SIDE + 2 for cells in columns]
    if sum(wished) <= width:
        spare = (width - sum(wished)) / sum(wished)
        return [wish * (1 + spare) for wish in wished]
    if sum(least) >= width:
        return [width * part / sum(least) for part in least]
    weights = [math.sqrt(max(0.0, wish - part) * wish) for wish, part in zip(wished, least, strict=True)]
    spare = width - sum(least)
    given = [part + spare * weight / (sum(weights) or 1) for part, weight in zip(least, weights, strict=True)]
    return _capped(given, wished, width)


def _capped(given: list[float], wished: list[float], width: float) -> list[float]:
    """No column wider than its text on one line; what it leaves goes to the others."""
    over = [max(0.0, got - wish) for got, wish in zip(given, wished, strict=True)]
    hungry = [max(0.0, wish - got) for got, wish in zip(given, wished, strict=True)]
    if not sum(over) or not sum(hungry):
        return given
    kept = [min(got, wish) for got, wish in zip(given, wished, strict=True)]
    return [got + sum(over) * want / sum(hungry) for got, want in zip(kept, hungry, strict=True)]


def _longest_word(cells: Sequence[Line], size: float, font: FontMetrics) -> float:
    words = [word for cell in cells for run in cell for word in run.text.split()]
    return max((text_width(word, size, bold=True, font=font) for word in words), default=size) / 0.97


def _full(cell: Line, size: float, font: FontMetrics) -> float:
    return sum(text_width(run.text, size, bold=True, font=font) for run in cell) / 0.97


def _parts(
    row: tuple[Line, ...], widths: Sequence[float], size: float, font: FontMetrics, room: float
) -> list[tuple[Line, ...]]:
    """A row taller than a slide goes on in another row, cut between words."""
    if _row_height(row, widths, size, font, bold=False) <= room:
        return [row]
    style = LevelStyle(size=size, font=font)
    most = max(1, int((room - 2 * TOP) / (size * font.line)))
    columns = [_cut_cell(cell, style, width - 2 * SIDE, most) for cell, width in zip(row, widths, strict=True)]
    return list(zip_longest(*columns, fillvalue=()))


def _cut_cell(cell: Line, style: LevelStyle, width: float, most: int) -> list[Line]:
    """The cell's words in lines of text that each take at most `most` lines."""
    parts: list[Line] = [()]
    for run in cell:
        for word in run.text.split(" "):
            longer = (*parts[-1], replace(run, text=word + " "))
            if parts[-1] and line_count(longer, style, width) > most:
                parts.append((longer[-1],))
            else:
                parts[-1] = longer
    return [_joined(part) for part in parts]


def _joined(line: Line) -> Line:
    """Neighbouring runs of one look as one."""
    runs: list[Run] = []
    for run in line:
        if runs and replace(runs[-1], text=run.text) == run:
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return tuple(runs)


def _row_height(row: tuple[Line, ...], widths: Sequence[float], size: float, font: FontMetrics, bold: bool) -> float:
    style = LevelStyle(size=size, bold=bold, font=font)
    lines = max(line_count(cell, style, width - 2 * SIDE) for cell, width in zip(row, widths, strict=True))
    return lines * size * font.line + 2 * TOP
