"""Specification tables (Scallon): the whole course by level and by time, then each test, objective by objective."""

from __future__ import annotations

from collections.abc import Sequence

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.workbook.canvas import (
    CENTRED,
    COUNT,
    EMPTY,
    LABEL,
    PERCENT,
    Canvas,
    CellContent,
    Style,
    Tone,
    column_range,
    heat,
    row_range,
)
from coursegen.workbook.place import VIEW_HEADER
from coursegen.workbook.view_words import level_name, listed, percent
from methodology.alignment import SpecificationTable, alignment_matrix, specification_table
from methodology.course import Course
from methodology.evaluation import Assessment
from methodology.i18n import N_
from methodology.values import Bloom
from methodology.workings import objectives_by_id

TITLE, ORDER = N_("Vue spécification"), 20
_LEVELS = tuple(Bloom)
_FIRST = 3
_AFTER = _FIRST + len(_LEVELS)
"""The column of the lowest level, and the first one after the levels."""

_COUNT = Style(pattern=COUNT, centred=True)
_SHARE = Style(pattern=PERCENT, centred=True)


def about() -> str:
    """How to read it."""
    return _(
        "Ce qui compte dans la note doit peser comme dans le temps. Pour un test, les questions se partagent entre les "
        "objectifs selon leur poids dans la note ; la part du temps sert de contrôle."
    )


def draw(course: Course) -> Canvas:
    """The course's own table first."""
    canvas = Canvas(_("Table de spécification"), frozen=2, wide=True)
    row = _course_block(canvas, course, VIEW_HEADER)
    without = []
    for assessment in course.evaluation.assessments:
        table = specification_table(course, assessment)
        if table.items and table.cells:
            row = _test_block(canvas, course, assessment, table, row + 2)
        else:
            without.append(assessment)
    if without:
        canvas.put(row + 2, 1, _("Évaluées sur une production, sans question"), Style(Tone.SECTION), across=_AFTER + 2)
        for place, assessment in enumerate(without, row + 3):
            canvas.put(place, 1, assessment.id, LABEL)
            canvas.put(place, 2, assessment.title)
            canvas.put(place, _FIRST, listed(assessment.objectives), across=len(_LEVELS))
    return canvas


def _head(canvas: Canvas, row: int, last: Sequence[str]) -> None:
    names = [_("Objectif"), _("Énoncé"), *(level_name(level) for level in _LEVELS), *last]
    widths = [11.0, 66.0, *(15.0 for _level in _LEVELS), *(12.0, 12.0, 30.0, 12.0, 12.0, 30.0)]
    for column, (name, width) in enumerate(zip(names, widths, strict=False), 1):
        words = column < _FIRST or column in (_AFTER + 2, _AFTER + 5)
        canvas.put(row, column, name, Style(Tone.HEADER, centred=not words))
        canvas.widths[column] = width


def _course_block(canvas: Canvas, course: Course, top: int) -> int:
    """How the mark is shared among levels, beside the share of the time; gives the last row."""
    rows = alignment_matrix(course)
    _head(canvas, top, (_("Part de la note"), _("Part du temps"), _("Comparaison")))
    time, most = sum(row.minutes for row in rows), max((row.weight_percent for row in rows), default=0.0)
    for place, row in enumerate(rows, top + 1):
        share = percent(row.minutes, time)
        aim = row.objective
        _named(canvas, place, aim.id, aim.statement)
        _levels(canvas, place, aim.bloom, row.weight_percent, _SHARE, most)
        cells = row_range(place, _FIRST, _AFTER - 1) if aim.bloom else ""
        canvas.sum(place, _AFTER, row.weight_percent, cells, _SHARE)
        canvas.put(place, _AFTER + 1, share, _SHARE)
        canvas.put(place, _AFTER + 2, *_compared(row.weight_percent, share))
    end = top + len(rows) + 1
    weights = [sum(r.weight_percent for r in rows if r.objective.bloom == level) for level in _LEVELS]
    if rows:
        whole = sum(row.weight_percent for row in rows)
        _sums(canvas, top, end, [*weights, whole, percent(time, time)], _SHARE)
    return end


