"""The times of the course and its calendar: how long each sequence takes, when each session takes place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from coursegen.i18n import gettext as _
from coursegen.outputs.spreadsheets.bars import Bar, draw_bars
from coursegen.outputs.spreadsheets.book import FIRST, Book, Page, Subject, at
from methodology.delivery import Session
from methodology.sequencing import Module

KEY = "temps-et-calendrier"


def title() -> str:
    """What it is, in the person's language."""
    return _("Temps et calendrier")


def pages(subject: Subject) -> Iterator[Callable[[Book], None]]:
    """The times; the calendar when sessions have dates."""
    if subject.course.sequencing.modules:
        yield partial(_times, modules=subject.course.sequencing.modules)
    dated = tuple(one for one in subject.course.delivery.sessions if one.start)
    if dated:
        yield partial(_sessions, sessions=dated)


def _times(book: Book, modules: tuple[Module, ...]) -> None:
    about = _("Changez une durée : les débuts, les parts et les barres suivent. Minutes.")
    page = book.page(_("Temps"), title(), about, (34, 44, 12, 12, 12))
    labels = (_("Module"), _("Séquence"), _("Début"), _("Durée"), _("Part du module"))
    page.heads(FIRST, labels)
    row = FIRST + 1
    spans: list[str] = []
    lines: list[tuple[int, int]] = []
    for module in modules:
        lines.append((row, row + len(module.sequences) - 1))
        row = _module(page, module, row, spans)
    total = sum(module.minutes for module in modules)
    page.line(row, (_("Total"), None, None), "total")
    page.formula(row, 3, "+".join(spans) or "0", "total_number", total)
    page.put(row, 4, None, "total")
    _chart(book, page, [one for one in lines if one[1] >= one[0]], row)


def _module(page: Page, module: Module, first: int, spans: list[str]) -> int:
    """The sequences of a module, then its total. Returns the next free row."""
    row = first
    sum_row = first + len(module.sequences)
    started = 0.0
    for number, sequence in enumerate(module.sequences):
        page.line(row, (module.title if number == 0 else None, sequence.title), ("label", "text"))
        page.formula(row, 2, "0" if number == 0 else f"{at(row - 1, 2)}+{at(row - 1, 3)}", "number", started)
        page.put(row, 3, sequence.minutes, "fill_number")
        share = sequence.minutes / module.minutes if module.minutes else 0
        page.formula(row, 4, f"IF({at(sum_row, 3)}=0,0,{at(row, 3)}/{at(sum_row, 3)})", "percent", share)
        started += sequence.minutes
        row += 1
    page.line(row, (None, _("Total du module"), None), "total")
    span = f"SUM({at(first, 3)}:{at(row - 1, 3)})" if row > first else "0"
    page.formula(row, 3, span, "total_number", module.minutes)
    page.put(row, 4, None, "total")
    spans.append(at(row, 3))
    return row + 1


def _chart(book: Book, page: Page, lines: list[tuple[int, int]], last: int) -> None:
    """Each sequence as a bar from its start in its module."""
    if not lines:
        return
    chart = book.chart("bar", "stacked")
    names, starts, times = (_cells(page, lines, column) for column in (1, 2, 3))
    accent = book.subject.charter.colours.accent
    chart.add_series({"categories": names, "values": starts, "fill": {"none": True}})
    bar = {"categories": names, "values": times, "fill": {"color": accent}}
    chart.add_series({**bar, "name": _("Durée (min)"), "gap": 40})
    chart.set_legend({"none": True})
    chart.set_title({"name": _("Durée des séquences, en minutes"), "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    chart.set_x_axis({"num_font": {"size": 8}, "major_gridlines": {"visible": True, "line": {"color": "#D5D8DD"}}})
    chart.set_size({"width": 760, "height": max(280, 18 * (last - FIRST))})
    described = {"description": _("Barres : la durée de chaque séquence ; les chiffres sont dans le tableau à gauche.")}
    page.sheet.insert_chart(FIRST, 6, chart, described)


def _cells(page: Page, lines: list[tuple[int, int]], column: int) -> str:
    """The cells of the sequences, without the totals between them."""
    return "=(" + ",".join(page.reference(first, column, last) for first, last in lines) + ")"


def _sessions(book: Book, sessions: tuple[Session, ...]) -> None:
    about = _("Changez une date : la barre suit. Les fins de semaine sont grisées.")
    page = book.page(_("Calendrier"), _("Calendrier des sessions"), about, (40, 12, 12, 24))
    bars = [Bar(one.title or one.id, one.start, one.end or one.start, one.place) for one in sessions if one.start]
    draw_bars(page, bars)
