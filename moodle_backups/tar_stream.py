"""Reads a gzipped tar as one stream, member by member, in bounded memory."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from moodle_backups.archive_safety import (
    ArchiveTooLargeError,
    Budget,
    DamagedArchiveError,
    Limits,
    MemberReader,
    UnsafeArchiveError,
    blob_hash,
)

GZIP_MAGIC: Final = b"\x1f\x8b"
_BLOCK: Final = 512
_CHUNK: Final = 1 << 16
_FILES: Final = b"0\x007"
_FOLDER: Final = b"5"
_LONG_NAME: Final = b"L"
_PAX: Final = b"x"
_NO_CONTENT_OF_OURS: Final = b"gK"
_SPECIAL: Final = {b"1": "a hard link", b"2": "a symbolic link", b"3": "a device", b"4": "a device", b"6": "a pipe"}
# Comments and extended headers: a few hundred bytes in earnest.
_LONGEST_EXTENSION: Final = 1 << 16
_PAX_RECORD: Final = re.compile(rb"(\d{1,6}) ([^=\n]+)=")
# Every run of blockwise compressors is a gzip member of its own, of 64 KB.
_GZIP_MEMBERS: Final = 2_000_000


class Gunzip:
    """The bytes inside a gzip file, of all its members one after the other, at most ``allowed`` of them."""

    def __init__(self, stream: BinaryIO, archive: str, allowed: int) -> None:
        self._stream, self._archive = stream, archive
        self._left, self._members = allowed, _GZIP_MEMBERS
        self._waiting = b""
        self._inflater = zlib.decompressobj(wbits=31)

    def pull(self, size: int) -> bytes:
        """Up to ``size`` bytes, none at the end."""
        while True:
            if self._inflater.eof and not self._next_member():
                return b""
            data = self._waiting or self._stream.read(_CHUNK)
            try:
                out = self._inflater.decompress(data, size)
            except zlib.error as error:
                raise DamagedArchiveError(self._archive, f"the gzip data is damaged: {error}") from error
            self._waiting = self._inflater.unconsumed_tail or self._inflater.unused_data
            if out:
                return self._counted(out)
            if not data and not self._inflater.eof:
                raise DamagedArchiveError(self._archive, "the archive is cut off: the gzip data has no end")

    def exactly(self, size: int) -> bytes:
        """``size`` bytes, or fewer at the end."""
        parts = []
        while size and (part := self.pull(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _next_member(self) -> bool:
        if len(self._waiting) < 2:
            self._waiting += self._stream.read(_CHUNK)
        self._members -= 1
        # What follows and is no gzip is padding, as for gzip itself.
        if not self._waiting.startswith(GZIP_MAGIC):
            return False
        if self._members < 0:
            raise ArchiveTooLargeError(self._archive, f"has more than {_GZIP_MEMBERS:,} gzip members")
        self._inflater = zlib.decompressobj(wbits=31)
        return True

    def _counted(self, out: bytes) -> bytes:
        self._left -= len(out)
        if self._left < 0:
            raise ArchiveTooLargeError(self._archive, "unpacks to far more than its size can justify")
        return out


class TarReader:
    """The files of a gzipped tar in their order. Each stream is good until the next one is asked for.

    Reads what Moodle writes and what tar programs make of it: ustar, GNU and PAX, ``./`` before paths. Like
    Moodle, it goes on after the zero blocks that end an archive, so nothing hides behind them.
    """

    def __init__(self, stream: BinaryIO, archive: str, packed: int, limits: Limits) -> None:
        self._archive = archive
        self._budget = Budget(archive, packed, limits)
        # Headers and padding come on top of contents.
        self._data = Gunzip(stream, archive, limits.unpacked(packed) + 4 * _BLOCK * limits.members)
        self._name: bytes | None = None
        self._size: int | None = None

    def members(self, verify: bool = False) -> Iterator[tuple[str, int, BinaryIO]]:
        """Path, size and content of every file; with ``verify``, contents must have the SHA-1 of their names."""
        while header := self._data.exactly(_BLOCK):
            if header.count(0) == _BLOCK:
                continue
            self._check(header)
            kind, size = header[156:157], self._number(header[124:136])
            if kind in _NO_CONTENT_OF_OURS or kind in (_LONG_NAME, _PAX):
                self._extend(kind, size)
                continue
            yield from self._member(header, kind, size, verify)
            self._name = self._size = None

    def _member(self, header: bytes, kind: bytes, size: int, verify: bool) -> Iterator[tuple[str, int, BinaryIO]]:
        raw = self._name if self._name is not None else _path(header)
        name = self._budget.name(raw)
        size = size if self._size is None else self._size
        if kind == _FOLDER:
            return
        if kind not in _FILES:
            raise UnsafeArchiveError(name, f"is {_SPECIAL.get(kind, 'of a kind that no backup holds')}")
        self._budget.spend(name, size)
        reader = MemberReader(name, size, self._data.pull, sha1=blob_hash(name) if verify else None)
        yield name, size, io.BufferedReader(reader, _CHUNK)
        self._skip(name, reader.left)
        self._skip(name, -size % _BLOCK)

    def _skip(self, name: str, left: int) -> None:
        while left:
            part = self._data.pull(min(left, _CHUNK))
            if not part:
                raise DamagedArchiveError(name, f"is cut off {left:,} bytes before its end")
            left -= len(part)

    def _check(self, header: bytes) -> None:
        if len(header) < _BLOCK:
            raise DamagedArchiveError(self._archive, "the tar is cut off in the header of a member")
        summed = sum(header) - sum(header[148:156]) + 8 * 32
        if header[257:262] != b"ustar" or self._number(header[148:156]) != summed:
            raise DamagedArchiveError(self._archive, "a member of the tar has no sound ustar header")

    def _number(self, field: bytes) -> int:
        """An octal number, or GNU's base 256 for large ones."""
        if field[0] & 0x80:
            number = int.from_bytes(field, "big", signed=False) - (0x80 << 8 * (len(field) - 1))
            if number >= 1 << 62:
                raise DamagedArchiveError(self._archive, "a member of the tar announces an impossible size")
            return number
        digits = field.strip(b" \0")
        if digits.strip(b"01234567"):
            raise DamagedArchiveError(
                self._archive, "the header of a member of the tar holds no number where one must be"
            )
        return int(digits or b"0", 8)

    def _extend(self, kind: bytes, size: int) -> None:
        """A record about the next member: its long path, or PAX headers."""
        if size > _LONGEST_EXTENSION:
            raise ArchiveTooLargeError(self._archive, f"has a tar extension of {size:,} bytes")
        content = self._data.exactly(size + -size % _BLOCK)[:size]
        if len(content) < size:
            raise DamagedArchiveError(self._archive, "the tar is cut off in the header of a member")
        if kind == _LONG_NAME:
            self._name = content.partition(b"\0")[0]
        elif kind == _PAX:
            for key, value in self._pax(content):
                if key == b"path":
                    self._name = value
                elif key == b"size":
                    self._size = self._pax_size(value)

    def _pax(self, content: bytes) -> Iterator[tuple[bytes, bytes]]:
        position = 0
        while position < len(content):
            match = _PAX_RECORD.match(content, position)
            end = position + int(match[1]) if match else 0
            if not match or not match.end() < end <= len(content):
                raise DamagedArchiveError(self._archive, "a PAX header of the tar is damaged")
            yield match[2], content[match.end() : end - 1]
            position = end

    def _pax_size(self, value: bytes) -> int:
        if not value.isdigit() or len(value) > 18:
            raise DamagedArchiveError(self._archive, "a PAX header of the tar announces an impossible size")
        return int(value)


def _path(header: bytes) -> bytes:
    prefix, name = (header[start:end].partition(b"\0")[0] for start, end in ((345, 500), (0, 100)))
    # GNU's own format ("ustar ") has other things where POSIX has the prefix.
    return prefix + b"/" + name if prefix and header[262:263] == b"\0" else name
