"""The choices of a SCORM activity, by the numbers of mod_scorm."""

from __future__ import annotations

from enum import Flag, IntEnum, StrEnum


class ScormSource(StrEnum):
    """Where the package is (``SCORM_TYPE_*``).

    LOCAL: in Moodle. LOCAL_SYNC: a zip at an address that Moodle downloads again; EXTERNAL: an ``imsmanifest.xml``
    at an address, played from there; AICC_URL: an AICC course. The last three must be allowed on the site.
    """

    LOCAL = "local"
    LOCAL_SYNC = "localsync"
    EXTERNAL = "external"
    AICC_URL = "aiccurl"


class ScormUpdate(IntEnum):
    """When Moodle fetches and unpacks the package again (``SCORM_UPDATE_*``)."""

    NEVER = 0
    EVERY_DAY = 2
    EVERY_TIME = 3


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


class NewAttempt(IntEnum):
    """Whether opening it again starts a new attempt (``SCORM_FORCEATTEMPT_*``)."""

    NO = 0
    AFTER_COMPLETION = 1
    ALWAYS = 2


class AttemptStatus(IntEnum):
    """Where learners see how their attempts went (``SCORM_DISPLAY_ATTEMPTSTATUS_*``)."""

    NOWHERE = 0
    EVERYWHERE = 1
    DASHBOARD = 2
    ENTRY_PAGE = 3


class SkipView(IntEnum):
    """Whether the player opens without the page before it (``SCORM_SKIPVIEW_*``)."""

    NEVER = 0
    FIRST_ACCESS = 1
    ALWAYS = 2


class Toc(IntEnum):
    """Where the player shows the table of contents."""

    SIDE = 0
    HIDDEN = 1
    DROPDOWN = 2
    DISABLED = 3


class Navigation(IntEnum):
    """Where the player shows its buttons (``SCORM_NAV_*``)."""

    NONE = 0
    UNDER_CONTENT = 1
    FLOATING = 2
