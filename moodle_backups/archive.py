"""The container of a package: gzipped tar or zip, written as a stream, the same bytes for the same entries."""

from __future__ import annotations

import gzip
import hashlib
import io
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Final

from moodle_backups.files import CHUNK

_LEVEL: Final = 6
# Moodle's own fixed date of archive members (2013-01-01).
_TAR_DATE: Final = 1356998400
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o644
_UNIX: Final = 3
_INDEX: Final = ".ARCHIVE_INDEX"


class Container(StrEnum):
    """The two containers Moodle reads; it looks at the first two bytes, never at the file's name.

    TGZ is what Moodle writes itself: hundreds of small files compress as one stream. ZIP opens
    anywhere and gives single members at once.
    """

    TGZ = "tgz"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Entry:
    """A member: its path, its size in bytes, where its bytes come from; ``sha1`` is verified when given."""

    name: str
    size: int
    open: Callable[[], BinaryIO]
    sha1: str | None = None

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> Entry:
        """A member whose content lies in memory."""
        return cls(name, len(content), lambda: io.BytesIO(content))


class ContentChangedError(OSError):
    """A file on disk is no longer what it was when the package was laid out."""


def write_archive(target: BinaryIO, entries: Sequence[Entry], container: Container) -> None:
    """Writes ``entries`` in their order to ``target``. OSError when one can't be read or has changed."""
    if container is Container.TGZ:
        _write_tgz(target, entries)
    else:
        _write_zip(target, entries)


def _write_tgz(target: BinaryIO, entries: Sequence[Entry]) -> None:
    index = Entry.of_bytes(_INDEX, _archive_index(entries))
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=target, mtime=0) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as tar,
    ):
        for entry in (index, *entries):
            member = tarfile.TarInfo(entry.name)
            member.size, member.mode, member.mtime = entry.size, _MODE, _TAR_DATE
            with closing(_Verified(entry)) as source:
                tar.addfile(member, source)
                source.verify()


def _archive_index(entries: Sequence[Entry]) -> bytes:
    """Moodle's table of contents: it lets the restore show progress."""
    lines = [f"{entry.name}\tf\t{entry.size}\t?\n" for entry in entries]
    return f"Moodle archive file index. Count: {len(entries)}\n{''.join(lines)}".encode()


def _write_zip(target: BinaryIO, entries: Sequence[Entry]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for entry in entries:
            member = zipfile.ZipInfo(entry.name, _ZIP_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system, member.external_attr = _UNIX, _MODE << 16
            member.file_size = entry.size
            with closing(_Verified(entry)) as source, archive.open(member, "w") as stream:
                shutil.copyfileobj(source, stream, CHUNK)
                source.verify()


class _Verified(io.RawIOBase):
    """Reads an entry and knows afterwards whether it got what was announced."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._source = entry.open()
        self._left = entry.size
        self._sha1 = hashlib.sha1(usedforsecurity=False) if entry.sha1 else None

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._source.read(size)
        self._left -= len(chunk)
        if self._sha1 is not None:
            self._sha1.update(chunk)
        return chunk

    def verify(self) -> None:
        sound = self._left == 0 and (self._sha1 is None or self._sha1.hexdigest() == self._entry.sha1)
        if not sound or self._source.read(1):
            raise ContentChangedError(f"{self._entry.name} changed while the package was being written")

    def close(self) -> None:
        self._source.close()
        super().close()
