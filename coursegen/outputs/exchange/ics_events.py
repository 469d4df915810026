"""The calendars of a course: its sessions for those who follow it, the deadlines of its mission for the team."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from coursegen.i18n import gettext as _
from coursegen.mission import short_day
from coursegen.outputs.exchange.ics import Event
from methodology.course import Course
from methodology.delivery import Session
from methodology.hours import time_ranges
from methodology.mission.deadlines import Deadline, MissionDates, rule_words
from methodology.mission.model import Mission, MissionActivity
from methodology.values import Modality

_EVE = 15  # hours before midnight: nine in the morning, the day before
_FIVE_DAYS = 4 * 24 + _EVE


def session_events(course: Course) -> tuple[Event, ...]:
    """An event for each session that has a date, in their order."""
    return tuple(_session(course, session, session.start) for session in course.delivery.sessions if session.start)


def mission_events(course: Course, mission: Mission) -> tuple[Event, ...]:
    """The activities of a mission, then its deadlines."""
    dates = MissionDates(mission)
    activities = (_activity(course, activity) for activity in mission.activities)
    return (*activities, *(_deadline(course, deadline) for deadline in dates.deadlines))


def _session(course: Course, session: Session, start: date) -> Event:
    begins, ends = _hours(session, start)
    return Event(
        uid=_uid(course, "session", session.id),
        title=session.title,
        start=begins,
        end=ends,
        language=course.identity.language,
        description="\n".join(_session_lines(course, session)),
        place=session.place,
        categories=(course.identity.short_title or course.identity.title,),
        reminders=(24,) if isinstance(begins, datetime) else (_EVE,),
        busy=session.modality in (Modality.ONSITE, Modality.SYNCHRONOUS),
    )


def _hours(session: Session, start: date) -> tuple[date, date]:
    """From the first hour to the last of a day in a room; whole days online, where hours differ by place."""
    ranges = time_ranges(session.hours)
    if session.end not in (None, start) or session.modality is not Modality.ONSITE or not ranges:
        return start, session.end or start
    midnight = datetime.combine(start, time())
    first, last = min(begin for begin, _end in ranges), max(end for _begin, end in ranges)
    return midnight + timedelta(minutes=first), midnight + timedelta(minutes=last)


def _session_lines(course: Course, session: Session) -> Iterator[str]:
    if session.hours:
        yield session.hours
    known = {sequence.id: sequence.title for sequence in course.sequencing.sequences()}
    for key in session.sequences:
        if key in known:
            yield f"{key} — {known[key]}"


def _activity(course: Course, activity: MissionActivity) -> Event:
    return Event(
        uid=_uid(course, "mission", activity.id),
        title=_("Activité {id} : {title}").format(id=activity.id, title=activity.title),
        start=activity.start,
        end=activity.end,
        language=course.identity.language,
        description="\n".join((*activity.objectives, *([activity.dates_note] if activity.dates_note else []))),
        place=activity.place,
        categories=(_("Mission"),),
    )


def _deadline(course: Course, deadline: Deadline) -> Event:
    """The day itself; reminders five days and one day before, at nine in the morning, until it is done."""
    key = f"{deadline.activity.id}-{deadline.step.id}"
    title = _("Échéance {id} : {what}").format(id=deadline.activity.id, what=deadline.step.title)
    return Event(
        uid=_uid(course, "echeance", key),
        title=title,
        start=deadline.due,
        end=deadline.due,
        language=course.identity.language,
        description="\n".join(_deadline_lines(deadline)),
        categories=(_("Mission"),),
        reminders=() if deadline.done else (_FIVE_DAYS, _EVE),
    )


def _deadline_lines(deadline: Deadline) -> Iterator[str]:
    yield _("Qui : {party}").format(party=deadline.step.party.label)
    if deadline.names:
        yield _("Quoi : {names}").format(names=", ".join(deadline.names))
    yield _("Règle : {rule}").format(rule=rule_words(deadline.step))
    if deadline.agreed:
        yield _("Date convenue : {reason}").format(reason=deadline.agreed.reason)
    if deadline.falls_on_day_off and deadline.last_working:
        yield _("Ce jour n'est pas travaillé : à envoyer le {day} au plus tard.").format(
            day=short_day(deadline.last_working)
        )
    if deadline.done:
        yield _("Fait le {day}").format(day=short_day(deadline.done))


def _uid(course: Course, kind: str, key: str) -> str:
    """The same for ever: made of the course's code, never of the date."""
    return f"{course.identity.code}-{kind}-{key}@coursegen".lower()
