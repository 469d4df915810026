"""The mission in figures: days of work with their sums, deadlines, deliverables followed up, risks, calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial

from coursegen.i18n import gettext as _
from coursegen.outputs.spreadsheets.bars import Bar, draw_bars
from coursegen.outputs.spreadsheets.book import FIRST, Book, Page, Subject, at
from methodology.delivery import Risk
from methodology.mission.deadlines import MissionDates
from methodology.mission.follow_up import follow_up
from methodology.mission.model import Mission, MissionActivity, Workload
from methodology.mission.names import person_name
from methodology.mission.workload import PARTS, days_of

KEY = "mission"
_LEVELS = (4, 3, 2, 1)
_MORE_RISKS = 8
_Days = tuple[float | None, ...]
"""A line of the workload: its parts, their total, the terms of reference, the gap."""


def title() -> str:
    """What it is, in the person's language."""
    return _("Tableaux de la mission")


def pages(subject: Subject) -> Iterator[Callable[[Book], None]]:
    """Work, deadlines, follow-up, calendar, risks; nothing without `action.yaml`."""
    mission = subject.course.mission
    risks = subject.course.delivery.risks
    if mission is not None:
        dates = MissionDates(mission)
        if any(activity.workload for activity in mission.activities):
            yield partial(_workload, mission=mission)
        yield partial(_deadlines, dates=dates)
        yield partial(_follow_up, dates=dates)
        yield partial(_calendar, dates=dates)
    if risks and mission is not None:
        yield partial(_risks, risks=risks)


def _workload(book: Book, mission: Mission) -> None:
    about = _("Jours de travail. Les totaux se calculent ; l'écart compare avec les termes de référence.")
    page = book.page(_("Charge"), _("Charge de travail"), about, (10, 24, 14, 18, 12, 18, 12, 16, 10))
    parts = (_("Préparation"), _("Travail sur site ou ateliers"), _("Voyage"), _("Rapports et livrables"))
    labels = (_("Activité"), _("Expert"), *parts, _("Total"), _("Termes de référence"), _("Écart"))
    page.heads(FIRST, labels)
    row = FIRST + 1
    sums: list[tuple[int, _Days]] = []
    for activity in (one for one in mission.activities if one.workload):
        lines = [_days(line) for line in activity.workload]
        _activity_work(page, mission, activity, row)
        row += len(lines)
        _total(page, row, _("Total {activity}").format(activity=activity.id), range(row - len(lines), row), lines)
        sums.append((row, _summed(lines)))
        row += 1
    _total(page, row, _("Action"), [one for one, _sum in sums], [days for _row, days in sums])


def _days(line: Workload) -> _Days:
    """Its parts, their sum, what the terms of reference say, and the gap: none where they give no parts to add up."""
    parts = tuple(getattr(line, part) for part in PARTS)
    whole = _sum(parts)
    said = days_of(line)
    gap = None if whole is None or said is None else whole - said
    return (*parts, whole, said, gap)


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _summed(lines: Sequence[_Days]) -> _Days:
    return tuple(_sum(column) for column in zip(*lines, strict=True))


def _activity_work(page: Page, mission: Mission, activity: MissionActivity, first: int) -> None:
    for row, line in enumerate(activity.workload, first):
        values = _days(line)
        name = person_name(mission, line.expert)
        page.line(row, (activity.id if row == first else None, name), ("label", "text"))
        for column, value in enumerate(values[: len(PARTS)], 2):
            page.put(row, column, value, "fill_number")
        split = f"{at(row, 2)}:{at(row, 5)}"
        page.formula(row, 6, f'IF(COUNT({split})=0,"",SUM({split}))', "number", _shown(values[4]))
        page.put(row, 7, values[5], "number")
        gap = f'IF(OR({at(row, 6)}="",{at(row, 7)}=""),"",{at(row, 6)}-{at(row, 7)})'
        page.formula(row, 8, gap, "number", _shown(values[6]))


def _total(page: Page, row: int, label: str, rows: Sequence[int], lines: Sequence[_Days]) -> None:
    """The sum of each column; nothing where none of its cells says anything."""
    page.line(row, (label, None), "total")
    for column, value in enumerate(_summed(lines), 2):
        cells = ",".join(at(one, column) for one in rows)
        formula = f'IF(COUNT({cells})=0,"",SUM({cells}))'
        page.formula(row, column, formula, "total_number", _shown(value))


def _shown(value: float | None) -> float | str:
    return "" if value is None else value


