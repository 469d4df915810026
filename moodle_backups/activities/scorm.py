"""A SCORM package played in Moodle."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Flag, IntEnum
from typing import ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.files import File
from moodle_backups.gradebook import Grade


class ScormGrading(IntEnum):
    """What the grade of an attempt is (``GRADE*`` of mod_scorm)."""

    COMPLETED_SCOS = 0
    HIGHEST = 1
    AVERAGE = 2
    SUM = 3


class ScormAttemptGrade(IntEnum):
    """Which attempts count."""

    HIGHEST = 0
    AVERAGE = 1
    FIRST = 2
    LAST = 3


class ScormStatus(Flag):
    """Statuses that complete the activity."""

    PASSED = 2
    COMPLETED = 4
    PASSED_OR_COMPLETED = 6


class Toc(IntEnum):
    """Where the player shows the table of contents."""

    SIDE = 0
    HIDDEN = 1
    DROPDOWN = 2
    DISABLED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorm(Activity):
    """``package`` is the whole SCORM zip (imsmanifest.xml on top); its content and SCOs are taken from it.

    ``max_attempts`` 0: unlimited. ``width`` in percent up to 100, else pixels; ``height`` in pixels.
    ``complete_on`` statuses and ``complete_score`` (raw score reached) are completion rules.
    """

    modname: ClassVar[str] = "scorm"

    package: File
    grade: Grade | None = field(default_factory=Grade)
    grading: ScormGrading = ScormGrading.HIGHEST
    attempt_grade: ScormAttemptGrade = ScormAttemptGrade.HIGHEST
    max_attempts: int = 0
    popup: bool = False
    skip_view: bool = False
    toc: Toc = Toc.SIDE
    width: int = 100
    height: int = 600
    opens: int | None = None
    closes: int | None = None
    complete_on: ScormStatus | None = None
    complete_score: float | None = None
