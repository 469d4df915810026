"""What a file weighs and how long it takes on a weak line, in words."""

from __future__ import annotations

from coursegen.i18n import gettext as _
from coursegen.i18n import number

LINE_KBPS = 256
"""Kilobits a second of the line that times are given for: what a shared mobile connection often leaves."""
_KB = 1_000
_MB = 1_000_000


def weight_words(size: int) -> str:
    """Bytes in words: `340 Ko`, `12,4 Mo`. A kilobyte is 1000 bytes."""
    if size < _MB:
        return _("{kb} Ko").format(kb=max(1, round(size / _KB)))
    return _("{mb} Mo").format(mb=number(size / _MB))


def wait_seconds(size: int) -> int:
    """Seconds for that many bytes on the line, at least one."""
    return max(1, round(size * 8 / (LINE_KBPS * 1000)))


def wait_words(size: int) -> str:
    """How long that many bytes take on the line: `4 s`, `7 min`, `1 h 20`."""
    seconds = wait_seconds(size)
    if seconds < 90:
        return _("{seconds} s").format(seconds=seconds)
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes:02d}").format(hours=hours, minutes=minutes)


def cost_words(size: int) -> str:
    """Weight and time together: `12,4 Mo, environ 7 min à 256 kbit/s`."""
    return _("{weight}, environ {wait} à {speed} kbit/s").format(
        weight=weight_words(size), wait=wait_words(size), speed=LINE_KBPS
    )