def _deadlines(book: Book, dates: MissionDates) -> None:
    about = _("Jours restants jusqu'à aujourd'hui, recalculés à chaque ouverture ; écrivez la date quand c'est fait.")
    page = book.page(_("Échéances"), _("Échéances"), about, (10, 44, 24, 14, 14, 14, 16))
    labels = (_("Activité"), _("Étape"), _("Livrables"), _("Échéance"), _("Fait le"), _("Jours restants"), _("État"))
    page.heads(FIRST, labels)
    for row, one in enumerate(dates.deadlines, FIRST + 1):
        names = ", ".join(one.names)
        page.line(row, (one.activity.id, one.step.title, names, one.due), ("text", "text", "text", "day"))
        page.put(row, 4, one.done, "fill_day")
        due, done = at(row, 3), at(row, 4)
        page.formula(row, 5, f'IF({done}<>"","",{due}-TODAY())')  # what is left today has no value yet
        words = _("fait"), _("en retard"), _("à venir")
        state = f'IF({done}<>"","{words[0]}",IF({due}<TODAY(),"{words[1]}","{words[2]}"))'
        page.formula(row, 6, state, "centred", words[0] if one.done else "")
        page.shade((row, 6), (row, 6), f'{at(row, 6)}="{words[1]}"', "bad")
        page.shade((row, 6), (row, 6), f'{at(row, 6)}="{words[0]}"', "good")


def _follow_up(book: Book, dates: MissionDates) -> None:
    about = _("Où en est chaque livrable, d'après son journal.")
    page = book.page(_("Suivi"), _("Suivi des livrables"), about, (10, 12, 52, 14, 18, 14, 12, 36))
    labels = (
        _("Activité"),
        _("Livrable"),
        _("Titre"),
        _("Échéance"),
        _("État"),
        _("Date"),
        _("Version"),
        _("Remarque"),
    )
    page.heads(FIRST, labels)
    for row, one in enumerate(follow_up(dates), FIRST + 1):
        last = one.last
        values = (one.activity.id, one.id, one.title, one.due, one.state.label if one.state else None)
        page.line(row, values, ("text", "label", "text", "day", "fill"))
        more = (last.date, last.version or None, last.note or None) if last else (None, None, None)
        page.line(row, more, ("fill_day", "fill", "fill"), column=5)


def _calendar(book: Book, dates: MissionDates) -> None:
    about = _("Échéances en couleur chaude, jours non travaillés grisés. Changez une date : la barre suit.")
    page = book.page(_("Calendrier"), _("Calendrier de l'action"), about, (44, 12, 12, 18))
    bars = [Bar(one.title, one.start, one.end, one.id) for one in dates.mission.activities]
    bars += [Bar(one.step.title, one.due, one.due, one.activity.id) for one in dates.deadlines]
    span = dates.span()
    if span is None:
        return
    days = (span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1))
    draw_bars(page, bars, frozenset(day for day in days if not dates.calendar.is_working(day)))


def _risks(book: Book, risks: tuple[Risk, ...]) -> None:
    about = _("Probabilité et impact de 1 à 4. La matrice compte les risques ; de 9 à 16 : à décider avant.")
    page = book.page(_("Risques"), _("Matrice des risques"), about, (46, 12, 12, 10, 40, 22))
    head = FIRST + len(_LEVELS) + 3
    last = head + len(risks) + _MORE_RISKS
    _matrix(page, head + 1, last, Counter((one.probability, one.impact) for one in risks))
    labels = (_("Risque"), _("Probabilité"), _("Impact"), _("Score"), _("Mesure"), _("Responsable"))
    page.heads(head, labels)
    for row in range(head + 1, last + 1):
        known = risks[row - head - 1] if row - head - 1 < len(risks) else None
        values = (known.risk, known.probability, known.impact) if known else (None, None, None)
        page.line(row, values, ("fill", "fill_number", "fill_number"))
        score = f'IF(OR({at(row, 1)}="",{at(row, 2)}=""),"",{at(row, 1)}*{at(row, 2)})'
        worth = known.probability * known.impact if known and known.probability and known.impact else ""
        page.formula(row, 3, score, "number", worth)
        page.line(row, (known.measure, known.responsible) if known else (None, None), "fill", column=4)
    for condition, look in (("{c}>=9", "bad"), ("{c}>=4", "fair"), ("{c}>0", "good")):
        cell = at(head + 1, 3)
        page.shade((head + 1, 3), (last, 3), f"AND(ISNUMBER({cell}),{condition.format(c=cell)})", look)
    for column in (1, 2):
        page.choose((head + 1, column), (last, column), sorted(_LEVELS), _("Un nombre de 1 à 4."))


def _matrix(page: Page, first: int, last: int, found: Mapping[tuple[int | None, int | None], int]) -> None:
    """How many risks of each probability (downwards) and impact (to the right)."""
    page.line(FIRST, (_("Probabilité ↓ · Impact →"), *sorted(_LEVELS)), "label")
    chances, harms = (f"{at(first, c, fixed=True)}:{at(last, c, fixed=True)}" for c in (1, 2))
    for offset, probability in enumerate(_LEVELS, 1):
        page.put(FIRST + offset, 0, probability, "label")
        for impact in sorted(_LEVELS):
            row, column = FIRST + offset, impact
            count = f"COUNTIFS({chances},{probability},{harms},{impact})"
            now = found.get((probability, impact)) or ""
            page.formula(row, column, f'IF({count}=0,"",{count})', "centred", now)
            look = "bad" if probability * impact >= 9 else "fair" if probability * impact >= 4 else "good"
            page.shade((row, column), (row, column), "TRUE", look)
