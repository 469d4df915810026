"""Times of the day as people write them: « 8 h 30 – 12 h 15 et 13 h 45 – 17 h »."""

from __future__ import annotations

import re

_CLOCK = r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?"
_TIME = re.compile(rf"{_CLOCK}(?:\s*min)?", re.IGNORECASE)
_RANGE = re.compile(rf"{_CLOCK}\s*(?:–|—|-|à|to|até|a)\s*{_CLOCK}", re.IGNORECASE)
_PAUSE = re.compile(r"\b(?:pauses?|breaks?|intervalos?|descansos?)\b", re.IGNORECASE)


def time_ranges(hours: str) -> tuple[tuple[int, int], ...]:
    """The stretches of time of a session, in minutes since midnight, in the order written."""
    found = ((_minutes(m[1], m[2]), _minutes(m[3], m[4])) for m in _RANGE.finditer(hours))
    return tuple((start, end) for start, end in found if start < end <= 24 * 60)


def clock_time(text: str) -> int | None:
    """A time of the day (« 09:15 », « 9 h 15 ») in minutes since midnight; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    minutes = _minutes(found[1], found[2]) if found and int(found[2] or 0) < 60 else 24 * 60
    return minutes if minutes < 24 * 60 else None


def mentions_pause(text: str) -> bool:
    """Whether a pause is spoken of."""
    return bool(_PAUSE.search(text))


def _minutes(hour: str, minute: str | None) -> int:
    return 60 * int(hour) + int(minute or 0)
