"""A chart drawn as SVG for pages: bars, columns, lines or parts, each figure written; title and description inside.

Hues alone never tell series apart: lines have marks of their own, and everything is written in words beside.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from coursegen.charter.metrics import text_width
from coursegen.content.charts import figure_words
from coursegen.slides_model import Chart, ChartKind

WIDTH = 640
_SIZE = 15
_ROW, _BAR, _GROUP_GAP = 30, 22, 14
_PLOT = 240
_INK, _RULE = "#1A1A1A", "#8A94A6"
_MARKS = ("circle", "square", "triangle", "diamond")


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG document, with its size in pixels."""

    svg: str
    width: int
    height: int


def chart_svg(chart: Chart, hues: Sequence[str]) -> Drawing:
    """The drawing of a chart; `hues` are the charter's, legible on white."""
    makers = {ChartKind.BARS: _bars, ChartKind.COLUMNS: _columns, ChartKind.LINES: _lines, ChartKind.PIE: _pie}
    legend, top = _legend(chart, hues)
    body, height = makers[chart.kind](chart, hues, top)
    title = escape(chart.caption or chart.topic)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" font-family="Arial, Liberation Sans, Helvetica, sans-serif" font-size="{_SIZE}" fill="{_INK}">'
        f"<title>{title}</title><desc>{escape(chart.alt)}</desc>"
        f'<rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>{legend}{body}</svg>'
    )
    return Drawing(svg, WIDTH, height)


def _bars(chart: Chart, hues: Sequence[str], top: int) -> tuple[str, int]:
    names = min(240.0, max(text_width(name, _SIZE) for name in chart.categories) * 1.05) + 12
    figures = max(text_width(figure_words(v, chart.unit), _SIZE) for one in chart.series for v in one.values) + 14
    low, high = _reach(chart)
    room = WIDTH - names - figures
    scale = room / (high - low)
    zero = names - low * scale
    drawn, y = [], float(top)
    for number, name in enumerate(chart.categories):
        middle = y + len(chart.series) * _BAR / 2
        drawn += _name_lines(name, names - 12, names - 8, middle)
        for at, one in enumerate(chart.series):
            value = one.values[number]
            drawn.append(_bar(zero, y, (value or 0) * scale, _BAR - 3, _hue(hues, at)))
            end = zero + max(0.0, (value or 0) * scale) + 6
            drawn.append(_text(end, y + _BAR / 2 + 4, figure_words(value, chart.unit)))
            y += _BAR
        y += _GROUP_GAP
    drawn.append(_line(zero, top - 4, zero, y - _GROUP_GAP + 4))
    return "".join(drawn), round(y)


def _columns(chart: Chart, hues: Sequence[str], top: int) -> tuple[str, int]:
    low, high = _reach(chart)
    scale = _PLOT / (high - low)
    zero = top + 20 + high * scale
    slot = (WIDTH - 20) / len(chart.categories)
    width = min(64.0, (slot - 12) / len(chart.series))
    drawn, deepest = [], 1
    for number, name in enumerate(chart.categories):
        middle = 10 + slot * (number + 0.5)
        left = middle - width * len(chart.series) / 2
        for at, one in enumerate(chart.series):
            value = one.values[number]
            tall = (value or 0) * scale
            drawn.append(_rectangle(left + at * width, zero - max(0.0, tall), width - 3, abs(tall), _hue(hues, at)))
            words = figure_words(value, "" if len(chart.series) > 1 else chart.unit)
            drawn.append(_text(left + (at + 0.5) * width, zero - max(0.0, tall) - 6, words, "middle"))
        lines = _folded(name, slot - 8)
        deepest = max(deepest, len(lines))
        foot = zero - low * scale + 20
        drawn += [_text(middle, foot + n * 18, line, "middle") for n, line in enumerate(lines)]
    drawn.append(_line(10, zero, WIDTH - 10, zero))
    return "".join(drawn), round(zero - low * scale + 14 + deepest * 18)


def _lines(chart: Chart, hues: Sequence[str], top: int) -> tuple[str, int]:
    low, high = _reach(chart)
    scale = _PLOT / (high - low)
    zero = top + 24 + high * scale
    slot = (WIDTH - 60) / max(1, len(chart.categories))
    drawn, deepest = [_line(20, zero, WIDTH - 20, zero)], 1
    for at, one in enumerate(chart.series):
        points = [(30 + slot * (n + 0.5), zero - v * scale) for n, v in enumerate(one.values) if v is not None]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        drawn.append(f'<polyline points="{way}" fill="none" stroke="{_hue(hues, at)}" stroke-width="3"/>')
        drawn += [_mark(at, x, y, _hue(hues, at)) for x, y in points]
        given = [value for value in one.values if value is not None]
        shown = range(len(points)) if len(chart.series) == 1 else ((len(points) - 1,) if points else ())
        drawn += [_text(points[n][0], points[n][1] - 11, figure_words(given[n], chart.unit), "middle") for n in shown]
    for number, name in enumerate(chart.categories):
        lines = _folded(name, slot - 6)
        deepest = max(deepest, len(lines))
        foot = zero - low * scale + 22
        drawn += [_text(30 + slot * (number + 0.5), foot + n * 18, line, "middle") for n, line in enumerate(lines)]
    return "".join(drawn), round(zero - low * scale + 16 + deepest * 18)


