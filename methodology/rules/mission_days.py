"""CAL: the days on which people of the mission are expected somewhere, and on which nobody may be there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from methodology.course import Course
from methodology.field_names import french_name
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.mission.deadlines import MissionDates
from methodology.mission.model import MissionActivity
from methodology.mission.values import Party
from methodology.mission.working_days import WorkingCalendar
from methodology.rules.mission_dates import dates_of
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule

_SATURDAY, _SUNDAY = 5, 6
_PREPARED = timedelta(days=30)  # first calls take place before the activity itself
_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s*h(?!\w)(?:\s*\d{2})?", re.IGNORECASE)
_LAST_HOUR = 24
_MEETING = (Party.PARTNER, Party.EXPERTS)  # SOCIEUX+ doesn't sit in the workshops


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of an activity: what is then, where the author says so; `journey`: one may travel on a Saturday."""

    date: date
    what: str
    where: Where
    journey: bool = False


@rule("CAL-14", Severity.WARNING, Source.COHERENCE, N_("Activité, voyage ou séance un jour de repos ou férié"))
def on_a_day_off(course: Course, _limits: Limits) -> Iterator[Remark]:
    """First and last day, journey, sessions of the agenda, on a Sunday or a holiday of the country where people are."""
    dates = dates_of(course)
    for activity in dates.mission.activities if dates else ():
        for day in _days(activity):
            why = _why_off(dates, day) if dates else ""
            if why:
                message = _("Activité {id}, {what}, le {day} : {why}.").format(
                    id=activity.id, what=day.what, day=day.date.isoformat(), why=why
                )
                remedy = _(
                    "Changez de jour ; si l'on travaille ce jour-là, notez-le dans « jours_travailles » du calendrier, "
                    "avec qui l'a dit."
                )
                yield Remark(day.where, message, remedy, activity.id)


@rule("CAL-15", Severity.WARNING, Source.COHERENCE, N_("Séance hors de son activité, ou à une heure qui n'existe pas"))
def outside_its_activity(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A session after the last day of the activity, or before any of its days; hours beyond midnight."""
    for activity in course.mission.activities if course.mission else ():
        first, last = _bounds(activity)
        for item in activity.agenda:
            names = {"id": activity.id, "title": item.title}
            if not first <= item.date <= last:
                message = _(
                    "Activité {id}, séance « {title} » : le {day} est hors de l'activité (du {start} au {end})."
                )
                days = {"day": item.date, "start": activity.start, "end": activity.end}
                remedy = _("Corrigez la date, ou celles de l'activité.")
                yield Remark(item.where.at("date"), message.format(**names, **days), remedy, activity.id)
            wrong = next((one for one in _HOUR.finditer(item.hours) if int(one[1]) > _LAST_HOUR), None)
            if wrong:
                message = _("Activité {id}, séance « {title} » : « {hour} » n'est pas une heure.")
                remedy = _("Écrivez les heures ainsi : 9 h 00 – 12 h 30.")
                yield Remark(
                    item.where.at("hours"), message.format(**names, hour=wrong[0].strip()), remedy, activity.id
                )


def _bounds(activity: MissionActivity) -> tuple[date, date]:
    """The first and last day on which a session may be: journeys count, and a month before for what is prepared."""
    days = [day for day in (activity.start, activity.end, activity.departure, activity.back) if day]
    return min(days) - _PREPARED, max(days)


def _days(activity: MissionActivity) -> Iterator[_Day]:
    """Each day once for what the activity gives by itself, once for its agenda."""
    for name in ("start", "end", "departure", "back"):
        day = getattr(activity, name)
        if day:
            what = f"« {french_name(MissionActivity, name)} »"
            yield _Day(day, what, activity.where.at(name), journey=name in ("departure", "back"))
    told = set()
    for item in activity.agenda:
        if item.date not in told:
            told.add(item.date)
            yield _Day(item.date, _("séance « {title} »").format(title=item.title), item.where.at("date"))


def _why_off(dates: MissionDates, day: _Day) -> str:
    """Why nobody may be there, in words; empty when people work that day, or when the author says that they do."""
    calendar = WorkingCalendar(tuple(one for one in dates.calendar.parties if one.party in _MEETING))
    if [*calendar.worked_holidays(day.date, day.date)]:
        return ""
    if day.date.weekday() == _SUNDAY:
        return _("c'est un dimanche")
    off = next(calendar.days_off(day.date, day.date), None)
    if off:
        sure = _(", date estimée") if off.estimated else ""
        where = off.country or off.party.label
        return _("jour férié ou chômé, {name}{sure} ({where})").format(name=off.reason, sure=sure, where=where)
    rests = any(one.week.days <= _SATURDAY for one in calendar.of(Party.PARTNER).parties)
    if day.date.weekday() == _SATURDAY and rests and not day.journey:
        return _("c'est un samedi, que le calendrier du partenaire ne compte pas")
    return ""
