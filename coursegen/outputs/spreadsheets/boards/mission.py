"""The mission in figures: days of work with their sums, deadlines, deliverables followed up, risks, calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial

from coursegen.i18n import gettext as _
from coursegen.outputs.spreadsheets.bars import Bar, draw_bars
from coursegen.outputs.spreadsheets.book import FIRST, Book, Page, Subject, at
from methodology.delivery import Risk
from methodology.mission.deadlines import MissionDates
from methodology.mission.follow_up import follow_up
from methodology.mission.model import MissionActivity
from methodology.mission.workload import PARTS, days_of

KEY = "mission"
_LEVELS = (4, 3, 2, 1)
_MORE_RISKS = 8


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
            yield partial(_workload, activities=mission.activities)
        yield partial(_deadlines, dates=dates)
        yield partial(_follow_up, dates=dates)
        yield partial(_calendar, dates=dates)
    if risks and mission is not None:
        yield partial(_risks, risks=risks)


def _workload(book: Book, activities: Sequence[MissionActivity]) -> None:
    about = _("Jours de travail. Les totaux se calculent ; l'écart compare avec les termes de référence.")
    page = book.page(_("Charge"), _("Charge de travail"), about, (10, 14, 14, 18, 12, 18, 12, 16, 10))
    parts = (_("Préparation"), _("Travail sur site ou ateliers"), _("Voyage"), _("Rapports et livrables"))
    labels = (_("Activité"), _("Expert"), *parts, _("Total"), _("Termes de référence"), _("Écart"))
    page.heads(FIRST, labels)
    row, sums = FIRST + 1, []
    for activity in activities:
        row = _activity_work(page, activity, row)
        sums.append(row - 1)
    page.line(row, (_("Action"), None), "total")
    for column in range(2, 9):
        page.formula(row, column, "+".join(at(one, column) for one in sums), "total_number")


def _activity_work(page: Page, activity: MissionActivity, first: int) -> int:
    row = first
    for line in activity.workload:
        known = [getattr(line, part) for part in PARTS]
        page.line(row, (activity.id if row == first else None, line.expert), ("label", "text"))
        for column, value in enumerate(known, 2):
            page.put(row, column, value, "fill_number")
        page.formula(row, 6, f"SUM({at(row, 2)}:{at(row, 5)})", "number", sum(v or 0 for v in known))
        page.put(row, 7, days_of(line), "number")
        page.formula(row, 8, f"{at(row, 6)}-{at(row, 7)}", "number")
        row += 1
    page.line(row, (_("Total {activity}").format(activity=activity.id), None), "total")
    for column in range(2, 9):
        span = f"SUM({at(first, column)}:{at(row - 1, column)})" if row > first else "0"
        page.formula(row, column, span, "total_number")
    return row + 1


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
        page.formula(row, 5, f'IF({done}<>"","",{due}-TODAY())')
        words = _("fait"), _("en retard"), _("à venir")
        page.formula(row, 6, f'IF({done}<>"","{words[0]}",IF({due}<TODAY(),"{words[1]}","{words[2]}"))', "centred")
        page.shade((row, 6), (row, 6), f'{at(row, 6)}="{words[1]}"', "bad")
        page.shade((row, 6), (row, 6), f'{at(row, 6)}="{words[0]}"', "good")


def _follow_up(book: Book, dates: MissionDates) -> None:
    about = _("Où en est chaque livrable ; le journal complet est dans action.yaml.")
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
        values = (one.activity.id, one.id, one.title, one.due, one.state.value if one.state else None)
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
    _matrix(page, head + 1, last)
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


def _matrix(page: Page, first: int, last: int) -> None:
    """How many risks of each probability (downwards) and impact (to the right)."""
    page.line(FIRST, (_("Probabilité ↓ · Impact →"), *sorted(_LEVELS)), "label")
    chances, harms = (f"{at(first, c, fixed=True)}:{at(last, c, fixed=True)}" for c in (1, 2))
    for offset, probability in enumerate(_LEVELS, 1):
        page.put(FIRST + offset, 0, probability, "label")
        for impact in sorted(_LEVELS):
            row, column = FIRST + offset, impact
            count = f"COUNTIFS({chances},{probability},{harms},{impact})"
            page.formula(row, column, f'IF({count}=0,"",{count})', "centred")
            look = "bad" if probability * impact >= 9 else "fair" if probability * impact >= 4 else "good"
            page.shade((row, column), (row, column), "TRUE", look)
