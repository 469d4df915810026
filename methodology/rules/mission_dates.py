"""CAL: the dates of the mission: what is due when, who is where, what the terms of reference add up to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from methodology.course import Course
from methodology.field_names import french_name
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.mission.deadlines import Deadline, MissionDates, first_reached, rule_words
from methodology.mission.insights import Clash, insights
from methodology.mission.model import LogEntry, Mission, MissionActivity, Product, Tracked
from methodology.mission.values import State, Timing
from methodology.mission.workload import days_of, wrong_sums
from methodology.once import once
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule


@once
def dates_of(course: Course) -> MissionDates | None:
    """The deadlines of the course's mission; None for a course without one."""
    return MissionDates(course.mission) if course.mission else None


@rule("CAL-01", Severity.ERROR, Source.TERMS, N_("Note méthodologique ou agenda prévus ou remis trop tard"))
def opening_deliverables(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What is handed in before an activity, planned or submitted after its deadline."""
    yield from _late(course, Timing.BEFORE)


@rule("CAL-02", Severity.ERROR, Source.TERMS, N_("Versions provisoires prévues ou remises trop tard"))
def closing_deliverables(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What is handed in after an activity, planned or submitted after its deadline."""
    yield from _late(course, Timing.AFTER)


def _late(course: Course, timing: Timing) -> Iterator[Remark]:
    for deadline, entry, name in _handed_in(course, timing):
        for where, day in _days_given(entry):
            if day > deadline.due:
                message = _("Activité {id}, {name} : {day}, après l'échéance du {due} ({rule}).").format(
                    id=deadline.activity.id, name=name, day=day, due=deadline.due, rule=rule_words(deadline.step)
                )
                remedy = _("Avancez cette date, ou notez la date convenue avec SOCIEUX+ dans « echeances ».")
                yield Remark(where, message, remedy, deadline.activity.id)
                break


def _handed_in(course: Course, timing: Timing) -> Iterator[tuple[Deadline, Tracked | Product, str]]:
    """Each deliverable followed, its name, and the deadline of its first submission."""
    dates = dates_of(course)
    for deadline in dates.deadlines if dates else ():
        if dates is None or deadline.step.timing is not timing or deadline.step.closes is not State.SUBMITTED:
            continue
        ids = {one.id for one in deadline.deliverables}
        for entry in deadline.activity.deliverables:
            if entry.deliverable in ids:
                yield deadline, entry, entry.deliverable
        for product in deadline.activity.products if timing is Timing.AFTER else ():
            yield deadline, product, product.id


def _days_given(entry: Tracked | Product) -> Iterator[tuple[Where, date]]:
    """The day it was submitted; the day planned, as long as it wasn't."""
    done = first_reached(entry.log, State.SUBMITTED)
    if done:
        yield _log_entry(entry.log, done).where.at("date"), done
    elif entry.planned:
        yield entry.where.at("planned"), entry.planned


def _log_entry(log: tuple[LogEntry, ...], day: date) -> LogEntry:
    return next(one for one in log if one.date == day)


@rule("CAL-04", Severity.ERROR, Source.TERMS, N_("Charge mal additionnée, ou plus grande que la période"))
def workload(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Sums of workload tables; days in the field that the days worked of the activity can't hold."""
    dates = dates_of(course)
    for activity in dates.mission.activities if dates else ():
        for wrong in wrong_sums(activity):
            name = french_name(type(wrong.line), wrong.field)
            message = _("Activité {id}, charge, « {name} » : {said:g} annoncés, la somme donne {found:g}.").format(
                id=activity.id, name=name, said=wrong.said, found=wrong.found
            )
            remedy = _("Corrigez le nombre de jours, ou le total.")
            yield Remark(wrong.line.where.at(wrong.field), message, remedy, activity.id)
        yield from _too_much(dates, activity) if dates else ()


def _too_much(dates: MissionDates, activity: MissionActivity) -> Iterator[Remark]:
    """What is prepared before and written after the activity needs no room in it, where the table sets it apart."""
    there = dates.calendar.count(activity.start, activity.end)
    for line in activity.workload:
        days = days_of(line) if line.fieldwork is None else line.fieldwork
        if days is not None and days > there:
            message = _("Activité {id}, {expert} : {days:g} jours de travail pour {there} jours ouvrables.").format(
                id=activity.id, expert=line.expert, days=days, there=there
            )
            remedy = _("Allongez l'activité, ou réduisez la charge.")
            field = "total" if line.fieldwork is None else "fieldwork"
            yield Remark(line.where.at(field), message, remedy, line.expert)


@rule(Clash.PREPARED_DURING.value, Severity.WARNING, Source.TERMS, N_("Activité à préparer avant la fin d'une autre"))
def prepared_during(course: Course, _limits: Limits) -> Iterator[Remark]:
    """The deliverables that open an activity are due while another one runs."""
    yield from _clashes(course, Clash.PREPARED_DURING)


@rule(
    Clash.APPROVED_AFTER.value, Severity.WARNING, Source.TERMS, N_("Activité approuvée après le début de la dernière")
)
def approved_after(course: Course, _limits: Limits) -> Iterator[Remark]:
    """With every delay used, parts are approved once the activity that gathers them has begun or ended."""
    yield from _clashes(course, Clash.APPROVED_AFTER)


@rule(
    Clash.WRITTEN_DURING.value,
    Severity.WARNING,
    Source.TERMS,
    N_("Versions provisoires dues pendant une autre activité"),
)
def written_during(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Drafts are due in the middle of the workshops of another activity."""
    yield from _clashes(course, Clash.WRITTEN_DURING)


def _clashes(course: Course, clash: Clash) -> Iterator[Remark]:
    dates = dates_of(course)
    for insight in insights(dates) if dates else ():
        if insight.clash is clash:
            yield Remark(insight.where, insight.message, insight.remedy, insight.activity.id)


@rule("CAL-11", Severity.WARNING, Source.COHERENCE, N_("Livrable prévu un jour non travaillé"))
def planned_on_day_off(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A date planned or agreed that is a week-end or a holiday of one of the parties."""
    dates = dates_of(course)
    for day, where, activity in _planned(dates.mission) if dates else ():
        if dates and not dates.calendar.is_working(day):
            message = _("Activité {id} : le {day} n'est pas travaillé par tous.").format(id=activity.id, day=day)
            before = dates.calendar.not_after(day).isoformat()
            yield Remark(where, message, _("Prévoyez le {day}, dernier jour ouvrable.").format(day=before), activity.id)


def _planned(mission: Mission) -> Iterator[tuple[date, Where, MissionActivity]]:
    for activity in mission.activities:
        entries: tuple[Tracked | Product, ...] = (*activity.deliverables, *activity.products)
        for entry in entries:
            if entry.planned:
                yield entry.planned, entry.where.at("planned"), activity
        for agreed in activity.adjustments:
            if agreed.date:
                yield agreed.date, agreed.where.at("date"), activity


@rule("CAL-12", Severity.WARNING, Source.TERMS, N_("Expert sur deux activités à la fois"))
def one_activity_at_a_time(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Two activities that overlap, with an expert in both."""
    for one, other in combinations(course.mission.activities if course.mission else (), 2):
        shared = sorted(set(_team(course, one)) & set(_team(course, other)))
        if shared and one.start <= other.end and other.start <= one.end:
            message = _("Activités {one} et {other} : leurs dates se recouvrent pour {experts}.").format(
                one=one.id, other=other.id, experts=", ".join(shared)
            )
            remedy = _("Décalez l'une, ou dites dans « experts » qui travaille à laquelle.")
            yield Remark(other.where.at("start"), message, remedy, other.id)


def _team(course: Course, activity: MissionActivity) -> tuple[str, ...]:
    everybody = tuple(expert.id for expert in course.mission.experts) if course.mission else ()
    return activity.experts or everybody


@rule("CAL-13", Severity.WARNING, Source.COHERENCE, N_("Appel à experts clos après le début d'une activité"))
def call_closes_before(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Candidates may still apply when the work has begun."""
    mission = course.mission
    for activity in mission.activities if mission else ():
        if mission and mission.closing and mission.closing >= activity.start:
            message = _("Activité {id} : elle commence le {start}, avant la clôture de l'appel ({closing}).").format(
                id=activity.id, start=activity.start, closing=mission.closing
            )
            yield Remark(mission.where.at("closing"), message, _("Vérifiez les deux dates."), activity.id)
