"""Minutes in words, and times of day that no line breaks."""

from __future__ import annotations

import re

from coursegen.content.typography import NBSP
from coursegen.i18n import gettext as _

_HOUR = re.compile(r"(?<=\d) h (?=\d\d\b)")


def whole_hours(text: str) -> str:
    """« 13 h 45 » in the text is never broken over two lines."""
    return _HOUR.sub(f"{NBSP}h{NBSP}", text)


def duration(minutes: int) -> str:
    """`40 min`, `4 h`, `1 h 15`, never broken over two lines; empty for none."""
    if minutes < 60:
        return (_("{n} min").format(n=minutes) if minutes else "").replace(" ", NBSP)
    rest = minutes % 60
    return _("{h} h {m}").format(h=minutes // 60, m=f"{rest:02}" if rest else "").strip().replace(" ", NBSP)
