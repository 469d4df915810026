from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from package_reader import ReadPackage, read_package
from rich_backup import rich_backup
from rich_quiz import DATE

from moodle_backups import Backup, Section, write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.gradebook import Gradebook


@pytest.fixture(scope="session")
def rich(tmp_path_factory: pytest.TempPathFactory) -> ReadPackage:
    """The package with everything in it."""
    path = tmp_path_factory.mktemp("rich") / "rich.mbz"
    write_backup(rich_backup(), path)
    return read_package(path)


@pytest.fixture
def course() -> Callable[..., Backup]:
    """A course of one section with the given activities."""

    def make(*activities: Activity, gradebook: Gradebook | None = None) -> Backup:
        return Backup(
            idnumber="C1",
            fullname="Cours",
            shortname="C1",
            timestamp=DATE,
            sections=(Section(key="s0", activities=activities),),
            gradebook=gradebook or Gradebook(),
        )

    return make


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Backup], ReadPackage]:
    """Writes a backup and reads the package back."""

    def write(backup: Backup) -> ReadPackage:
        path = tmp_path / "course.mbz"
        write_backup(backup, path)
        return read_package(path)

    return write
