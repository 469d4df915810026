"""Whatever is done to a package, reading it ends soon, with its members or with a BackupError, and writes nothing.

`MOODLE_BACKUPS_FUZZ=50 pytest tests/moodle_backups/test_archive_fuzz.py` runs fifty times as long, on new mutations.
"""

from __future__ import annotations

import gzip
import io
import os
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich_backup import rich_backup

from moodle_backups import Backup, BackupError, Container, File, Section, write_backup
from moodle_backups.activities.page import Page
from moodle_backups.archive_safety import Limits
from moodle_backups.archive_source import open_archive
from moodle_backups.tree import TreeLimits, iter_records, parse

LONGER = int(os.environ.get("MOODLE_BACKUPS_FUZZ", "1"))
# A course of one page, so that mutations hit what matters.
COURSE = Backup(
    idnumber="F",
    fullname="F",
    shortname="F",
    timestamp=1_780_000_000,
    sections=(
        Section(
            key="s",
            activities=(Page(key="p", name="P", content='<img src="file:a.png">', files=(File("a.png", b"\x89PNG"),)),),
        ),
    ),
)
LIMITS = Limits(members=1000, document=4 << 20, documents=8 << 20, total=16 << 20, ratio=50, ratio_free=4 << 20)
TREES = TreeLimits(depth=50, nodes=20_000, size=4 << 20)
# What formats hang on: magic numbers, sizes at their edges, paths and markup that mean harm.
TOKENS = [
    *(b"\x1f\x8b", b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"\x01\x00\x10\x00"),
    *(
        b"\xff" * 8,
        b"\xff" * 4,
        b"\x00" * 8,
        b"\x80",
        b"\x7f\xff\xff\xff",
        b"77777777777\0",
        b"-1",
        b"ustar\0",
        b"x",
        b"L",
    ),
    *(b"../", b"/", b"\\", b"C:", b"\xc3", b"files/", b"12 path=../a\n"),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<!--", b"<![CDATA[", b"]]>", b"<a>", b"</a>", b"$@NULL@$", b"\0"),
]


def budget(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many mutations, the same ones in every ordinary run."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
    return settings(
        max_examples=examples * LONGER,
        deadline=None,
        database=None,
        derandomize=LONGER == 1,
        suppress_health_check=quiet,
    )


@st.composite
def mutations(draw: st.DrawFn) -> Callable[[bytes], bytes]:
    """A few changes to some bytes: overwritten, cut out, put in, doubled, cut off."""
    places = st.floats(0, 1, allow_nan=False)
    pieces = st.one_of(st.sampled_from(TOKENS), st.binary(min_size=1, max_size=12))
    kinds = st.sampled_from(["overwrite", "overwrite", "insert", "delete", "double", "end"])
    changes = draw(st.lists(st.tuples(kinds, places, places, pieces), min_size=1, max_size=5))

    def mutate(data: bytes) -> bytes:
        for kind, where, much, piece in changes:
            at = int(where * len(data))
            span = max(1, int(much * min(2048, len(data) - at)))
            data = {
                "overwrite": data[:at] + piece + data[at + len(piece) :],
                "insert": data[:at] + piece + data[at:],
                "delete": data[:at] + data[at + span :],
                "double": data[: at + span] + data[at : at + span] + data[at + span :],
                "end": data[:at],
            }[kind]
        return data

    return mutate


@cache
def package(container: Container, rich: bool = False) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return write_backup(rich_backup() if rich else COURSE, f"{folder}/a.mbz", container=container).path.read_bytes()


@cache
def document(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package(Container.ZIP, rich=True))) as archive:
        return archive.read(name)


def read_whole(data: bytes, folder: Path) -> int:
    """Reads everything there is to read; the number of members when nothing was wrong."""
    path = folder / "fuzzed.mbz"
    path.write_bytes(data)
    started = time.monotonic()
    try:
        with open_archive(path, LIMITS) as source:
            for name in source.names():
                content = source.read(name, 16 << 20)
                assert len(content) == source.size(name)
                assert not name.startswith("/") and ".." not in name.split("/") and "\\" not in name
                if name.endswith(".xml"):
                    parse(content, name, TREES)
            source.wrong_contents()
            return len(source.names())
    except BackupError as error:
        assert str(error)
        return 0
    finally:
        assert [entry.name for entry in folder.iterdir()] == ["fuzzed.mbz"]
        assert time.monotonic() - started < 20


@pytest.mark.parametrize("container", Container)
def test_the_package_that_is_mutated_is_sound(tmp_path: Path, container: Container) -> None:
    assert read_whole(package(container), tmp_path) > 20


@pytest.mark.parametrize("container", Container)
def test_mutated_packages_are_read_or_refused(tmp_path: Path, container: Container) -> None:
    @budget(300)
    @given(mutations())
    def run(mutate: Callable[[bytes], bytes]) -> None:
        read_whole(mutate(package(container)), tmp_path)

    run()


def test_mutated_tars_in_sound_gzips_are_read_or_refused(tmp_path: Path) -> None:
    plain = gzip.decompress(package(Container.TGZ))

    @budget(300)
    @given(mutations())
    def run(mutate: Callable[[bytes], bytes]) -> None:
        read_whole(gzip.compress(mutate(plain), 1), tmp_path)

    run()


def test_mutated_tables_of_contents_are_read_or_refused(tmp_path: Path) -> None:
    whole = package(Container.ZIP)
    table = whole.index(b"PK\x01\x02")

    @budget(300)
    @given(mutations())
    def run(mutate: Callable[[bytes], bytes]) -> None:
        read_whole(whole[:table] + mutate(whole[table:]), tmp_path)

    run()


@pytest.mark.parametrize(("name", "tag"), [("questions.xml", "question"), ("moodle_backup.xml", "setting")])
def test_mutated_documents_are_read_or_refused(name: str, tag: str) -> None:
    @budget(300)
    @given(mutations())
    def run(mutate: Callable[[bytes], bytes]) -> None:
        data = mutate(document(name))
        try:
            root = parse(data, name, TREES)
        except BackupError as error:
            root = None
            assert str(error).startswith(name)
        try:
            records = list(iter_records(io.BytesIO(data), tag, name, TREES))
        except BackupError as error:
            assert str(error).startswith(name)
        else:
            assert root is not None
            assert all(record.tag == tag for record in records)

    run()
