"""Competencies by module, in minutes: a competency that has others under it sums them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coursegen.i18n import gettext as _
from coursegen.workbook.canvas import LABEL, MINUTES, PERCENT, Canvas, Style, Tone, heat, row_range
from coursegen.workbook.grids import cell_name
from coursegen.workbook.place import VIEW_HEADER
from coursegen.workbook.view_words import listed, percent
from methodology.competency_times import CompetencyMatrix, CompetencyRow, competency_matrix
from methodology.course import Course
from methodology.i18n import N_

TITLE, ORDER = N_("Vue compétences"), 40
_FIRST = 4
_TIME = Style(pattern=MINUTES, centred=True)


def about() -> str:
    """How to read it."""
    return _(
        "Minutes que chaque module consacre à chaque compétence, par les objectifs de ses étapes. Une compétence "
        "qui en contient d'autres en fait la somme ; le total ne compte chaque minute qu'une fois."
    )


def draw(course: Course) -> Canvas:
    """A line for each competency, in the order of the tree."""
    canvas = Canvas(_("Compétences par module"), frozen=2)
    matrix = competency_matrix(course)
    titles = [f"{module.id} · {module.title}" for module in course.sequencing.modules]
    _headers(canvas, titles)
    places = {row.competency: place for place, row in enumerate(matrix.rows, VIEW_HEADER + 1)}
    most = max((minutes for row in matrix.rows for minutes in row.own), default=0.0)
    for row in matrix.rows:
        _row(canvas, row, places, most, sum(matrix.totals))
    _totals(canvas, matrix, places, VIEW_HEADER + 1 + len(matrix.rows))
    return canvas


def _headers(canvas: Canvas, titles: Sequence[str]) -> None:
    before = ((_("Compétence"), 13.0), (_("Intitulé"), 44.0), (_("Objectifs"), 18.0))
    after = ((_("Minutes en tout"), 10.0), (_("Part du temps"), 10.0), (_("Verdict"), 20.0))
    canvas.head(VIEW_HEADER, (*before, *((title, 14.0) for title in titles), *after))


def _row(canvas: Canvas, row: CompetencyRow, places: Mapping[str, int], most: float, whole: float) -> None:
    place, is_parent = places[row.competency], bool(row.children)
    label = Style(Tone.LABEL, indent=row.depth - 1)
    canvas.put(place, 1, row.competency, label)
    canvas.put(place, 2, row.name, label if is_parent else Style(indent=row.depth - 1))
    canvas.put(place, 3, listed(row.objectives), LABEL if is_parent else Style())
    for column, (minutes, own) in enumerate(zip(row.minutes, row.own, strict=True), _FIRST):
        if is_parent:
            cells = [cell_name(places[child], column) for child in row.children]
            formula = "+".join([*cells, f"{own:g}"] if own else cells)
            canvas.put(place, column, minutes, Style(Tone.LABEL, MINUTES, True), formula=formula)
        else:
            canvas.put(place, column, minutes or None, Style(heat(minutes, most), MINUTES, True))
    _ends(canvas, place, row.minutes, whole, Tone.LABEL if is_parent else Tone.PLAIN)
    words, tone = (_("✓ Travaillée"), Tone.GOOD) if sum(row.minutes) else (_("✗ Jamais travaillée"), Tone.BAD)
    canvas.put(place, _FIRST + len(row.minutes) + 2, words, Style(tone))


def _ends(canvas: Canvas, place: int, minutes: Sequence[float], whole: float, tone: Tone) -> None:
    """The sum of a line, and its share of the whole."""
    after, time = _FIRST + len(minutes), sum(minutes)
    formula = f"SUM({row_range(place, _FIRST, after - 1)})" if minutes else ""
    canvas.put(place, after, time, Style(Tone.SUM if tone is Tone.PLAIN else tone, MINUTES, True), formula=formula)
    canvas.put(place, after + 1, percent(time, whole), Style(tone, PERCENT, True))


def _totals(canvas: Canvas, matrix: CompetencyMatrix, places: Mapping[str, int], place: int) -> None:
    """What works for no competency, when there is any; then the tops of the tree added up."""
    tops = [places[row.competency] for row in matrix.rows if row.depth == 1]
    if any(matrix.unserved):
        canvas.put(place, 1, _("Sans compétence (accueil, pauses, objectifs non rattachés)"), across=_FIRST - 1)
        for column, minutes in enumerate(matrix.unserved, _FIRST):
            canvas.put(place, column, minutes or None, _TIME)
        _ends(canvas, place, matrix.unserved, sum(matrix.totals), Tone.PLAIN)
        canvas.put(place, _FIRST + len(matrix.unserved) + 2, None)
        tops.append(place)
        place += 1
    canvas.put(place, 1, _("Total"), Style(Tone.TOTAL), across=_FIRST - 1)
    for column, minutes in enumerate(matrix.totals, _FIRST):
        formula = "+".join(cell_name(top, column) for top in tops)
        canvas.put(place, column, minutes, Style(Tone.TOTAL, MINUTES, True), formula=formula)
    _ends(canvas, place, matrix.totals, sum(matrix.totals), Tone.TOTAL)
    canvas.put(place, _FIRST + len(matrix.totals) + 2, None, Style(Tone.TOTAL))
