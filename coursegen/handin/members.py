"""What a zip or a Moodle backup holds, member by member, under bounds; names that would write outside are refused.

Sources: zip appnote 4.4.17 (names are relative, with slashes); Moodle's .mbz is a zip or a gzipped tar.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from coursegen.conform.package import MOST_MEMBERS, MOST_UNPACKED

_DRIVE = re.compile(r"^[A-Za-z]:")
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
_SOURCES = (zipfile.BadZipFile, tarfile.TarError, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


class UnreadableError(ValueError):
    """It holds more than may be unpacked, or it is damaged or encrypted: nothing in it was read."""


def is_archive(data: bytes) -> bool:
    """Whether it begins as a zip or a gzipped tar does."""
    return data.startswith((_ZIP, _GZIP))


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in it by name, in the order of the archive. Raises UnreadableError, for an unsafe name too."""
    try:
        for name, content in _of_zip(data) if data.startswith(_ZIP) else _of_tar(data):
            if is_unsafe(name):
                raise UnreadableError(name)
            yield name, content
    except UnreadableError:
        raise
    except (*_SOURCES, ValueError) as error:
        raise UnreadableError(str(error)) from error


def unsafe_names(data: bytes) -> tuple[str, ...]:
    """Names of members that would be written outside the folder where somebody unpacks it. Raises UnreadableError."""
    return tuple(filter(is_unsafe, member_names(data)))


def member_names(data: bytes) -> tuple[str, ...]:
    """Names of what is in it, as they stand there. Raises UnreadableError."""
    try:
        return tuple(_names(data))
    except (*_SOURCES, ValueError) as error:
        raise UnreadableError(str(error)) from error


def is_unsafe(name: str) -> bool:
    """Whether a member's name leaves the folder: `..`, an absolute path, a drive, with either slash."""
    plain = name.replace("\\", "/")
    return plain.startswith("/") or bool(_DRIVE.match(plain)) or ".." in plain.split("/") or "\0" in plain


def _names(data: bytes) -> Iterable[str]:
    if data.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [entry.orig_filename for entry in archive.infolist()]
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as backup:
        return [text for entry in backup for text in (entry.name, entry.linkname)]


def _of_zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        _bound(len(entries), sum(entry.file_size for entry in entries))
        for entry in entries:
            if not entry.is_dir():
                yield entry.filename, archive.read(entry)


def _of_tar(data: bytes) -> Iterator[tuple[str, bytes]]:
    count = size = 0
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as backup:
        for entry in backup:
            count, size = count + 1, size + entry.size
            _bound(count, size)
            stream = backup.extractfile(entry) if entry.isfile() else None
            if stream is not None:
                yield entry.name, stream.read()


def _bound(count: int, size: int) -> None:
    if count > MOST_MEMBERS or size > MOST_UNPACKED:
        raise UnreadableError(f"{count} members, {size} bytes")
