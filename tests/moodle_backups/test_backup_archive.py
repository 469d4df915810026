"""The container: the same bytes every time, whole or not at all, readable by any tool."""

from __future__ import annotations

import gzip
import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from package_reader import read_package
from rich_backup import rich_backup

from moodle_backups import Backup, BackupError, Container, File, write_backup
from moodle_backups.activities.page import Page
from moodle_backups.activities.resource import Resource
from moodle_backups.versions import RELEASES


@pytest.mark.parametrize("container", Container)
def test_the_same_backup_gives_the_same_bytes(tmp_path: Path, container: Container) -> None:
    first = write_backup(rich_backup(), tmp_path / "a.mbz", container=container)
    second = write_backup(rich_backup(), tmp_path / "b.mbz", container=container)
    assert first.path.read_bytes() == second.path.read_bytes()


def test_another_process_with_another_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    here = write_backup(rich_backup(), tmp_path / "here.mbz")
    script = f"""
import sys
sys.path[:0] = [{str(Path(__file__).parent)!r}, {str(Path(__file__).parents[2])!r}]
from rich_backup import rich_backup
from moodle_backups import write_backup
write_backup(rich_backup(), {str(tmp_path / "there.mbz")!r})
"""
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "TZ": "Africa/Lome", "LC_ALL": "C"}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)
    assert (tmp_path / "there.mbz").read_bytes() == here.path.read_bytes()


def test_the_result_tells_hash_and_size_of_what_is_on_disk(tmp_path: Path) -> None:
    result = write_backup(rich_backup(), tmp_path / "a.mbz")
    data = (tmp_path / "a.mbz").read_bytes()
    assert (result.path, result.bytes) == (tmp_path / "a.mbz", len(data))
    assert result.sha256 == hashlib.sha256(data).hexdigest()


def test_both_containers_hold_the_same_members(tmp_path: Path) -> None:
    tgz = read_package(write_backup(rich_backup(), tmp_path / "a.mbz").path).members
    packed = read_package(write_backup(rich_backup(), tmp_path / "b.mbz", container=Container.ZIP).path).members
    tgz.pop(".ARCHIVE_INDEX")
    assert list(tgz.items()) == list(packed.items())


def test_a_tgz_carries_no_date_owner_or_name_of_its_making(tmp_path: Path) -> None:
    path = write_backup(rich_backup(), tmp_path / "secret-name.mbz").path
    head = path.read_bytes()[:10]
    assert head[:2] == b"\x1f\x8b" and head[3:8] == bytes(5)
    with tarfile.open(path) as tar:
        assert {(m.uid, m.gid, m.uname, m.gname, m.mode, m.mtime) for m in tar} == {(0, 0, "", "", 0o644, 1356998400)}
        assert max(len(name) for name in tar.getnames()) < 100
    assert b"ustar\x0000" in gzip.decompress(path.read_bytes())[:512]


def test_a_zip_carries_one_fixed_date(tmp_path: Path) -> None:
    path = write_backup(rich_backup(), tmp_path / "a.mbz", container=Container.ZIP).path
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {m.date_time for m in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "moodle_backup.xml"


def test_the_index_counts_the_members(tmp_path: Path) -> None:
    members = read_package(write_backup(rich_backup(), tmp_path / "a.mbz").path).members
    first, *lines = members.pop(".ARCHIVE_INDEX").decode().splitlines()
    assert first == f"Moodle archive file index. Count: {len(members)}"
    assert [line.split("\t")[:3] for line in lines] == [[n, "f", str(len(d))] for n, d in members.items()]


def test_a_refused_backup_leaves_the_old_package_and_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "course.mbz"
    before = write_backup(rich_backup(), path)
    with pytest.raises(BackupError):
        write_backup(replace(rich_backup(), fullname=""), path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before.sha256
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_shrinks_meanwhile_stops_the_writing_and_leaves_nothing(
    tmp_path: Path, course: Callable[..., Backup], monkeypatch: pytest.MonkeyPatch
) -> None:
    video = tmp_path / "video.mp4"
    video.write_bytes(b"x" * 1000)
    opened = []

    def open_and_change(file: File) -> object:
        opened.append(file)
        if len(opened) > 1:
            video.write_bytes(b"y" * 1000)
        return video.open("rb")

    monkeypatch.setattr(File, "open", open_and_change)
    (tmp_path / "out").mkdir()
    with pytest.raises(OSError, match="changed while the package was being written"):
        write_backup(course(Resource(key="r", name="R", main=File("v.mp4", video))), tmp_path / "out" / "c.mbz")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_does_not_exist_is_an_error_of_the_disk(tmp_path: Path, course: Callable[..., Backup]) -> None:
    with pytest.raises(FileNotFoundError):
        write_backup(course(Page(key="p", name="P", content="<p>x</p>")), tmp_path / "no" / "where.mbz")


def test_a_package_can_carry_the_labels_of_a_newer_release(tmp_path: Path) -> None:
    path = write_backup(rich_backup(), tmp_path / "a.mbz", version=RELEASES["4.5"]).path
    assert b"<moodle_release>4.5 (Build: 20241007)</moodle_release>" in read_package(path).members["moodle_backup.xml"]


def test_a_content_used_twice_is_stored_once(tmp_path: Path, course: Callable[..., Backup]) -> None:
    pages = [
        Page(key=f"p{n}", name="P", content='<img src="file:a.png">', files=(File("a.png", b"same"),)) for n in "12"
    ]
    members = read_package(write_backup(course(*pages), tmp_path / "a.mbz").path).members
    assert sum(path.startswith("files/") for path in members) == 1


def test_a_file_on_disk_is_read_from_there(tmp_path: Path, course: Callable[..., Backup]) -> None:
    (tmp_path / "doc.pdf").write_bytes(b"%PDF-1.4 x")
    backup = course(Resource(key="r", name="R", main=File("doc.pdf", tmp_path / "doc.pdf")))
    members = read_package(write_backup(backup, tmp_path / "a.mbz").path).members
    assert b"%PDF-1.4 x" in members.values()
