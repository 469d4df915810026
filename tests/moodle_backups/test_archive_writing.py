"""Large media are copied, not packed; every reader takes the result; memory stays flat."""

from __future__ import annotations

import gzip
import hashlib
import io
import random
import shutil
import subprocess
import tarfile
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from moodle_backups import BackupError, Container
from moodle_backups.archive import ContentChangedError, Entry, write_archive
from moodle_backups.archive_source import open_archive

TEXT = b"<p>Some text, and again some text.</p>\n" * 40_000


def film(size: int = 3_000_001) -> bytes:
    """Bytes that no packer makes smaller, the same every time."""
    return random.Random(size).randbytes(size)


def media(content: bytes) -> Entry:
    sha1 = hashlib.sha1(content).hexdigest()
    return Entry(f"files/{sha1[:2]}/{sha1}", len(content), lambda: io.BytesIO(content), sha1)


MIXED = {
    entry.name: entry
    for entry in (
        Entry.of_bytes("moodle_backup.xml", TEXT),
        media(film()),
        media(TEXT),
        media(film(2_000_000) + TEXT + film(70_000)),
        media(b""),
        media(b"x"),
        Entry.of_bytes("roles.xml", b"<roles/>"),
        media(film(65_535)),
    )
}


def written(folder: Path, entries: dict[str, Entry], container: Container) -> tuple[Path, str]:
    path = folder / f"a.{container}"
    with path.open("w+b") as target:
        return path, write_archive(target, list(entries.values()), container)


def content(entry: Entry) -> bytes:
    with entry.open() as stream:
        return stream.read()


@pytest.mark.parametrize("container", Container)
def test_packed_and_stored_parts_come_back_whole(tmp_path: Path, container: Container) -> None:
    path, sha256 = written(tmp_path, MIXED, container)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    with open_archive(path, blobs=True) as source:
        assert {name: source.read(name) for name in source.names()} == {n: content(e) for n, e in MIXED.items()}
        assert source.wrong_contents() == []


def test_a_tgz_is_sound_for_the_standard_library_and_for_gzip(tmp_path: Path) -> None:
    path, _ = written(tmp_path, MIXED, Container.TGZ)
    with tarfile.open(path) as tar:
        names = [info.name for info in tar]
        assert names == [".ARCHIVE_INDEX", *MIXED]
        assert {name: _member(tar, name) for name in names[1:]} == {name: content(MIXED[name]) for name in names[1:]}
    assert len(gzip.decompress(path.read_bytes())) % 512 == 0
    gzip_program = shutil.which("gzip")
    assert gzip_program is not None, "these tests need the gzip program"
    subprocess.run([gzip_program, "-t", str(path)], check=True)


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    stream = tar.extractfile(name)
    assert stream is not None
    return stream.read()


@pytest.mark.parametrize("container", Container)
def test_films_are_copied_and_texts_are_packed(tmp_path: Path, container: Container) -> None:
    path, _ = written(tmp_path, {e.name: e for e in (media(film()), media(TEXT))}, container)
    assert len(film()) < path.stat().st_size < len(film()) + len(TEXT) // 20
    assert film()[1_000_000:1_060_000][:30_000] in path.read_bytes()


def test_a_zip_says_which_members_are_stored(tmp_path: Path) -> None:
    path, _ = written(tmp_path, MIXED, Container.ZIP)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        stored = {info.filename for info in archive.infolist() if info.compress_type == 0}
    assert media(film()).name in stored
    assert not stored & {"moodle_backup.xml", "roles.xml", media(TEXT).name}


class Endless(io.RawIOBase):
    """A film of any length that lies in no memory."""

    def __init__(self, size: int) -> None:
        self.left, self.block = size, film(1 << 20)

    def read(self, size: int = -1, /) -> bytes:
        block = self.block[: min(size, self.left)]
        self.left -= len(block)
        return block


class Nowhere(io.RawIOBase):
    """A target that keeps nothing."""

    size = 0

    def write(self, data: Any, /) -> int:
        self.size += len(data)
        return len(data)


def test_memory_stays_flat_whatever_the_size_of_the_media() -> None:
    size = 64 << 20
    sha1 = hashlib.sha1()
    for _ in range(size >> 20):
        sha1.update(film(1 << 20))
    entry = Entry(f"files/{sha1.hexdigest()[:2]}/{sha1.hexdigest()}", size, lambda: stream(size), sha1.hexdigest())
    target = Nowhere()
    tracemalloc.start()
    write_archive(cast(BinaryIO, target), [entry], Container.TGZ)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert target.size > size
    assert peak < 12 << 20


def stream(size: int) -> BinaryIO:
    return cast(BinaryIO, Endless(size))


@pytest.mark.parametrize("container", Container)
@pytest.mark.parametrize("got", [film()[:-1], film() + b"x", film()[:-1] + b"x"])
def test_a_film_that_is_no_longer_the_same_stops_the_writing(tmp_path: Path, container: Container, got: bytes) -> None:
    told = media(film())
    changed = Entry(told.name, told.size, lambda: io.BytesIO(got), told.sha1)
    with pytest.raises(ContentChangedError, match="changed while the package was being written"):
        written(tmp_path, {told.name: changed}, container)


def test_paths_longer_than_a_header_field_are_split(tmp_path: Path) -> None:
    name = f"{'folder' * 20}/{'é' * 45}.xml"
    path, _ = written(tmp_path, {name: Entry.of_bytes(name, b"<a/>")}, Container.TGZ)
    with tarfile.open(path) as tar:
        assert tar.getnames() == [".ARCHIVE_INDEX", name]


@pytest.mark.parametrize("name", ["x" * 101, f"{'f' * 156}/a", f"a/{'x' * 101}"])
def test_paths_that_no_header_holds_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BackupError, match="no tgz of Moodle can hold"):
        written(tmp_path, {name: Entry.of_bytes(name, b"")}, Container.TGZ)


def test_a_file_of_8_gib_is_refused_by_name_before_it_is_read(tmp_path: Path) -> None:
    def never() -> BinaryIO:
        raise AssertionError("was opened")

    with pytest.raises(BackupError, match=r"big\.mp4: has 8,589,934,592 bytes; a tgz takes less"):
        written(tmp_path, {"big.mp4": Entry("big.mp4", 8 << 30, never)}, Container.TGZ)
