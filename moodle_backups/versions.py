"""What each Moodle release takes: the version numbers a package carries.

A package names the release that made it. A site older than that warns; labels older than 4.0 switch on legacy
question parsing. Newer fields under older labels are harmless: a restore drops the columns it doesn't know.
So one package labelled 4.1, with the fields of 4.5, restores without a warning on 4.1 and everything later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Version:
    """The labels of one release: of Moodle, of its backup format, of every core plugin."""

    moodle_version: int
    moodle_release: str
    backup_version: int
    backup_release: str
    plugin_version: int


RELEASES: Final = {
    "4.1": Version(2022112800, "4.1 (Build: 20221128)", 2022112800, "4.1", 2022112800),
    "4.5": Version(2024100700, "4.5 (Build: 20241007)", 2024100700, "4.5", 2024100700),
    "5.0": Version(2025041400, "5.0 (Build: 20250414)", 2025041400, "5.0", 2025041400),
}
PORTABLE: Final = RELEASES["4.1"]
