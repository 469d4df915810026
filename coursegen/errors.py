"""The errors a person can mend, one root, by who mends them. The boundary in `coursegen.cli` turns them into words.

Exit codes are a contract with scripts: 0 done; 1 the course has errors; 2 wrong usage; 3 the site refused or could
not be reached; 4 something on disk could not be read or written.
"""

from __future__ import annotations

from collections.abc import Sequence

from methodology.findings import Finding


class CoursegenError(Exception):
    """What went wrong, and what the person can do. Both in the person's language."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class InputError(CoursegenError):
    """The author mends it: the course folder has errors, all listed in `findings`."""

    def __init__(self, message: str, remedy: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message, remedy)
        self.findings = tuple(findings)


class TemplateError(CoursegenError):
    """The owner of the template or logo mends it."""


class UsageError(CoursegenError):
    """The command was called wrongly."""

    exit_code = 2


class SiteError(CoursegenError):
    """The site refused, or could not be reached."""

    exit_code = 3


class StorageError(CoursegenError):
    """Something on disk could not be read or written."""

    exit_code = 4
