"""Writes a course and reads it again, for the tests of activity types."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from moodle_backups import Backup, check_backup, write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.lacking import lacking
from moodle_backups.read import read_backup
from moodle_backups.versions import TARGETS, Target

A = TypeVar("A", bound=Activity)


def fitting(backup: Backup) -> Target:
    """The portable target if it takes all of the backup, else the first release that does."""
    return next(target for target in TARGETS.values() if not list(lacking(backup, target)))


def again(backup: Backup, folder: Path, made: A) -> A:
    """The activity ``made`` as it is read from the package of ``backup``."""
    path = folder / "again.mbz"
    write_backup(backup, path, version=fitting(backup))
    with read_backup(path) as read:
        found = {a.key: a for section in read.backup.sections for a in section.activities}
    result = found[made.key]
    assert isinstance(result, type(made))
    return result


def differing(made: Activity, read: Activity, *but: str) -> list[str]:
    """Names of the fields in which two activities differ; what a reader keeps doesn't count."""
    names = [name for name in made.__dataclass_fields__ if name not in ("kept", "completion", *but)]
    return [name for name in names if getattr(made, name) != getattr(read, name)]


def messages(backup: Backup) -> str:
    """Every problem of a backup, a line each."""
    return "\n".join(map(str, check_backup(backup)))


def twice(backup: Backup, folder: Path) -> tuple[Backup, Backup]:
    """What is read of a package, and of the package that is written of it."""
    first, second = folder / "first.mbz", folder / "second.mbz"
    write_backup(backup, first, version=fitting(backup))
    with read_backup(first) as read:
        once = read.backup
        write_backup(once, second, version=fitting(once))
    with read_backup(second) as read:
        return once, replace(read.backup)
