"""What every activity has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from moodle_backups.availability import Condition
from moodle_backups.completion import Completion
from moodle_backups.files import File
from moodle_backups.gradebook import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity of a section.

    ``intro`` (HTML) is its description, shown on the course page too when ``show_intro``. ``stealth``: reachable
    by link though not listed. ``files``: for every HTML text of the activity. ``grade`` None: not graded.
    Times are Unix seconds, None: not set.
    """

    modname: ClassVar[str] = ""

    key: str
    name: str = ""
    intro: str = ""
    show_intro: bool = False
    files: tuple[File, ...] = ()
    visible: bool = True
    stealth: bool = False
    indent: int = 0
    availability: Condition | None = None
    completion: Completion = field(default_factory=Completion)
    grade: Grade | None = None
