"""Reads the container of a package, by whomever it was made: nothing is unpacked to a place that it names."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, Final, Self

from moodle_backups.archive import INDEX, Container
from moodle_backups.archive_safety import (
    ArchiveTooLargeError,
    ClosedArchiveError,
    DamagedArchiveError,
    Limits,
    MemberReader,
    MissingMemberError,
    NotAnArchiveError,
    WrongContentError,
    blob_hash,
)
from moodle_backups.errors import Problem
from moodle_backups.tar_stream import GZIP_MAGIC, TarReader
from moodle_backups.zip_directory import ZipMember, open_member, read_directory

LIMITS: Final = Limits()
_CHUNK: Final = 1 << 16
# Documents of small courses stay in memory, those of large ones go to one nameless file.
_IN_MEMORY: Final = 16 << 20


def open_archive(path: str | os.PathLike[str], limits: Limits = LIMITS, *, blobs: bool = False) -> ArchiveSource:
    """The package at ``path``, open for reading; use it in a ``with``.

    Like Moodle, looks at the first two bytes: gzip is a tgz, anything else a zip. A tgz is read through once,
    here: its documents are kept aside, its files (``files/ab/...``) only with ``blobs``. Raises ArchiveError (a
    BackupError) when the archive is damaged, unsafe or past ``limits``, OSError when it can't be read.
    """
    path = Path(path)
    if not stat.S_ISREG(path.stat().st_mode):
        raise NotAnArchiveError(path.name, "is no file")
    stream = path.open("rb")
    try:
        gzipped = stream.read(2) == GZIP_MAGIC
        stream.seek(0)
        return TgzSource(stream, path, limits, blobs) if gzipped else ZipSource(stream, path, limits)
    except BaseException:
        stream.close()
        raise


class ArchiveSource(ABC):
    """A package open for reading. Members go by their paths in the package, without ``./``, folders and index."""

    container: Container

    def __init__(self, stream: BinaryIO, path: Path) -> None:
        self.path = path
        self._stream = stream
        self._sizes: dict[str, int] = {}

    def names(self) -> tuple[str, ...]:
        """Every member, in the order of the archive."""
        return tuple(self._sizes)

    def __contains__(self, name: object) -> bool:
        return name in self._sizes

    def size(self, name: str) -> int:
        """The size of a member in bytes, as the archive announces it. MissingMemberError when it isn't there."""
        if name not in self._sizes:
            raise MissingMemberError(name, f"isn't in {self.path.name}")
        return self._sizes[name]

    def read(self, name: str, at_most: int = 64 << 20) -> bytes:
        """The content of a member. ArchiveTooLargeError when it has more than ``at_most`` bytes."""
        if self.size(name) > at_most:
            raise ArchiveTooLargeError(name, f"has {self.size(name):,} bytes, more than {at_most:,}")
        with self.open(name) as stream:
            return stream.read()

    @abstractmethod
    def open(self, name: str, *, verify: bool = False) -> BinaryIO:
        """The content of a member as a stream; streams don't disturb one another.

        With ``verify``, the end of a file whose SHA-1 isn't its name raises WrongContentError. A file of a tgz
        opened without ``blobs`` costs reading the archive up to it: see ``each``.
        """

    @abstractmethod
    def each(self, names: Iterable[str], *, verify: bool = False) -> Iterator[tuple[str, BinaryIO]]:
        """These members in the order of the archive, in one pass; a stream is good until the next one is asked for."""

    def _known(self, names: Iterable[str]) -> set[str]:
        wanted = set(names)
        for name in wanted:
            self.size(name)
        return wanted

    def wrong_contents(self) -> list[Problem]:
        """The files whose content isn't the one that their names promise; reads every file once."""
        problems: list[Problem] = []
        blobs = [name for name in self._sizes if blob_hash(name)]
        for _, stream in self.each(blobs, verify=True):
            try:
                while stream.read(_CHUNK):
                    pass
            except (WrongContentError, DamagedArchiveError) as error:
                problems.extend(error.problems)
        return problems

    def close(self) -> None:
        """Gives back the file and what was kept aside."""
        self._stream.close()

    def _check_open(self, name: str) -> None:
        if self._stream.closed:
            raise ClosedArchiveError(name, f"can't be read: {self.path.name} is closed; write while it is open")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class ZipSource(ArchiveSource):
    """A zip: members are read where they lie."""

    container = Container.ZIP

    def __init__(self, stream: BinaryIO, path: Path, limits: Limits) -> None:
        super().__init__(stream, path)
        members = read_directory(stream, path.name, limits)
        self._members: dict[str, ZipMember] = {member.name: member for member in members if member.name != INDEX}
        self._sizes = {name: member.size for name, member in self._members.items()}

    def open(self, name: str, *, verify: bool = False) -> BinaryIO:
        """See ArchiveSource."""
        self.size(name)
        self._check_open(name)
        return open_member(self._stream, self._members[name], verify)

    def each(self, names: Iterable[str], *, verify: bool = False) -> Iterator[tuple[str, BinaryIO]]:
        """See ArchiveSource."""
        wanted = self._known(names)
        for name in self._sizes:
            if name in wanted:
                with self.open(name, verify=verify) as stream:
                    yield name, stream


