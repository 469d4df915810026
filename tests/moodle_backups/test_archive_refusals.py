"""Damaged and hostile packages are refused by name, and nothing is written."""

from __future__ import annotations

import gzip
import os
import tarfile
import tempfile
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest
from archive_making import (
    ALL,
    MEMBERS,
    changed_directory,
    contents,
    member,
    refusal,
    saved,
    tar_of,
    tgz,
    zipped,
)

from moodle_backups import Container
from moodle_backups.archive_safety import (
    ArchiveError,
    ArchiveTooLargeError,
    DamagedArchiveError,
    Limits,
    MissingMemberError,
    NotAnArchiveError,
    UnsafeArchiveError,
)
from moodle_backups.archive_source import open_archive


def test_members_that_are_not_there_or_too_large_are_refused(tmp_path: Path) -> None:
    with open_archive(zipped(tmp_path)) as source:
        with pytest.raises(MissingMemberError, match=r"users\.xml: isn't in course\.mbz"):
            source.open("users.xml")
        with pytest.raises(ArchiveTooLargeError, match=r"course\.xml.*45,000 bytes"):
            source.read("course/course.xml", at_most=44_999)


OUTSIDE = ["../evil", "a/../../evil", "/etc/evil", "C:evil", "c:/evil", "..\\evil", "a\\b", "a/..", "a\nb", "a\x1bb"]


@pytest.mark.parametrize("name", OUTSIDE)
def test_paths_that_lead_outside_are_refused(tmp_path: Path, name: str) -> None:
    assert "could lead outside" in refusal(tgz(tmp_path, *ALL, member(name, b"x")), UnsafeArchiveError)
    assert "could lead outside" in refusal(zipped(tmp_path, {**MEMBERS, name: b"x"}), UnsafeArchiveError)


def test_paths_that_are_no_utf8_too_long_or_empty_are_refused(tmp_path: Path) -> None:
    bad = zipped(tmp_path, {"caf_.xml": b"x"})
    bad.write_bytes(bad.read_bytes().replace(b"caf_.xml", b"caf\xe9.xml"))
    assert "isn't valid UTF-8" in refusal(bad, UnsafeArchiveError)
    data = tar_of(member("café.xml", b"x"), format=tarfile.USTAR_FORMAT)
    assert contents(saved(tmp_path, gzip.compress(data))) == {"café.xml": b"x"}
    long = member("x" * 600, b"x")
    assert "600 bytes" in refusal(tgz(tmp_path, long, format=tarfile.GNU_FORMAT), UnsafeArchiveError)
    assert "600 bytes" in refusal(zipped(tmp_path, {"x" * 600: b""}), UnsafeArchiveError)
    assert "no name" in refusal(tgz(tmp_path, member("./.", b"x")), UnsafeArchiveError)


KINDS = {
    tarfile.LNKTYPE: "hard link",
    tarfile.SYMTYPE: "symbolic link",
    tarfile.CHRTYPE: "device",
    tarfile.BLKTYPE: "device",
    tarfile.FIFOTYPE: "pipe",
    tarfile.GNUTYPE_SPARSE: "no backup holds",
}


@pytest.mark.parametrize("kind", KINDS)
def test_links_devices_and_pipes_in_a_tar_are_refused(tmp_path: Path, kind: bytes) -> None:
    said = refusal(tgz(tmp_path, member("users.xml", type=kind, linkname="/etc/passwd")), UnsafeArchiveError)
    assert said.startswith("users.xml: ")
    assert KINDS[kind] in said


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o020644])
def test_links_devices_and_pipes_in_a_zip_are_refused(tmp_path: Path, mode: int) -> None:
    path = zipped(tmp_path)
    changed_directory(path, 38, "<L", mode << 16)
    assert refusal(path, UnsafeArchiveError).startswith("moodle_backup.xml: is a link")


