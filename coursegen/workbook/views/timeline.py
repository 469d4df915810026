"""The timeline: what has a date, in words, and as bars over the weeks (over the months when it lasts long)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from coursegen.i18n import gettext as _
from coursegen.workbook.canvas import EMPTY, SUBHEADER, Canvas, Style, Tone, in_words
from coursegen.workbook.place import VIEW_HEADER
from methodology.course import Course
from methodology.i18n import N_
from methodology.planning import Event, EventKind, months_later, timeline

TITLE, ORDER = N_("Vue calendrier"), 70
MOST_WEEKS = 56
"""From more weeks on a column is a month: the sheet must still be legible on one page."""

MOST_MONTHS = 240
_FIRST = 6
_NARROW = 3.3
_SHORT_MONTH, _MONTH = "mmm", "mmm yyyy"
_WORDS_FROM, _YEAR_FROM = 2, 4
"""From how many narrow columns on a month's name fits, and its year."""


@dataclass(frozen=True, slots=True)
class Period:
    """A column: its first and last day, the figure over it, and the first day of the group it belongs to."""

    start: date
    end: date
    figure: int
    group: date


def about() -> str:
    """How to read it."""
    return _(
        "Une barre couvre chaque semaine où il se passe quelque chose ; ◆ marque ce qui tient en un jour. Le chiffre "
        "au-dessus d'une colonne est celui du lundi."
    )


def draw(course: Course) -> Canvas:
    """A line for each event, by date."""
    canvas = Canvas(_("Calendrier"), frozen=4, wide=True)
    events = timeline(course)
    _headers(canvas)
    if not events:
        words = _("Rien n'a encore de date : donnez-en une aux sessions.")
        canvas.put(VIEW_HEADER + 2, 1, words, Style(Tone.MUTED), across=_FIRST - 1)
        return canvas
    columns = periods(events[0].start, max(event.end for event in events))
    _scale(canvas, columns)
    for row, event in enumerate(events, VIEW_HEADER + 2):
        _row(canvas, row, event, columns)
    return canvas


def periods(start: date, end: date) -> tuple[Period, ...]:
    """The weeks from one day to another, or the months when these are more than `MOST_WEEKS` weeks."""
    monday = start - timedelta(days=start.weekday())
    count = (end - monday).days // 7 + 1
    if count <= MOST_WEEKS:
        mondays = (monday + timedelta(weeks=n) for n in range(count))
        return tuple(Period(day, day + timedelta(days=6), day.day, day.replace(day=1)) for day in mondays)
    first = start.replace(day=1)
    months = min(MOST_MONTHS, 12 * (end.year - first.year) + end.month - first.month + 1)
    days = (months_later(first, n) for n in range(months))
    return tuple(Period(day, months_later(day, 1) - timedelta(days=1), day.month, date(day.year, 1, 1)) for day in days)


def _headers(canvas: Canvas) -> None:
    columns = ((_("Du"), 20.0), (_("Au"), 20.0), (_("Nature"), 15.0), (_("Quoi"), 50.0), (_("Responsable"), 26.0))
    canvas.header_row, canvas.header_rows = VIEW_HEADER, 2
    canvas.heights |= {VIEW_HEADER: 18.0, VIEW_HEADER + 1: 16.0}
    for column, (name, width) in enumerate(columns, 1):
        canvas.put(VIEW_HEADER, column, name, Style(Tone.HEADER), down=2)
        canvas.widths[column] = width


def _scale(canvas: Canvas, columns: Sequence[Period]) -> None:
    """The months over the weeks, or the years over the months; then the figures."""
    column = _FIRST
    is_years = columns[0].end - columns[0].start > timedelta(days=7)
    for day, group in groupby(columns, key=lambda period: period.group):
        count = len(list(group))
        pattern = "yyyy" if is_years else in_words(_MONTH if count >= _YEAR_FROM else _SHORT_MONTH)
        shown = day if count >= _WORDS_FROM else None
        canvas.put(VIEW_HEADER, column, shown, Style(Tone.HEADER, pattern, centred=True), across=count)
        column += count
    for place, period in enumerate(columns, _FIRST):
        canvas.put(VIEW_HEADER + 1, place, period.figure, SUBHEADER)
        canvas.widths[place] = _NARROW


def _row(canvas: Canvas, row: int, event: Event, columns: Sequence[Period]) -> None:
    words, bar = _kind(event.kind)
    canvas.day(row, 1, event.start)
    if event.end > event.start:
        canvas.day(row, 2, event.end)
    else:
        canvas.put(row, 2, _("le même jour"))
    canvas.put(row, 3, words)
    canvas.put(row, 4, event.title or event.subject)
    canvas.put(row, 5, event.responsible or "–")
    for column, period in enumerate(columns, _FIRST):
        if event.start <= period.end and event.end >= period.start:
            sign = "◆" if event.start == event.end else None
            canvas.put(row, column, sign, Style(bar, centred=True))
        else:
            canvas.put(row, column, None, EMPTY)


def _kind(kind: EventKind) -> tuple[str, Tone]:
    return {
        EventKind.ACCESS_LIST: (_("Échéance"), Tone.BAR_ACT),
        EventKind.SESSION: (_("Session"), Tone.BAR),
        EventKind.EVALUATION: (_("Évaluation"), Tone.BAR_ACT),
        EventKind.IMPROVEMENT: (_("Amélioration"), Tone.BAR_ACT),
    }[kind]
