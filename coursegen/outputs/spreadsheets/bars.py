"""Bars over days: the cells light up by formulas, so that moving a date moves its bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from coursegen.i18n import gettext as _
from coursegen.outputs.spreadsheets.book import FIRST, Page, at

_A3 = 8
_LONGEST = 62
"""From how many days on a column is a week."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the chart; what lasts one day is a milestone."""

    name: str
    start: date
    end: date
    note: str = ""


def draw_bars(page: Page, bars: Sequence[Bar], days_off: frozenset[date] = frozenset()) -> None:
    """Dates that can be changed on the left, a column a day or a week on the right."""
    first, last = min(bar.start for bar in bars), max(bar.end for bar in bars)
    step = 7 if (last - first).days > _LONGEST else 1
    start = first - timedelta(days=first.weekday())
    columns = (last - start).days // step + 2
    page.heads(FIRST + 1, (_("Quoi"), _("Début"), _("Fin"), _("Précision")), height=20)
    _scale(page, start, step, columns)
    rows = (FIRST + 2, FIRST + 1 + len(bars))
    for row, bar in enumerate(bars, FIRST + 2):
        page.line(row, (bar.name, bar.start, bar.end, bar.note), ("label", "fill_day", "fill_day", "text"))
        for column in range(4, 4 + columns):
            page.put(row, column, None, "text")
    _light(page, rows, columns, step, days_off, start)


def _scale(page: Page, start: date, step: int, columns: int) -> None:
    page.sheet.set_column(4, 3 + columns, 2.6)
    page.sheet.set_paper(_A3)
    for number in range(columns):
        day = start + timedelta(days=step * number)
        page.put(FIRST + 1, 4 + number, day, "scale")
        if number == 0 or day.month != (day - timedelta(days=step)).month:
            page.put(FIRST, 4 + number, _month(page, day), "month")


def _month(page: Page, day: date) -> str:
    """A month in words: they may stand over the cells beside, which figures can't."""
    language = page.book.subject.courseware.language
    return str(format_date(day, "MMM yyyy", locale=language.replace("-", "_")))


def _light(page: Page, rows: tuple[int, int], columns: int, step: int, days_off: frozenset[date], start: date) -> None:
    first, last = (rows[0], 4), (rows[1], 3 + columns)
    begin, end, day = f"$B{rows[0] + 1}", f"$C{rows[0] + 1}", f"{at(FIRST + 1, 4).rstrip('0123456789')}${FIRST + 2}"
    within = f"AND({begin}<={day}+{step - 1},{end}>={day})"
    page.shade(first, last, f"AND({within},{begin}={end})", "milestone")
    page.shade(first, last, within, "bar")
    if step > 1:
        return
    page.shade(first, last, f"WEEKDAY({day},2)>5", "off")
    for number in range(columns):
        if start + timedelta(days=number) in days_off:
            page.shade((rows[0], 4 + number), (rows[1], 4 + number), "TRUE", "off")