def test_members_that_are_there_twice_are_refused(tmp_path: Path) -> None:
    twice = [member("a.xml", b"one"), member("./a.xml", b"two")]
    assert refusal(tgz(tmp_path, *twice), UnsafeArchiveError) == "a.xml: is in the archive twice"
    path = zipped(tmp_path, {"a.xml": b"one", "b.xml": b"two"})
    path.write_bytes(path.read_bytes().replace(b"b.xml", b"a.xml"))
    assert refusal(path, UnsafeArchiveError) == "a.xml: is in the archive twice"


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA])
def test_methods_that_moodle_does_not_read_are_refused(tmp_path: Path, method: int) -> None:
    assert "LZMA" in refusal(zipped(tmp_path, method=method), UnsafeArchiveError)


@pytest.mark.parametrize(
    ("offset", "form", "value", "kind", "said"),
    [
        (8, "<H", 0x0001, UnsafeArchiveError, "encrypted"),
        (24, "<L", 10, DamagedArchiveError, "isn't as long as announced"),
        (24, "<L", 46_000, DamagedArchiveError, "cut off"),
        (24, "<L", 0xFFFFFFFF, DamagedArchiveError, "zip64"),
        (16, "<L", 12345, DamagedArchiveError, "checksum"),
        (20, "<L", 0xFFFFFFF0, UnsafeArchiveError, "overlaps"),
        (42, "<L", 3, UnsafeArchiveError, "overlaps"),
        (42, "<L", 0, UnsafeArchiveError, "overlaps"),
        (28, "<H", 60_000, DamagedArchiveError, "table of contents is damaged"),
    ],
)
def test_tables_of_contents_that_lie_are_refused(
    tmp_path: Path, offset: int, form: str, value: int, kind: type[ArchiveError], said: str
) -> None:
    path = zipped(tmp_path)
    changed_directory(path, offset, form, value, which=1)
    assert said in refusal(path, kind)


def test_a_member_that_is_not_where_it_should_be_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"PK\x03\x04", b"PK\x03\x05", 1))
    assert "isn't where the table of contents says" in refusal(path, DamagedArchiveError)


def test_a_member_with_two_names_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"moodle_backup.xml", b"woodle_backup.xml", 1))
    assert "another name inside" in refusal(path, UnsafeArchiveError)


@pytest.mark.parametrize("container", Container)
def test_packages_cut_off_anywhere_are_refused(tmp_path: Path, container: Container) -> None:
    path = tgz(tmp_path, *ALL) if container is Container.TGZ else zipped(tmp_path)
    whole = path.read_bytes()
    for length in range(0, len(whole), 13):
        with pytest.raises((DamagedArchiveError, NotAnArchiveError)):
            contents(saved(tmp_path, whole[:length]))


def test_a_tar_cut_off_inside_a_sound_gzip_is_refused(tmp_path: Path) -> None:
    data = tar_of(*ALL)
    for length in (100, 700, 1536, 2000):
        refusal(saved(tmp_path, gzip.compress(data[:length])), DamagedArchiveError)


@pytest.mark.parametrize("data", [b"", b"x", b"\x1f\x8b", b"<html>no archive</html>" * 100, b"PK\x05\x06" + bytes(10)])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    said = refusal(saved(tmp_path, data), ArchiveError)
    assert said.startswith("course.mbz: ")


def test_folders_and_pipes_are_no_archives(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        assert "is no file" in refusal(path, NotAnArchiveError)
    with pytest.raises(FileNotFoundError):
        open_archive(tmp_path / "none.mbz")


def field(data: bytes, at: int, value: bytes) -> bytes:
    """A tar whose first header has ``value`` at ``at`` and a sound checksum."""
    header = bytearray(data[:512])
    header[at : at + len(value)] = value
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) + data[512:]


@pytest.mark.parametrize(
    ("at", "value", "said"),
    [
        (124, b"\xff" * 12, "impossible size"),
        (124, b"-0000000001\0", "no number"),
        (124, b"77777777777\0", "unpack to far more"),
        (124, b"\x80" + b"\x7f" * 11, "impossible size"),
        (257, b"nostar", "no sound ustar header"),
        (148, b"", ""),
    ],
)
def test_tar_headers_that_lie_are_refused(tmp_path: Path, at: int, value: bytes, said: str) -> None:
    path = saved(tmp_path, gzip.compress(field(tar_of(*ALL), at, value)))
    if said:
        assert said in refusal(path, ArchiveError)
    else:
        assert contents(path) == MEMBERS


