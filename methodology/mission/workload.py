"""The sums of workload tables, and where the terms of reference say otherwise. Days of work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from methodology.mission.model import MissionActivity, Workload, WorkloadTotal

PARTS = ("preparation", "fieldwork", "travel", "reports")
COLUMNS = (*PARTS, "total")
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class WrongSum:
    """A sum that isn't what the table says. `line` is the workload, or the line of totals; `field` the column."""

    line: Workload | WorkloadTotal
    field: str
    said: float
    found: float


def days_of(line: Workload) -> float | None:
    """Days of work of that line: its total when it is said, else the sum of its parts; None when it says nothing."""
    if line.total is not None:
        return line.total
    parts = [part for part in _parts(line) if part is not None]
    return sum(parts) if parts else None


def column_total(activity: MissionActivity, column: str) -> float | None:
    """The sum of that column; None when a line doesn't say."""
    values = [_cell(line, column) for line in activity.workload]
    known = [value for value in values if value is not None]
    return sum(known) if values and len(known) == len(values) else None


def wrong_sums(activity: MissionActivity) -> Iterator[WrongSum]:
    """Lines whose total isn't the sum of all their parts, then columns whose total isn't that of the lines."""
    for line in activity.workload:
        parts = _parts(line)
        if line.total is not None and None not in parts:
            found = sum(part for part in parts if part is not None)
            if abs(found - line.total) > _ROUNDING:
                yield WrongSum(line, "total", line.total, found)
    totals = activity.workload_total
    for column in COLUMNS if totals else ():
        said, summed = getattr(totals, column), column_total(activity, column)
        if said is not None and summed is not None and abs(summed - said) > _ROUNDING and totals:
            yield WrongSum(totals, column, said, summed)


def _cell(line: Workload, column: str) -> float | None:
    value: float | None = days_of(line) if column == "total" else getattr(line, column)
    return value


def _parts(line: Workload) -> tuple[float | None, ...]:
    return line.preparation, line.fieldwork, line.travel, line.reports
