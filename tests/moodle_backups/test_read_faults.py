"""A fault in a package is told with the place where it lies."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from archive_making import zipped
from package_reader import read_package

from moodle_backups import Backup, BackupError, write_backup
from moodle_backups.activities.book import Book, Chapter
from moodle_backups.read import read_backup

BOOK = Book(key="b", name="B", chapters=(Chapter(key="c", title="T", content="x"),))


def fault(backup: Backup, folder: Path, end: str, pattern: bytes, new: bytes) -> str:
    """The refusal of a package of ``backup`` in which a document has something else."""
    write_backup(backup, folder / "plain.mbz")
    members = dict(read_package(folder / "plain.mbz").members)
    name = next(name for name in members if name.endswith(end))
    changed = re.sub(pattern, new, members[name])
    assert changed != members[name]
    with pytest.raises(BackupError) as refused, read_backup(zipped(folder, {**members, name: changed})):
        pass
    return str(refused.value)


def test_a_fault_of_an_activity_names_its_folder(course: Callable[..., Backup], tmp_path: Path) -> None:
    said = fault(course(BOOK), tmp_path, "/module.xml", rb"<completionexpected>0<", b"<completionexpected>first<")
    assert re.match(r"activities/book_\d+: ", said)
    assert "first" in said


def test_a_fault_of_a_section_names_the_sections(course: Callable[..., Backup], tmp_path: Path) -> None:
    assert fault(course(BOOK), tmp_path, "/section.xml", rb"<number>0<", b"<number>none<").startswith("sections: ")


@pytest.mark.parametrize("date", [b"9" * 400_000, b"100000000000000000", b"-5", b"today"])
def test_a_date_that_is_none_is_refused_as_such(course: Callable[..., Backup], tmp_path: Path, date: bytes) -> None:
    said = fault(course(BOOK), tmp_path, "moodle_backup.xml", rb"<backup_date>\d+<", b"<backup_date>" + date + b"<")
    assert "backup_date" in said
    assert "is no date" in said
    assert len(said) < 100
