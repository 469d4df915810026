"""The container of a package: gzipped tar or zip, written as a stream, the same bytes for the same entries."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Final

from moodle_backups.background_hash import BackgroundHash
from moodle_backups.errors import BackupError, Problem
from moodle_backups.files import CHUNK
from moodle_backups.gzip_stream import GzipStream, is_dense

INDEX: Final = ".ARCHIVE_INDEX"
_LEVEL: Final = 6
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o644
_UNIX: Final = 3
_BLOCK: Final = 512
# A ustar header around its name, size and checksum: mode 644, nobody's, Moodle's own date of members (2013-01-01).
_OWNER: Final = b"0000644\0" + b"0000000\0" * 2
_DATE: Final = b"%011o\0" % 1356998400
_MAGIC: Final = b"ustar\x0000" + bytes(64) + b"0000000\0" * 2
_LONGEST_NAME, _LONGEST_PREFIX = 100, 155
_LARGEST: Final = 8**11


class Container(StrEnum):
    """The two containers Moodle reads; it looks at the first two bytes, never at the file's name.

    TGZ is what Moodle writes itself: hundreds of small files compress as one stream. ZIP opens
    anywhere and gives single members at once.
    """

    TGZ = "tgz"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class Entry:
    """A member: its path, its size in bytes, where its bytes come from; ``sha1`` is verified when given.

    A member with a ``sha1`` is a file of the course: it may be large, and is stored where packing gains nothing.
    """

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


def write_archive(target: BinaryIO, entries: Sequence[Entry], container: Container) -> str:
    """Writes ``entries`` in their order to ``target``, an empty file open for reading too; the SHA-256 of it (hex).

    OSError when an entry can't be read or has changed, BackupError when the container can't hold one.
    """
    return _write_tgz(target, entries) if container is Container.TGZ else _write_zip(target, entries)


def _write_tgz(target: BinaryIO, entries: Sequence[Entry]) -> str:
    with BackgroundHash("sha256") as sha256:

        def write(data: bytes | memoryview) -> None:
            sha256.update(data)
            target.write(data)

        _pack_tgz(GzipStream(write), entries)
        return sha256.hexdigest()


def _pack_tgz(stream: GzipStream, entries: Sequence[Entry]) -> None:
    for entry in (Entry.of_bytes(INDEX, _archive_index(entries)), *entries):
        stream.write(_tar_header(entry))
        for chunk in _chunks(entry):
            if entry.sha1 is not None and is_dense(chunk):
                stream.store(chunk)
            else:
                stream.write(chunk)
        stream.write(bytes(-entry.size % _BLOCK))
    stream.write(bytes(2 * _BLOCK))
    stream.close()


def _archive_index(entries: Sequence[Entry]) -> bytes:
    """Moodle's table of contents: it lets the restore show progress."""
    lines = [f"{entry.name}\tf\t{entry.size}\t?\n" for entry in entries]
    return f"Moodle archive file index. Count: {len(entries)}\n{''.join(lines)}".encode()


def _tar_header(entry: Entry) -> bytes:
    prefix, name = _tar_path(entry.name)
    if entry.size >= _LARGEST:
        raise BackupError([Problem(entry.name, f"has {entry.size:,} bytes; a tgz takes less than {_LARGEST:,}")])
    head = name.ljust(_LONGEST_NAME, b"\0") + _OWNER + b"%011o\0" % entry.size + _DATE
    tail = b"0" + bytes(100) + _MAGIC + prefix.ljust(_LONGEST_PREFIX, b"\0") + bytes(12)
    # The sum counts its own field as eight spaces.
    return head + b"%06o\0 " % (sum(head) + sum(tail) + 8 * 32) + tail


def _tar_path(path: str) -> tuple[bytes, bytes]:
    """Prefix and name of ustar's header, which are joined by a slash."""
    raw = path.encode()
    if len(raw) <= _LONGEST_NAME:
        return b"", raw
    prefix, slash, name = raw[: _LONGEST_PREFIX + 1].rpartition(b"/")
    name += raw[_LONGEST_PREFIX + 1 :]
    if not slash or not name or len(name) > _LONGEST_NAME:
        raise BackupError([Problem(path, f"has a path of {len(raw)} bytes that no tgz of Moodle can hold")])
    return prefix, name


def _write_zip(target: BinaryIO, entries: Sequence[Entry]) -> str:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for entry in entries:
            chunks = _chunks(entry)
            first = next(chunks, b"")
            stored = entry.sha1 is not None and is_dense(first)
            with archive.open(_zip_member(entry, stored), "w") as stream:
                stream.write(first)
                for chunk in chunks:
                    stream.write(chunk)
    # Only now: the writer goes back to every member's header.
    target.seek(0)
    with BackgroundHash("sha256") as sha256:
        while chunk := target.read(CHUNK):
            sha256.update(chunk)
        return sha256.hexdigest()


def _zip_member(entry: Entry, stored: bool) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(entry.name, _ZIP_DATE)
    member.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    member.create_system, member.external_attr = _UNIX, _MODE << 16
    member.file_size = entry.size
    return member


def _chunks(entry: Entry) -> Iterator[bytes]:
    """The content of ``entry``. ContentChangedError at the end when it isn't what was announced."""
    left = entry.size
    with closing(entry.open()) as source, BackgroundHash("sha1") as sha1:
        while left > 0 and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            if entry.sha1 is not None:
                sha1.update(chunk)
            yield chunk
        if left or source.read(1) or (entry.sha1 is not None and sha1.hexdigest() != entry.sha1):
            raise ContentChangedError(f"{entry.name} changed while the package was being written")
