"""A SCORM package that stands as an activity. No author writes one: `coursegen.build` puts them where they belong."""

from __future__ import annotations

from dataclasses import dataclass, field

from coursegen.courseware import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class ScormActivity(Activity):
    """`package`: the name of the zip, always the same for the same module, so that a new version replaces the old.

    `entries`: how many SCOs it shows, of which `scored` give a score. `attempts` 0: as many as wanted.
    """

    package: str
    data: bytes = field(repr=False)
    entries: int = 1
    scored: int = 0
    attempts: int = 0
