"""Courses whose mission breaks a rule, and missions that don't."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from methodology.course import Course, Themes
from methodology.findings import Where
from methodology.mission.agenda import AgendaItem
from methodology.mission.model import (
    DeliverableChange,
    Expert,
    LogEntry,
    Mission,
    MissionActivity,
    MissionTask,
    NamedDay,
    Partner,
    PartyCalendar,
    Product,
    Tracked,
    Workload,
    WorkloadTotal,
)
from methodology.mission.values import Party, Progress, State
from tests.methodology.factory import good_course

HERE = Where("action.yaml", 3)
ACTIVITY = MissionActivity(
    id="A1",
    title="Ateliers",
    start=date(2022, 12, 12),
    end=date(2023, 2, 3),
    workload=(Workload(expert="E1", preparation=4, fieldwork=10, travel=2, reports=3, total=19, where=HERE),),
    workload_total=WorkloadTotal(total=19, where=HERE),
    products=(Product(id="M1", title="Première partie", where=HERE),),
    where=HERE,
)
MISSION = Mission(
    code="22-27",
    title="Une méthode",
    catalogue="socieux_2022",
    partner=Partner(name="CIPRES", country="TG"),
    experts=(Expert(id="E1"),),
    activities=(ACTIVITY,),
    themes=Themes(gender="x", governance="x", environment="x", human_rights="x", vulnerable_groups="x"),
    where=HERE,
)


def of_mission(**changes: Any) -> Course:
    """A good course, in a mission changed that way."""
    return replace(good_course(), mission=replace(MISSION, **changes))


def of_activity(**changes: Any) -> Course:
    """A good course, in a mission whose activity is changed that way."""
    return of_mission(activities=(replace(ACTIVITY, **changes),))


def then(start: date, end: date, **changes: Any) -> Course:
    """A good course, in a mission with a second activity on those dates."""
    products = (Product(id="M2", title="Deuxième partie", where=HERE),)
    return of_mission(
        activities=(ACTIVITY, replace(ACTIVITY, id="A2", start=start, end=end, products=products, **changes))
    )


def followed(key: str, *log: tuple[date, State], planned: date | None = None) -> Tracked:
    """A deliverable with that log."""
    entries = tuple(LogEntry(date=day, state=state, where=HERE) for day, state in log)
    return Tracked(deliverable=key, planned=planned, log=entries, where=HERE)


VALIDATED, SUBMITTED, APPROVED = State.VALIDATED, State.SUBMITTED, State.APPROVED
REPORTED = followed("AcR", (date(2023, 2, 15), SUBMITTED))
SENT_LATE = followed("P2", (date(2022, 12, 1), VALIDATED), (date(2022, 12, 6), SUBMITTED))
BACKWARDS = followed("AcR", (date(2023, 2, 15), SUBMITTED), (date(2023, 2, 14), APPROVED))
TASK = MissionTask(id="T1", title="Informer la Délégation", where=HERE)
INDEPENDENCE_OF_TOGO = date(2023, 4, 27)
BELGIAN_DAY = date(2023, 7, 21)  # only SOCIEUX+ is off
LATER = (date(2023, 6, 5), date(2023, 6, 30))
NEXT = (date(2023, 2, 6), date(2023, 3, 10))
WORKED = PartyCalendar(
    party=Party.PARTNER, countries=("TG",), worked=(NamedDay(date=INDEPENDENCE_OF_TOGO, reason="Courriel du 2"),)
)


def session(day: date) -> AgendaItem:
    """A session of the agenda on that day."""
    return AgendaItem(date=day, title="Atelier", where=HERE)


def product(key: str, day: int, *parts: str) -> Product:
    """A product last changed on that day of May."""
    log = (LogEntry(date=date(2023, 5, day), state=State.REVISED, where=HERE),)
    return Product(id=key, title=key, parts=parts, log=log, where=HERE)


BROKEN = (
    ("CAL-01", of_activity(deliverables=(followed("P1", planned=date(2022, 12, 9)),))),
    ("CAL-01", of_activity(deliverables=(SENT_LATE,))),
    ("CAL-02", of_activity(deliverables=(followed("AcR", planned=date(2023, 2, 20)),))),
    ("CAL-02", of_activity(products=(Product(id="M1", title="x", planned=date(2023, 2, 20), where=HERE),))),
    ("CAL-04", of_activity(workload=(replace(ACTIVITY.workload[0], total=18),))),
    ("CAL-04", of_activity(workload_total=WorkloadTotal(fieldwork=11, where=HERE))),
    ("CAL-04", of_activity(end=date(2022, 12, 22))),
    ("CAL-04", of_activity(end=date(2022, 12, 23), workload=(Workload(expert="E1", total=19, where=HERE),))),
    ("CAL-08", then(*NEXT)),
    ("CAL-09", then(*NEXT)),
    ("CAL-10", then(*NEXT)),
    ("CAL-11", of_activity(deliverables=(followed("P1", planned=date(2022, 12, 3)),))),
    ("CAL-11", of_activity(end=date(2023, 4, 21), deliverables=(followed("AcR", planned=INDEPENDENCE_OF_TOGO),))),
    ("CAL-12", then(date(2023, 1, 30), date(2023, 6, 30))),
    ("CAL-13", of_mission(closing=date(2022, 12, 12))),
    ("CAL-14", of_activity(departure=date(2022, 12, 11))),
    ("CAL-14", of_activity(end=INDEPENDENCE_OF_TOGO)),
    ("CAL-14", of_activity(agenda=(session(date(2023, 1, 14)),))),
    ("CAL-14", of_activity(agenda=(session(date(2023, 1, 8)),))),
    ("CAL-15", of_activity(agenda=(session(ACTIVITY.end + timedelta(days=1)),))),
    ("CAL-15", of_activity(agenda=(session(ACTIVITY.start - timedelta(days=40)),))),
    ("CAL-15", of_activity(agenda=(replace(session(ACTIVITY.start), hours="25 h – 26 h"),))),
    ("LIV-01", of_mission(activities=())),
    ("LIV-01", of_activity(products=())),
    ("LIV-01", of_mission(deliverables=(DeliverableChange(id="SUP", dropped=True, where=HERE),))),
    ("LIV-04", of_activity(deliverables=(followed("P1", (date(2022, 12, 2), SUBMITTED)),))),
    ("LIV-04", of_activity(deliverables=(followed("AcR", (date(2023, 2, 15), APPROVED)),))),
    ("LIV-04", of_activity(deliverables=(BACKWARDS,))),
    ("LIV-08", of_activity(deliverables=(REPORTED,), tasks=(TASK,))),
    ("LIV-08", of_activity(deliverables=(REPORTED,), tasks=(replace(TASK, progress=Progress.POSTPONED),))),
    ("LIV-09", of_activity(products=(product("M1", 12), product("M3", 10, "M1")))),
    ("LIV-11", of_mission(themes=replace(MISSION.themes, environment=""))),
    ("LIV-12", of_activity(deliverables=(followed("P1", (date(2022, 12, 2), VALIDATED)),))),
)  # fmt: skip

WHOLE_LOG = tuple(
    (date(2022, 11, day), state) for day, state in enumerate((State.DRAFT, VALIDATED, SUBMITTED), start=2)
)
SOUND = (
    ("CAL-04", of_activity(end=date(2022, 12, 23))),  # ten days in the field, the nine others before and after
    ("CAL-01", of_activity(deliverables=(followed("P1", *WHOLE_LOG, planned=date(2022, 12, 30)),))),
    ("CAL-04", of_activity(workload=(Workload(expert="E1", total=19, where=HERE),))),
    ("CAL-08", then(*LATER)),
    ("CAL-10", then(*LATER)),
    ("CAL-12", then(*NEXT)),
    ("CAL-14", of_activity(departure=date(2022, 12, 10), back=date(2023, 2, 4))),
    ("CAL-14", of_activity(agenda=(session(date(2023, 1, 9)), session(BELGIAN_DAY)))),
    ("CAL-14", of_mission(calendars=(WORKED,), activities=(replace(ACTIVITY, end=INDEPENDENCE_OF_TOGO),))),
    ("CAL-15", of_activity(agenda=(replace(session(ACTIVITY.end), hours="13 h 45 – 17 h 00, soit 3 h 15"),))),
    ("CAL-15", of_activity(agenda=(session(ACTIVITY.start - timedelta(days=5)),))),
    ("LIV-12", of_mission(date=date(2022, 12, 1))),
    ("LIV-01", of_mission(deliverables=(DeliverableChange(id="SUP", dropped=True, reason="Accord du 2", where=HERE),))),
    ("LIV-04", of_activity(deliverables=(followed("P1", *WHOLE_LOG),))),
    ("LIV-08", of_activity(tasks=(TASK,))),
    ("LIV-08", of_activity(deliverables=(REPORTED,), tasks=(replace(TASK, progress=Progress.DONE),))),
    ("LIV-09", of_activity(products=(product("M1", 12), product("M3", 13, "M1")))),
)
