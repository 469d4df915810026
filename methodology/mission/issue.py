"""Which version of a deliverable its log knows last, and the day it was written."""

from __future__ import annotations

from datetime import date

from methodology.mission.model import LogEntry
from methodology.mission.values import State

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


def _by_day(log: tuple[LogEntry, ...]) -> list[LogEntry]:
    return sorted(log, key=lambda entry: entry.date)