def test_a_wrong_checksum_is_refused(tmp_path: Path) -> None:
    data = bytearray(tar_of(*ALL))
    data[0:1] = b"w"
    assert "no sound ustar header" in refusal(saved(tmp_path, gzip.compress(data)), DamagedArchiveError)


@pytest.mark.parametrize(
    "record", [b"0 path=a\n", b"999 path=a\n", b"path=a\n", b"99999999999999999999 p=a\n", b"12 size=-5\n"]
)
def test_pax_headers_that_lie_are_refused(tmp_path: Path, record: bytes) -> None:
    extension = member("x", record, type=b"x")
    data = tar_of(extension)[:512] + record.ljust(512, b"\0") + tar_of(*ALL)
    assert "PAX" in refusal(saved(tmp_path, gzip.compress(data)), DamagedArchiveError)


SMALL = Limits(members=50, document=1 << 20, documents=3 << 20, total=1 << 30, ratio=100, ratio_free=1 << 20)


def zeros(size: int) -> bytes:
    """A gzip of so many zeros, made without holding them."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)), packer.flush()])


def test_bombs_are_refused_before_they_unpack(tmp_path: Path) -> None:
    media = "files/ab/" + "ab" * 20
    header = member(media)[0]
    header.size = 1 << 30
    tracemalloc.start()
    bomb = gzip.compress(header.tobuf(tarfile.USTAR_FORMAT)) + zeros(64 << 20)
    assert "far more than its size" in refusal(saved(tmp_path, bomb), ArchiveTooLargeError, SMALL)
    assert "far more than its size" in refusal(saved(tmp_path, zeros(64 << 20)), ArchiveTooLargeError, SMALL)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20


def test_bombs_in_a_zip_are_refused_by_what_they_announce(tmp_path: Path) -> None:
    media = {"files/ab/" + "ab" * 20: bytes(8 << 20)}
    assert "far more than its size" in refusal(zipped(tmp_path, media), ArchiveTooLargeError, SMALL)


def test_sizes_and_counts_past_the_limits_are_refused(tmp_path: Path) -> None:
    many = {f"{n}.xml": b"" for n in range(51)}
    assert "more than 50 members" in refusal(zipped(tmp_path, many), ArchiveTooLargeError, SMALL)
    folders = [member(f"{n}/", type=tarfile.DIRTYPE) for n in range(51)]
    assert "more than 50 members" in refusal(tgz(tmp_path, *folders), ArchiveTooLargeError, SMALL)
    noise = os.urandom((1 << 20) + 1)
    assert "1,048,577 bytes" in refusal(tgz(tmp_path, member("a.xml", noise)), ArchiveTooLargeError, SMALL)
    four = {f"{n}.xml": noise[:-1] for n in range(4)}
    assert refusal(zipped(tmp_path, four), ArchiveTooLargeError, SMALL).startswith("3.xml: the documents take")


def test_a_long_tar_extension_is_refused(tmp_path: Path) -> None:
    extension = member("x", bytes(1 << 17), type=b"L")[0]
    data = extension.tobuf() + bytes(1 << 17)
    assert "extension of 131,072 bytes" in refusal(saved(tmp_path, gzip.compress(data)), ArchiveTooLargeError)


def test_nothing_is_written_beside_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aside = tmp_path / "tmp"
    aside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(aside))
    big = member("grade_history.xml", os.urandom(20 << 20))
    with open_archive(tgz(tmp_path, big, *ALL), blobs=True) as source:
        assert source.size("grade_history.xml") == 20 << 20
        with source.open("grade_history.xml") as stream:
            assert stream.read() == big[1]
        assert {path.name for path in tmp_path.iterdir()} == {"tmp", "course.mbz"}
        assert list(aside.iterdir()) == []
