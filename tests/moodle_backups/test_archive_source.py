"""Sound packages of any make are read, whatever program wrote them."""

from __future__ import annotations

import gzip
import hashlib
import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest
from archive_making import (
    ALL,
    MANIFEST,
    MEMBERS,
    PICTURE,
    PICTURE_NAME,
    contents,
    member,
    refusal,
    saved,
    tar_of,
    tgz,
    zipped,
)
from rich_backup import rich_backup

from moodle_backups import Container, write_backup
from moodle_backups.archive_safety import (
    DamagedArchiveError,
    MissingMemberError,
    WrongContentError,
)
from moodle_backups.archive_source import open_archive

FOLDERS = [member(name, type=tarfile.DIRTYPE) for name in ("course/", "files/")]


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_tars_of_every_format_are_read(tmp_path: Path, format: int) -> None:
    assert contents(tgz(tmp_path, *FOLDERS, *ALL, format=format)) == MEMBERS


@pytest.mark.parametrize("format", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_long_and_accented_paths_are_read(tmp_path: Path, format: int) -> None:
    name = f"course/{'é' * 70}/{'x' * 120}.xml"
    assert contents(tgz(tmp_path, member(name, b"<a/>"), *ALL, format=format)) == {name: b"<a/>", **MEMBERS}


def test_the_prefix_of_ustar_is_part_of_the_path(tmp_path: Path) -> None:
    name = f"{'a' * 80}/{'b' * 80}.xml"
    assert contents(tgz(tmp_path, member(name, b"<a/>"))) == {name: b"<a/>"}


def test_dotted_paths_and_the_index_are_taken_off(tmp_path: Path) -> None:
    dotted = [member("./", type=tarfile.DIRTYPE), *(member(f"./{name}", data) for name, data in MEMBERS.items())]
    assert contents(tgz(tmp_path, member(".ARCHIVE_INDEX", b"index"), *dotted)) == MEMBERS


def test_a_gzip_in_several_parts_with_padding_is_read(tmp_path: Path) -> None:
    data = tar_of(*ALL)
    parts = gzip.compress(data[:777]) + gzip.compress(b"") + gzip.compress(data[777:]) + bytes(512)
    assert contents(saved(tmp_path, parts)) == MEMBERS


def test_members_after_the_end_mark_are_read_as_moodle_does(tmp_path: Path) -> None:
    data = tar_of(*ALL[:1]) + tar_of(*ALL[1:])
    assert contents(saved(tmp_path, gzip.compress(data))) == MEMBERS


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_zips_of_every_method_moodle_reads_are_read(tmp_path: Path, method: int) -> None:
    assert contents(zipped(tmp_path, {"course/": b"", **MEMBERS}, method)) == MEMBERS


class Pipe(io.BytesIO):
    """A target that can't go back, so that sizes follow the members."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise io.UnsupportedOperation


def test_zips_written_to_a_pipe_are_read(tmp_path: Path) -> None:
    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in MEMBERS.items():
            archive.writestr(name, content)
    assert contents(saved(tmp_path, out.getvalue())) == MEMBERS


def test_zip64_is_read(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in MEMBERS.items():
            with archive.open(name, "w", force_zip64=True) as stream:
                stream.write(content)
    assert contents(saved(tmp_path, out.getvalue())) == MEMBERS


@pytest.mark.parametrize("large", [0xFFFF, 0xFFFFFFFF])
def test_the_zip64_end_of_many_members_is_read(tmp_path: Path, large: int) -> None:
    path = zipped(tmp_path)
    data = path.read_bytes()
    end = data.rindex(b"PK\x05\x06")
    size, start = struct.unpack_from("<2L", data, end + 12)
    told = (large, large) if large == 0xFFFFFFFF else (size, start)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 4, 4, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, *told, 0)
    saved(tmp_path, data[:end] + end64 + locator + last)
    assert contents(path) == MEMBERS
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
    for wrong in (end + 1, end + 60, 1 << 62):
        locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, wrong, 1)
        saved(tmp_path, data[:end] + end64 + locator + last)
        assert "zip64 end" in refusal(path, DamagedArchiveError)


@pytest.mark.parametrize("container", Container)
@pytest.mark.parametrize("blobs", [True, False])
def test_our_own_packages_are_read(tmp_path: Path, container: Container, blobs: bool) -> None:
    path = write_backup(rich_backup(), tmp_path / "a.mbz", container=container).path
    with open_archive(path, blobs=blobs) as source:
        assert source.container is container
        assert source.names()[0] == "moodle_backup.xml"
        assert "questions.xml" in source and ".ARCHIVE_INDEX" not in source
        assert all(len(source.read(name)) == source.size(name) for name in source.names())
        assert source.wrong_contents() == []


@pytest.mark.parametrize("container", Container)
def test_streams_do_not_disturb_one_another(tmp_path: Path, container: Container) -> None:
    path = tgz(tmp_path, *ALL) if container is Container.TGZ else zipped(tmp_path)
    with open_archive(path) as source:
        first, second = source.open("course/course.xml"), source.open("course/course.xml")
        third = source.open(PICTURE_NAME)
        assert first.read(100_00) == second.read(100_00)
        assert third.read(3) + first.read() == PICTURE[:3] + MEMBERS["course/course.xml"][100_00:]
        for stream in (first, second, third):
            stream.close()


@pytest.mark.parametrize("container", Container)
@pytest.mark.parametrize("blobs", [True, False])
def test_several_members_come_in_one_pass_in_the_order_of_the_archive(
    tmp_path: Path, container: Container, blobs: bool
) -> None:
    path = tgz(tmp_path, *ALL) if container is Container.TGZ else zipped(tmp_path)
    with open_archive(path, blobs=blobs) as source:
        wanted = [PICTURE_NAME, "moodle_backup.xml"]
        found = [(name, stream.read()) for name, stream in source.each(wanted)]
        assert found == [("moodle_backup.xml", MANIFEST), (PICTURE_NAME, PICTURE)]
        with pytest.raises(MissingMemberError, match="nowhere"):
            list(source.each(["nowhere"]))


@pytest.mark.parametrize("container", Container)
@pytest.mark.parametrize("blobs", [True, False])
def test_files_that_are_not_what_their_names_promise_are_named(
    tmp_path: Path, container: Container, blobs: bool
) -> None:
    wrong = {**MEMBERS, PICTURE_NAME: b"something else"}
    members = [member(name, content) for name, content in wrong.items()]
    path = tgz(tmp_path, *members) if container is Container.TGZ else zipped(tmp_path, wrong)
    with open_archive(path, blobs=blobs) as source:
        assert [problem.where for problem in source.wrong_contents()] == [PICTURE_NAME]
        assert hashlib.sha1(b"something else").hexdigest() in str(source.wrong_contents()[0])
        assert source.read(PICTURE_NAME) == b"something else"
        with source.open(PICTURE_NAME, verify=True) as stream, pytest.raises(WrongContentError):
            stream.read()
