"""Durations as people write and read them in French: "45 min", "1 h", "1 h 30"."""

from __future__ import annotations

import re

from coursegen.i18n import gettext as _
from coursegen.slides_model import Line, Table

_WRITTEN = re.compile(r"^(?:(\d+)\s*h(?:\s*(\d{1,2}))?(?:\s*min)?|(\d+)\s*min\w*)$")


def duration(minutes: int) -> str:
    """Minutes in words, with no-break spaces."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes}\u00a0min").format(minutes=rest)
    return (
        _("{hours}\u00a0h\u00a0{rest:02d}").format(hours=hours, rest=rest)
        if rest
        else _("{hours}\u00a0h").format(hours=hours)
    )


def minutes_of(text: str) -> int | None:
    """The minutes a cell says, None when it says something else."""
    match = _WRITTEN.match(" ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split()).casefold())
    if match is None:
        return None
    hours, rest, minutes = match.groups()
    return int(minutes) if minutes else int(hours) * 60 + int(rest or 0)


def column_of_minutes(table: Table) -> tuple[int, ...]:
    """The minutes of each row, when one column of the table says nothing but durations; else nothing."""
    for cells in zip(*table.rows, strict=False):
        found = [minutes_of(_text(cell)) for cell in cells]
        if len(found) > 1 and all(found):
            return tuple(minutes for minutes in found if minutes)
    return ()


def _text(cell: Line) -> str:
    return "".join(run.text for run in cell)
