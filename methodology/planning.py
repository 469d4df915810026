"""What depends on dates, persons and what may go wrong, as typed data: evaluation plan, timeline, risk matrix."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from methodology.course import Course
from methodology.delivery import Risk
from methodology.evaluation import EvaluationLevel
from methodology.i18n import gettext as _

SCALE = range(1, 5)
"""Kirkpatrick levels; and how probability and impact are rated."""


@dataclass(frozen=True, slots=True)
class PlannedEvaluation:
    """A line of the evaluation plan: a Kirkpatrick level, what the author wrote, what in the course carries it.

    `due` is when it can be done, from the end of the last session; None without dates. `surveys` are ids of
    questionnaires with an item of that level, `assessments` ids for level 2.
    """

    level: int
    line: EvaluationLevel | None
    due: date | None
    surveys: tuple[str, ...]
    assessments: tuple[str, ...]


def evaluation_plan(course: Course) -> tuple[PlannedEvaluation, ...]:
    """The four levels, in order, those the author left out too: their line is None."""
    lines = {line.level: line for line in course.evaluation.plan}
    end = last_day(course)
    return tuple(
        PlannedEvaluation(
            level=level,
            line=lines.get(level),
            due=_due(end, lines.get(level)),
            surveys=tuple(_surveys_of_level(course, level)),
            assessments=tuple(a.id for a in course.evaluation.assessments) if level == 2 else (),
        )
        for level in SCALE
    )


def _due(end: date | None, line: EvaluationLevel | None) -> date | None:
    if end is None or line is None or line.months_after is None:
        return None
    months = int(line.months_after)
    return months_later(end, months) + timedelta(days=round(30 * (line.months_after - months)))


def _surveys_of_level(course: Course, level: int) -> Iterator[str]:
    for survey in course.evaluation.surveys:
        if any(item.level == level for item in survey.items):
            yield survey.id


def last_day(course: Course) -> date | None:
    """The last day of the last session; None when no session has a date."""
    days = [day for session in course.delivery.sessions for day in (session.end, session.start) if day]
    return max(days, default=None)


def first_day(course: Course) -> date | None:
    """The first day of the first session; None when no session has a date."""
    return min((session.start for session in course.delivery.sessions if session.start), default=None)


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class EventKind(StrEnum):
    """What happens."""

    ACCESS_LIST = "access_list"
    SESSION = "session"
    EVALUATION = "evaluation"
    IMPROVEMENT = "improvement"


@dataclass(frozen=True, slots=True)
class Event:
    """Something with a date. `end` is the last day of what lasts; `subject` an id, a level or the action itself."""

    start: date
    end: date
    kind: EventKind
    title: str
    subject: str
    responsible: str = ""


def timeline(course: Course) -> tuple[Event, ...]:
    """Everything of the course that has a date, by date: access list, sessions, evaluations, improvements."""
    return tuple(sorted(_events(course), key=lambda event: (event.start, event.end, event.kind, event.subject)))


def _events(course: Course) -> Iterator[Event]:
    start = first_day(course)
    if start is not None:
        due = start - timedelta(days=course.delivery.platform.access_list_days)
        yield Event(due, due, EventKind.ACCESS_LIST, _("Remettre la liste des accès"), "")
    for session in course.delivery.sessions:
        if session.start:
            yield Event(session.start, session.end or session.start, EventKind.SESSION, session.title, session.id)
    for planned in evaluation_plan(course):
        if planned.due and planned.line:
            title, person = planned.line.question or planned.line.tool, planned.line.responsible
            yield Event(planned.due, planned.due, EventKind.EVALUATION, title, str(planned.level), person)
    for action in course.evaluation.improvements:
        if action.due:
            title = action.action or action.finding
            yield Event(action.due, action.due, EventKind.IMPROVEMENT, title, action.finding, action.responsible)


class RiskLevel(StrEnum):
    """What a risk asks for, by probability times impact: 1-3 watch, 4-8 act, 9-16 decide before starting."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class RatedRisk:
    """A risk with its score; None while probability or impact isn't between 1 and 4. `number` is its rank as written.

    Numbers count from 1.
    """

    risk: Risk
    number: int
    score: int | None
    level: RiskLevel | None

    @property
    def id(self) -> str:
        """How the matrix names it: `R3` for the third risk written."""
        return f"R{self.number}"


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """Risks, the gravest first, then those without a score in the order written."""

    risks: tuple[RatedRisk, ...]

    def cell(self, probability: int, impact: int) -> tuple[RatedRisk, ...]:
        """The risks of that probability and impact."""
        return tuple(r for r in self.rated if (r.risk.probability, r.risk.impact) == (probability, impact))

    @property
    def rated(self) -> tuple[RatedRisk, ...]:
        """Those that have a place in the matrix."""
        return tuple(r for r in self.risks if r.score is not None)

    @property
    def unrated(self) -> tuple[RatedRisk, ...]:
        """Those that wait for a probability and an impact between 1 and 4."""
        return tuple(r for r in self.risks if r.score is None)


def risk_matrix(course: Course) -> RiskMatrix:
    """The risks of the delivery, rated."""
    rated = [_rated(risk, number) for number, risk in enumerate(course.delivery.risks, 1)]
    return RiskMatrix(tuple(sorted(rated, key=lambda r: -(r.score or 0))))


def risk_level(score: int) -> RiskLevel:
    """What a score of 1 to 16 asks for."""
    return RiskLevel.HIGH if score >= 9 else RiskLevel.MEDIUM if score >= 4 else RiskLevel.LOW


def _rated(risk: Risk, number: int) -> RatedRisk:
    if risk.probability not in SCALE or risk.impact not in SCALE:
        return RatedRisk(risk, number, None, None)
    score = (risk.probability or 0) * (risk.impact or 0)
    return RatedRisk(risk, number, score, risk_level(score))
