"""Which version of a deliverable its log knows last, and the day it was written."""

from __future__ import annotations

from datetime import date

from methodology.mission.deadlines import MissionDates
from methodology.mission.model import LogEntry, MissionActivity, Product
from methodology.mission.values import State, Timing

_BY_OTHERS = (State.COMMENTED, State.APPROVED, State.REJECTED)
"""What others say of a text: it isn't written then."""


def last_version(log: tuple[LogEntry, ...]) -> str:
    """The last version that was numbered; empty when none was."""
    return next((one.version for one in reversed(_by_day(log)) if one.version), "")


def last_written(log: tuple[LogEntry, ...]) -> date | None:
    """The day of the last version: when its number was first noted, else the last step of its authors; None: no log."""
    entries = _by_day(log)
    number = last_version(log)
    if number:
        return next(one.date for one in entries if one.version == number)
    ours = [one.date for one in entries if one.state not in _BY_OTHERS]
    return max(ours or [one.date for one in entries], default=None)


def product_issue(dates: MissionDates, activity: MissionActivity, product: Product) -> tuple[str, date]:
    """Version and date of a product, as of any paper of the mission: its log's; else the action's.

    Without either it is of the day it is planned for, else due. The version is empty where nothing numbers it.
    """
    day = last_written(product.log) or dates.mission.date or product.planned
    version = last_version(product.log) or dates.mission.version
    return version, day or dates.handed_in(activity, Timing.AFTER) or activity.end


def _by_day(log: tuple[LogEntry, ...]) -> list[LogEntry]:
    return sorted(log, key=lambda entry: entry.date)
