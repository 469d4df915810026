"""Which days are worked, party by party, and counting in them.

Days off: Saturdays and Sundays (Reg. 1182/71, art. 2), or Sundays alone where Saturday is worked; the public holidays
that the library `holidays` knows for the countries; what the author adds, less what the author takes away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from methodology.i18n import current_language
from methodology.i18n import gettext as _
from methodology.mission.holiday_names import HolidayName, holiday_names
from methodology.mission.model import Mission, PartyCalendar
from methodology.mission.values import Party, Week

_ONE_DAY = timedelta(days=1)
FUNDER_COUNTRY = "BE"
"""Where the SOCIEUX+ team works: Brussels. The terms of reference name no calendar."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which a party doesn't work though its week would have it; why, and by which calendar."""

    date: date
    reason: str
    party: Party
    country: str = ""
    estimated: bool = False
    """Whether the library only works the date out: a lunar feast that is announced later."""


class WorkingCalendar:
    """The days worked by all of the parties given."""

    def __init__(self, parties: tuple[PartyCalendar, ...]) -> None:
        self.parties = parties

    def of(self, party: Party) -> WorkingCalendar:
        """The days worked by that party alone."""
        return WorkingCalendar(tuple(one for one in self.parties if one.party is party))

    def is_working(self, day: date) -> bool:
        """Whether all of them work on that day."""
        return all(day.weekday() < one.week.days and _why_off(one, day) is None for one in self.parties or (_BARE,))

    def shifted(self, day: date, count: int) -> date:
        """The working day `count` of them after that day, before it when negative; the day itself isn't counted."""
        step = _ONE_DAY if count > 0 else -_ONE_DAY
        for _nth in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def not_after(self, day: date) -> date:
        """That day when it is worked, else the last one worked before it."""
        while not self.is_working(day):
            day -= _ONE_DAY
        return day

    def count(self, start: date, end: date) -> int:
        """How many days are worked from `start` to `end`, both included."""
        return sum(self.is_working(day) for day in _days(start, end))

    def days_off(self, start: date, end: date) -> Iterator[DayOff]:
        """The days off in between that aren't days of rest of the week, each party's, by date."""
        for day in _days(start, end):
            for one in self.parties:
                off = _why_off(one, day)
                if off and day.weekday() < one.week.days:
                    yield off

    def worked_holidays(self, start: date, end: date) -> Iterator[DayOff]:
        """The public holidays in between that the author says are worked."""
        for one in self.parties:
            for day in one.worked:
                if start <= day.date <= end:
                    yield DayOff(day.date, day.reason, one.party)


_BARE = PartyCalendar(party=Party.EXPERTS, week=Week.TO_FRIDAY)


def calendar_of(mission: Mission) -> WorkingCalendar:
    """The calendar of the action: those its author gives; for a party without one, that of its country."""
    given = {one.party for one in mission.calendars}
    usual = (
        PartyCalendar(party=Party.FUNDER, countries=(FUNDER_COUNTRY,)),
        PartyCalendar(party=Party.PARTNER, countries=(mission.partner.country,)),
    )
    return WorkingCalendar((*mission.calendars, *(one for one in usual if one.party not in given)))


def known_country(code: str) -> bool:
    """Whether the library has the public holidays of that country, by its two-letter code."""
    return code in _countries()


def known_countries() -> tuple[str, ...]:
    """The codes of the countries whose public holidays are known."""
    return tuple(sorted(_countries()))


@cache
def _countries() -> frozenset[str]:
    from holidays.utils import list_supported_countries

    return frozenset(list_supported_countries(include_aliases=False))


def _why_off(one: PartyCalendar, day: date) -> DayOff | None:
    """Why that party doesn't work on that day; None when it does, as far as holidays go."""
    for closed in one.closed:
        if closed.date == day:
            return DayOff(day, closed.reason or _("jour chômé"), one.party)
    if any(worked.date == day for worked in one.worked):
        return None
    for country in one.countries:
        if name := _holidays(country, day.year, current_language()).get(day):
            return DayOff(day, name.text, one.party, country, name.estimated)
    return None


@cache
def _holidays(country: str, year: int, language: str) -> Mapping[date, HolidayName]:
    return holiday_names(country, year, language)


def _days(start: date, end: date) -> Iterator[date]:
    day = start
    while day <= end:
        yield day
        day += _ONE_DAY
