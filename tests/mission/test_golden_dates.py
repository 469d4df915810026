"""The dates worked out by hand for the three activities of 22-27/TGO (domain report, 1.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from methodology.mission.deadlines import MissionDates
from methodology.mission.model import Mission, MissionActivity, Partner, PartyCalendar
from methodology.mission.values import Party, Week

STEPS = ("acces", "initiaux", "provisoires", "commentaires", "integration", "approbation")
WINDOWS = {
    "A1": (date(2022, 12, 12), date(2023, 2, 3)),
    "A2": (date(2023, 2, 6), date(2023, 3, 10)),
    "A3": (date(2023, 3, 20), date(2023, 4, 21)),
}
MISSION = Mission(
    code="22-27",
    title="CIPRES",
    catalogue="socieux_2022",
    partner=Partner(name="CIPRES", country="TG"),
    activities=tuple(MissionActivity(id=k, title=k, start=start, end=end) for k, (start, end) in WINDOWS.items()),
)


def followed(*countries: str, week: Week = Week.TO_FRIDAY) -> MissionDates:
    """The action, with the calendar of those countries."""
    calendar = PartyCalendar(party=Party.FUNDER, countries=countries, week=week)
    return MissionDates(replace(MISSION, calendars=(calendar, PartyCalendar(party=Party.PARTNER, week=week))))


def dated(dates: MissionDates, activity: str) -> str:
    """The dates of the golden table's columns, in its order."""
    found = MISSION.activity(activity)
    assert found is not None
    by_step = {deadline.step.id: deadline.due for deadline in dates.of_activity(found)}
    return " ".join(by_step[step].isoformat() for step in STEPS)


@pytest.mark.parametrize(
    ("countries", "activity", "expected"),
    [
        ((), "A1", "2022-12-05 2022-12-05 2023-02-17 2023-03-03 2023-03-10 2023-03-24"),
        ((), "A2", "2023-01-30 2023-01-30 2023-03-24 2023-04-07 2023-04-14 2023-04-28"),
        ((), "A3", "2023-03-13 2023-03-13 2023-05-05 2023-05-19 2023-05-26 2023-06-09"),
        (("BE",), "A1", "2022-12-05 2022-12-05 2023-02-17 2023-03-03 2023-03-10 2023-03-24"),
        (("BE",), "A2", "2023-01-30 2023-01-30 2023-03-24 2023-04-07 2023-04-17 2023-05-02"),
        (("BE",), "A3", "2023-03-13 2023-03-13 2023-05-08 2023-05-23 2023-05-31 2023-06-14"),
        (("TG",), "A1", "2022-12-05 2022-12-05 2023-02-17 2023-03-03 2023-03-10 2023-03-27"),
        (("TG",), "A2", "2023-01-30 2023-01-30 2023-03-27 2023-04-11 2023-04-18 2023-05-05"),
        (("TG",), "A3", "2023-03-13 2023-03-13 2023-05-09 2023-05-24 2023-06-01 2023-06-15"),
    ],
)
def test_dates_by_country(countries: tuple[str, ...], activity: str, expected: str) -> None:
    assert dated(followed(*countries), activity) == expected


@pytest.mark.parametrize("activity", WINDOWS)
def test_belgium_and_togo_together_give_what_togo_gives(activity: str) -> None:
    assert dated(followed("BE", "TG"), activity) == dated(followed("TG"), activity)


def test_a_week_with_saturday() -> None:
    assert dated(followed("BE", "TG", week=Week.TO_SATURDAY), "A1") == (
        "2022-12-05 2022-12-06 2023-02-15 2023-02-27 2023-03-04 2023-03-16"
    )


@pytest.mark.parametrize(
    ("countries", "activity", "days"),
    [((), "A1", 40), ((), "A2", 25), ((), "A3", 25), (("BE",), "A3", 24), (("TG",), "A3", 22)],
)
def test_working_days_of_an_activity(countries: tuple[str, ...], activity: str, days: int) -> None:
    assert followed(*countries).calendar.count(*WINDOWS[activity]) == days
