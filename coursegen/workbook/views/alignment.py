"""The alignment matrix: each objective, how long each module works on it, how it is verified, whether that agrees."""

from __future__ import annotations

from coursegen.i18n import gettext as _
from coursegen.i18n import ngettext
from coursegen.workbook.canvas import (
    CENTRED,
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
from coursegen.workbook.place import VIEW_HEADER
from coursegen.workbook.view_words import level_name, listed
from methodology.alignment import Alignment, AlignmentRow, alignment_matrix
from methodology.course import Course
from methodology.i18n import N_

TITLE, ORDER = N_("Vue alignement"), 10
_FIXED = 5
"""Columns before those of the modules."""


def about() -> str:
    """How to read it."""
    return _(
        "Chaque objectif répond à un besoin, se travaille, se pratique et s'évalue à son niveau. Les cases des modules "
        "donnent des minutes : plus c'est foncé, plus c'est long."
    )


def draw(course: Course) -> Canvas:
    """A line for each objective."""
    canvas = Canvas(_("Matrice d'alignement"), frozen=2, wide=True)
    rows, modules = alignment_matrix(course), course.sequencing.modules
    _headers(canvas, tuple(module.id for module in modules))
    most = max((minutes for row in rows for minutes in row.by_module), default=0.0)
    for place, row in enumerate(rows, VIEW_HEADER + 1):
        _row(canvas, place, row, most)
    if rows:
        _totals(canvas, rows, VIEW_HEADER + 1 + len(rows))
    return canvas


def _headers(canvas: Canvas, modules: tuple[str, ...]) -> None:
    before = ((_("Objectif"), 9.0), (_("Énoncé"), 44.0), (_("Niveau visé"), 17.0), (_("Besoin"), 9.0))
    after = (
        (_("Minutes en tout"), 9.5),
        (_("Séquences"), 20.0),
        (_("Pratiqué"), 10.0),
        (_("Évaluations"), 15.0),
        (_("Niveau évalué"), 17.0),
        (_("Poids dans la note"), 10.5),
        (_("Verdict"), 29.0),
    )
    columns = ((name, 8.0) for name in modules)
    canvas.head(VIEW_HEADER, (*before, (_("Compétence"), 13.0), *columns, *after))


def _row(canvas: Canvas, place: int, row: AlignmentRow, most: float) -> None:
    aim = row.objective
    canvas.put(place, 1, aim.id, LABEL)
    canvas.put(place, 2, aim.statement)
    canvas.put(place, 3, level_name(aim.bloom))
    canvas.line(place, (aim.need or "–", aim.competency or "–"), CENTRED, 4)
    for column, minutes in enumerate(row.by_module, _FIXED + 1):
        canvas.put(place, column, minutes or None, Style(heat(minutes, most), MINUTES, centred=True))
    after = _FIXED + 1 + len(row.by_module)
    times = row_range(place, _FIXED + 1, after - 1)
    canvas.sum(place, after, row.minutes, times, Style(pattern=MINUTES, centred=True))
    canvas.put(place, after + 1, listed(row.sequences))
    canvas.put(place, after + 2, _("✓ oui") if row.practised else _("– non"), CENTRED)
    canvas.put(place, after + 3, listed(row.assessments))
    canvas.put(place, after + 4, level_name(row.assessed_level))
    canvas.put(place, after + 5, row.weight_percent, Style(pattern=PERCENT, centred=True))
    words, tone = _verdict(row.status)
    canvas.put(place, after + 6, words, Style(tone))


def _verdict(status: Alignment) -> tuple[str, Tone]:
    return {
        Alignment.ALIGNED: (_("✓ Aligné"), Tone.GOOD),
        Alignment.ORPHAN: (_("▲ Ne répond à aucun besoin"), Tone.WATCH),
        Alignment.UNTAUGHT: (_("✗ Jamais travaillé"), Tone.BAD),
        Alignment.UNPRACTISED: (_("▲ Jamais pratiqué"), Tone.WATCH),
        Alignment.UNASSESSED: (_("✗ Jamais évalué"), Tone.BAD),
        Alignment.UNDER_ASSESSED: (_("▲ Évalué sous son niveau"), Tone.WATCH),
    }[status]


def _totals(canvas: Canvas, rows: tuple[AlignmentRow, ...], place: int) -> None:
    first, last, modules = VIEW_HEADER + 1, place - 1, len(rows[0].by_module)
    label = Style(Tone.TOTAL)
    canvas.put(place, 1, _("Total"), label, across=_FIXED)
    number = Style(pattern=MINUTES, centred=True)
    for n in range(modules):
        column = _FIXED + 1 + n
        canvas.total(place, column, sum(row.by_module[n] for row in rows), column_range(column, first, last), number)
    after = _FIXED + 1 + modules
    canvas.total(place, after, sum(row.minutes for row in rows), column_range(after, first, last), number)
    canvas.put(place, after + 1, None, label, across=4)
    weight = Style(pattern=PERCENT, centred=True)
    canvas.total(
        place, after + 5, sum(row.weight_percent for row in rows), column_range(after + 5, first, last), weight
    )
    aligned = sum(row.status is Alignment.ALIGNED for row in rows)
    words = ngettext("{aligned} aligné sur {count}", "{aligned} alignés sur {count}", aligned)
    canvas.put(place, after + 6, words.format(aligned=aligned, count=len(rows)), label)