def _pie(chart: Chart, hues: Sequence[str], top: int) -> tuple[str, int]:
    values = [max(0.0, value or 0) for value in chart.series[0].values]
    total = sum(values) or 1
    radius = 110
    x, y, turn = radius + 20, top + radius + 6, 0.0
    drawn = []
    for number, value in enumerate(values):
        share = value / total
        drawn.append(_part(x, y, radius, turn, turn + share, _hue(hues, number)))
        turn += share
    drawn += _pie_legend(chart, hues, values, total, top)
    return "".join(drawn), round(max(y + radius + 10, top + len(values) * _ROW + 10))


def _pie_legend(chart: Chart, hues: Sequence[str], values: list[float], total: float, top: int) -> Iterator[str]:
    for number, (name, value) in enumerate(zip(chart.categories, values, strict=True)):
        y = top + 10 + number * _ROW
        yield _rectangle(280, y, 16, 16, _hue(hues, number))
        share = "" if chart.unit == "%" else f" ({figure_words(round(100 * value / total), '%')})"
        yield _text(306, y + 13, f"{name} : {figure_words(value, chart.unit)}{share}")


def _part(x: float, y: float, radius: float, start: float, end: float, hue: str) -> str:
    if end - start > 0.9999:
        return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{hue}"/>'
    points = [(x + radius * math.sin(t * math.tau), y - radius * math.cos(t * math.tau)) for t in (start, end)]
    (ax, ay), (bx, by) = points
    large = int(end - start > 0.5)
    return (
        f'<path d="M{x} {y}L{ax:.2f} {ay:.2f}A{radius} {radius} 0 {large} 1 {bx:.2f} {by:.2f}Z" fill="{hue}" '
        'stroke="#FFFFFF" stroke-width="2"/>'
    )


def _legend(chart: Chart, hues: Sequence[str]) -> tuple[str, int]:
    """The names of the series, where there are several; and where the plot begins."""
    if len(chart.series) < 2:
        return "", 10
    drawn, x, y = [], 10.0, 10
    for number, one in enumerate(chart.series):
        wide = text_width(one.name, _SIZE) * 1.05 + 48
        if x > 10 and x + wide > WIDTH:
            x, y = 10.0, y + 24
        if chart.kind is ChartKind.LINES:
            drawn.append(_mark(number, x + 8, y + 8, _hue(hues, number)))
        else:
            drawn.append(_rectangle(x, y, 16, 16, _hue(hues, number)))
        drawn.append(_text(x + 24, y + 13, one.name))
        x += wide
    return "".join(drawn), y + 36


def _reach(chart: Chart) -> tuple[float, float]:
    values = [value for one in chart.series for value in one.values if value is not None] or [1.0]
    low, high = min(0.0, *values), max(0.0, *values)
    return low, high if high > low else low + 1


def _name_lines(name: str, width: float, x: float, middle: float) -> list[str]:
    lines = _folded(name, width)
    start = middle - (len(lines) - 1) * 9 + 4
    return [_text(x, start + n * 18, line, "end") for n, line in enumerate(lines)]


def _folded(words: str, width: float) -> list[str]:
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, _SIZE) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _hue(hues: Sequence[str], number: int) -> str:
    return hues[number % len(hues)]


def _bar(zero: float, y: float, wide: float, tall: float, hue: str) -> str:
    return _rectangle(zero + min(0.0, wide), y, abs(wide), tall, hue)


def _rectangle(x: float, y: float, width: float, height: float, hue: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{hue}"/>'


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<path d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="{_RULE}" stroke-width="1"/>'


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _mark(number: int, x: float, y: float, hue: str) -> str:
    """A mark of its own for each line: they differ for eyes that see no hue."""
    kind = _MARKS[number % len(_MARKS)]
    if kind == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{hue}"/>'
    corners = {
        "square": ((-5, -5), (5, -5), (5, 5), (-5, 5)),
        "triangle": ((0, -7), (7, 5), (-7, 5)),
        "diamond": ((0, -7), (7, 0), (0, 7), (-7, 0)),
    }[kind]
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    return f'<polygon points="{points}" fill="{hue}"/>'
