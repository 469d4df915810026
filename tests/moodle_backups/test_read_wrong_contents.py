"""Files of a package whose bytes aren't those that it announces are named, and never written as if they were."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from archive_making import zipped
from package_reader import read_package

from moodle_backups import Backup, BackupError, File, write_backup
from moodle_backups.activities.folder import Folder
from moodle_backups.read import read_backup

NOTES = b"notes of the course"
WRONG = b"notes of a stranger"


@pytest.fixture
def members(course: Callable[..., Backup], tmp_path: Path) -> dict[str, bytes]:
    """The documents of a package with one file."""
    write_backup(course(Folder(key="r", name="R", content=(File("notes.txt", NOTES),))), tmp_path / "plain.mbz")
    return dict(read_package(tmp_path / "plain.mbz").members)


def blob(members: dict[str, bytes]) -> str:
    return next(name for name, data in members.items() if data == NOTES)


def test_other_bytes_are_named_and_not_written(members: dict[str, bytes], tmp_path: Path) -> None:
    members[blob(members)] = WRONG
    with read_backup(zipped(tmp_path, members)) as read:
        assert [problem.where for problem in read.missing] == ["notes.txt"]
        with pytest.raises(BackupError, match="holds another content"):
            write_backup(read.backup, tmp_path / "again.mbz")
    assert not (tmp_path / "again.mbz").exists()


def test_another_size_is_named_without_opening_contents(members: dict[str, bytes], tmp_path: Path) -> None:
    members[blob(members)] = WRONG * 2
    with read_backup(zipped(tmp_path, members), contents=False) as read:
        assert "not 19 as files.xml says" in str(read.missing[0])
        with pytest.raises(BackupError, match="has 38 bytes"):
            write_backup(read.backup, tmp_path / "again.mbz")


def test_an_absent_content_is_named(members: dict[str, bytes], tmp_path: Path) -> None:
    del members[blob(members)]
    with read_backup(zipped(tmp_path, members)) as read:
        assert "isn't in the package" in str(read.missing[0])
        with pytest.raises(BackupError):
            write_backup(read.backup, tmp_path / "again.mbz")


def test_a_negative_size_is_refused(members: dict[str, bytes], tmp_path: Path) -> None:
    members["files.xml"] = members["files.xml"].replace(b"<filesize>19<", b"<filesize>-19<")
    with pytest.raises(BackupError, match=r'"notes.txt" has -19 bytes'), read_backup(zipped(tmp_path, members)):
        pass


def test_sound_files_are_not_named(members: dict[str, bytes], tmp_path: Path) -> None:
    with read_backup(zipped(tmp_path, members)) as read:
        assert read.missing == ()