def _compared(weight: float, share: float) -> tuple[CellContent, Style]:
    """Twice as much in the mark as in the time, or half of it, deserves a second look (a gap of 5 points at least)."""
    if not weight and not share:
        return _("– Ni temps ni note"), Style(Tone.MUTED)
    if not weight:
        return _("▼ Absent de la note"), Style(Tone.WATCH)
    if weight > 2 * share and weight - share >= 5:
        return _("▲ Pèse plus que son temps"), Style(Tone.WATCH)
    if share > 2 * weight and share - weight >= 5:
        return _("▼ Pèse moins que son temps"), Style(Tone.WATCH)
    return _("✓ Proche"), Style(Tone.GOOD)


def _test_block(canvas: Canvas, course: Course, assessment: Assessment, table: SpecificationTable, top: int) -> int:
    """The items of one test; gives the last row."""
    title = ngettext("{id} · {title} : {count} question", "{id} · {title} : {count} questions", table.items)
    words = title.format(id=assessment.id, title=assessment.title, count=table.items)
    canvas.put(top, 1, words, Style(Tone.SECTION), across=_AFTER + 2)
    shares = (_("Part de la note"), _("Part du temps"), _("Comparaison"))
    _head(canvas, top + 1, (_("Questions attendues"), _("Questions écrites"), _("Écart"), *shares))
    known = objectives_by_id(course)
    most = max((cell.items for cell in table.cells), default=0)
    for place, cell in enumerate(table.cells, top + 2):
        _named(canvas, place, cell.content, known[cell.content].statement)
        _levels(canvas, place, cell.level, cell.items, _COUNT, most)
        canvas.sum(place, _AFTER, cell.items, row_range(place, _FIRST, _AFTER - 1), _COUNT)
        canvas.put(place, _AFTER + 1, cell.written, CENTRED)
        canvas.put(place, _AFTER + 2, *_gap(cell.written - cell.items))
        canvas.line(place, (cell.weight_percent, cell.time_percent), _SHARE, _AFTER + 3)
        canvas.put(place, _AFTER + 5, *_compared(cell.weight_percent, cell.time_percent))
    end = top + 2 + len(table.cells)
    elsewhere = table.items - sum(cell.written for cell in table.cells)
    if elsewhere > 0:
        _elsewhere(canvas, end, elsewhere)
        end += 1
    counts = [sum(cell.items for cell in table.cells if cell.level == level) for level in _LEVELS]
    _sums(canvas, top + 1, end, [*counts, sum(counts), table.items], _COUNT)
    return end


def _elsewhere(canvas: Canvas, row: int, count: int) -> None:
    """The questions of a test that bear on something else than what it verifies."""
    canvas.put(row, 1, _("Questions sur un autre objectif, ou sur aucun"), across=2)
    canvas.line(row, [None] * (len(_LEVELS) + 1), EMPTY, _FIRST)
    canvas.put(row, _AFTER + 1, count, CENTRED)
    canvas.put(row, _AFTER + 2, _("▲ Hors de l'évaluation"), Style(Tone.WATCH))


def _gap(gap: int) -> tuple[CellContent, Style]:
    if not gap:
        return _("✓ Juste"), Style(Tone.GOOD)
    more = ngettext("▲ {count} de plus que sa part", "▲ {count} de plus que sa part", gap)
    less = ngettext("▼ {count} de moins que sa part", "▼ {count} de moins que sa part", -gap)
    return (more if gap > 0 else less).format(count=abs(gap)), Style(Tone.WATCH)


def _named(canvas: Canvas, row: int, name: str, statement: str) -> None:
    canvas.put(row, 1, name, LABEL)
    canvas.put(row, 2, statement)


def _levels(canvas: Canvas, row: int, level: Bloom | None, value: float, style: Style, most: float) -> None:
    """The value under its level, and empty cells under the others."""
    for column, other in enumerate(_LEVELS, _FIRST):
        here = other == level
        tone = heat(value, most) if here else Tone.EMPTY
        canvas.put(row, column, value if here else None, Style(tone, style.pattern, centred=True))


def _sums(canvas: Canvas, top: int, row: int, values: Sequence[float], style: Style) -> None:
    canvas.put(row, 1, _("Total"), Style(Tone.TOTAL), across=2)
    for column, value in enumerate(values, _FIRST):
        canvas.total(row, column, value, column_range(column, top + 1, row - 1), style)
    canvas.put(row, _AFTER + 2, None, Style(Tone.TOTAL))
