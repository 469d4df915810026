"""The methods by objective: minutes, whether each serves the level, the share of active time."""

from __future__ import annotations

from collections.abc import Sequence

from coursegen.i18n import gettext as _
from coursegen.workbook.canvas import (
    LABEL,
    MINUTES,
    PERCENT,
    Canvas,
    Style,
    Tone,
    column_range,
    heat,
    row_range,
)
from coursegen.workbook.grids import cell_name
from coursegen.workbook.place import VIEW_HEADER
from coursegen.workbook.view_words import level_name, percent
from methodology.alignment import MethodRow, MethodUse, method_matrix
from methodology.course import Course
from methodology.i18n import N_
from methodology.methods import method_named

TITLE, ORDER = N_("Vue méthodes"), 30
_FIRST = 4
_UP, _SHORT = '#,##0" ✓"', '#,##0" ▽"'
_TIME, _RATIO = Style(pattern=MINUTES, centred=True), Style(pattern=PERCENT, centred=True)


def about() -> str:
    """How to read it."""
    return _(
        "Minutes de chaque méthode. ✓ : la méthode convient au niveau de l'objectif ; ▽ : elle prépare, sans y "
        "suffire. Le temps actif est celui des étapes où l'on produit, répond ou décide."
    )


def draw(course: Course) -> Canvas:
    """A line for each objective, a column for each method, the most used first."""
    canvas = Canvas(_("Méthodes par objectif"), frozen=2, wide=True)
    rows = method_matrix(course)
    methods = _methods(rows)
    _headers(canvas, methods)
    most = max((use.minutes for row in rows for use in row.uses), default=0.0)
    for place, row in enumerate(rows, VIEW_HEADER + 1):
        _row(canvas, place, row, methods, most)
    if methods:
        _totals(canvas, rows, methods, VIEW_HEADER + 1 + len(rows))
    return canvas


def _methods(rows: Sequence[MethodRow]) -> tuple[str, ...]:
    """The methods as written, the longest first."""
    times: dict[str, float] = {}
    for row in rows:
        for use in row.uses:
            times[use.written] = times.get(use.written, 0.0) + use.minutes
    return tuple(sorted(times, key=lambda name: (-times[name], name)))


def _headers(canvas: Canvas, methods: Sequence[str]) -> None:
    before = ((_("Objectif"), 9.0), (_("Énoncé"), 44.0), (_("Niveau visé"), 17.0))
    after = ((_("Minutes en tout"), 10.0), (_("Dont actives"), 10.0), (_("Part active"), 10.0), (_("Verdict"), 30.0))
    canvas.head(VIEW_HEADER, (*before, *((_name(written), 14.0) for written in methods), *after))


def _name(written: str) -> str:
    """The catalogue's name of a method, or what the author wrote."""
    method = method_named(written)
    name = method.label if method else written
    return name[:1].upper() + name[1:]


def _row(canvas: Canvas, place: int, row: MethodRow, methods: Sequence[str], most: float) -> None:
    canvas.put(place, 1, row.objective.id, LABEL)
    canvas.put(place, 2, row.objective.statement)
    canvas.put(place, 3, level_name(row.objective.bloom))
    uses = {use.written: use for use in row.uses}
    for column, written in enumerate(methods, _FIRST):
        _use(canvas, place, column, uses.get(written), most)
    after, time = _FIRST + len(methods), sum(use.minutes for use in row.uses)
    active = sum(use.active_minutes for use in row.uses)
    canvas.sum(place, after, time, row_range(place, _FIRST, after - 1), _TIME)
    canvas.put(place, after + 1, active, _TIME)
    _ratio(canvas, place, after, percent(active, time), Tone.PLAIN)
    canvas.put(place, after + 3, *_verdict(row))


def _use(canvas: Canvas, place: int, column: int, use: MethodUse | None, most: float) -> None:
    if use is None:
        canvas.put(place, column, None, Style(Tone.EMPTY))
    else:
        canvas.put(place, column, use.minutes, Style(heat(use.minutes, most), _UP if use.reaches else _SHORT, True))


def _ratio(canvas: Canvas, place: int, after: int, value: float, tone: Tone) -> None:
    whole, active = cell_name(place, after), cell_name(place, after + 1)
    formula = f"IF({whole}=0,0,100*{active}/{whole})"
    canvas.put(place, after + 2, value, Style(tone, PERCENT, True), formula=formula)


def _verdict(row: MethodRow) -> tuple[str, Style]:
    if not row.uses:
        return _("✗ Aucune méthode"), Style(Tone.BAD)
    if row.reached:
        return _("✓ Une méthode à son niveau"), Style(Tone.GOOD)
    return _("▲ Aucune à son niveau"), Style(Tone.WATCH)


def _totals(canvas: Canvas, rows: Sequence[MethodRow], methods: Sequence[str], place: int) -> None:
    first, after = VIEW_HEADER + 1, _FIRST + len(methods)
    canvas.put(place, 1, _("Total"), Style(Tone.TOTAL), across=_FIRST - 1)
    uses = [use for row in rows for use in row.uses]
    by_method = [sum(use.minutes for use in uses if use.written == written) for written in methods]
    whole, active = sum(by_method), sum(use.active_minutes for use in uses)
    for column, value in enumerate((*by_method, whole, active), _FIRST):
        canvas.total(place, column, value, column_range(column, first, place - 1), _TIME)
    _ratio(canvas, place, after, percent(active, whole), Tone.TOTAL)
    canvas.put(place, after + 3, None, Style(Tone.TOTAL))
