"""A link to another place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.activities.display import Display


@dataclass(frozen=True, slots=True, kw_only=True)
class Url(Activity):
    """``url``: http(s) address."""

    modname: ClassVar[str] = "url"

    url: str
    display: Display = Display.AUTO
    print_intro: bool = True
