"""Courseware -> a Moodle course backup (.mbz), through `moodle_backups`."""

from __future__ import annotations

from pathlib import Path

from coursegen.charter import Charter
from coursegen.courseware import Courseware
from coursegen.outputs.moodle.course import to_backup
from moodle_backups import write_backup

__all__ = ["to_backup", "write_mbz"]


def write_mbz(courseware: Courseware, charter: Charter, path: Path) -> None:
    """Write the package of `courseware` at `path`: no users, restores on Moodle 4.1 to 5.x."""
    write_backup(to_backup(courseware, charter), path)
