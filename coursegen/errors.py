"""The errors a person can mend, one root, by who mends them. The boundary in `coursegen.cli` turns them into words.

Exit codes are a contract with scripts: 0 done; 1 the course has errors; 2 wrong usage; 3 the site refused or could
not be reached; 4 something on disk could not be read or written.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence

from coursegen.i18n import gettext as _
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


def reason_of(error: OSError) -> str:
    """Why the system refused, in the person's language; the system's own words for what is rare."""
    return {
        errno.ENOENT: _("il n'existe pas"),
        errno.EACCES: _("l'accès est refusé"),
        errno.EPERM: _("l'accès est refusé"),
        errno.EISDIR: _("c'est un dossier"),
        errno.ENOTDIR: _("un fichier se trouve là où il faut un dossier"),
        errno.ENOSPC: _("le disque est plein"),
        errno.EROFS: _("le disque est en lecture seule"),
        errno.EEXIST: _("il existe déjà"),
        errno.ENAMETOOLONG: _("le nom est trop long"),
    }.get(error.errno or 0, error.strerror or str(error))