class TgzSource(ArchiveSource):
    """A gzipped tar: what was kept aside is read there, the rest by going through the archive again."""

    container = Container.TGZ

    def __init__(self, stream: BinaryIO, path: Path, limits: Limits, blobs: bool) -> None:
        super().__init__(stream, path)
        self._limits = limits
        self._kept: dict[str, int] = {}
        self._aside: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 close() does
        try:
            for name, size, content in self._pass(stream):
                self._sizes[name] = size
                if blobs or blob_hash(name) is None:
                    self._keep(name, content)
        except BaseException:
            self._aside.close()
            raise

    def open(self, name: str, *, verify: bool = False) -> BinaryIO:
        """See ArchiveSource."""
        self.size(name)
        self._check_open(name)
        return self._kept_stream(name, verify) if name in self._kept else self._found(name, verify)

    def each(self, names: Iterable[str], *, verify: bool = False) -> Iterator[tuple[str, BinaryIO]]:
        """See ArchiveSource."""
        wanted = self._known(names)
        if wanted <= self._kept.keys():
            for name in self._kept:
                if name in wanted:
                    yield name, self._kept_stream(name, verify)
            return
        with self.path.open("rb") as own:
            for name, _, content in self._pass(own, verify):
                if name in wanted:
                    yield name, content

    def close(self) -> None:
        """See ArchiveSource."""
        self._aside.close()
        super().close()

    def _pass(self, stream: BinaryIO, verify: bool = False) -> Iterator[tuple[str, int, BinaryIO]]:
        packed = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        for member in TarReader(stream, self.path.name, packed, self._limits).members(verify):
            if member[0] != INDEX:
                yield member

    def _keep(self, name: str, content: BinaryIO) -> None:
        self._kept[name] = self._aside.tell()
        while chunk := content.read(_CHUNK):
            self._aside.write(chunk)

    def _kept_stream(self, name: str, verify: bool) -> BinaryIO:
        position = self._kept[name]

        def pull(size: int) -> bytes:
            nonlocal position
            self._aside.seek(position)
            data = self._aside.read(size)
            position += len(data)
            return data

        sha1 = blob_hash(name) if verify else None
        return io.BufferedReader(MemberReader(name, self._sizes[name], pull, sha1=sha1), _CHUNK)

    def _found(self, name: str, verify: bool) -> BinaryIO:
        own = self.path.open("rb")
        try:
            for found, size, content in self._pass(own):
                if found == name:
                    sha1 = blob_hash(name) if verify else None
                    reader = MemberReader(name, size, content.read, sha1=sha1, on_close=own.close)
                    return io.BufferedReader(reader, _CHUNK)
        except BaseException:
            own.close()
            raise
        own.close()
        raise DamagedArchiveError(name, f"is no longer in {self.path.name}, which has changed meanwhile")
