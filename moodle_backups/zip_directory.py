"""Reads the table of contents of a zip and its members, trusting neither.

The standard library's reader takes the whole table into memory before anybody can look at it, and lets members
overlap; so this one reads the format itself (APPNOTE 6.3.10): stored, deflated and bzip2 members, zip64.
"""

from __future__ import annotations

import bz2
import io
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from moodle_backups.archive_safety import (
    ArchiveTooLargeError,
    Budget,
    DamagedArchiveError,
    Limits,
    MemberReader,
    NotAnArchiveError,
    UnsafeArchiveError,
    blob_hash,
)

_CHUNK: Final = 1 << 16
_END: Final = struct.Struct("<4s4H2LH")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64: Final = struct.Struct("<4sLQL")
_CENTRAL: Final = struct.Struct("<4s4B4HL2L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT: Final = 1 << 16
_HUGE: Final = 0xFFFFFFFF
# Encrypted, patched, strongly encrypted, hidden names.
_REFUSED_FLAGS: Final = 0x0001 | 0x0020 | 0x0040 | 0x2000
_STORED, _DEFLATED, _BZIP2 = 0, 8, 12
_METHODS: Final = {1: "shrink", 6: "implode", 9: "deflate64", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_UNIX: Final = 3


@dataclass(frozen=True, slots=True)
class ZipMember:
    """A file of a zip: its path, its sizes in bytes, how and where (offset of its own header) it is packed."""

    name: str
    size: int
    packed: int
    method: int
    crc: int
    offset: int
    raw_name: bytes


def read_directory(stream: BinaryIO, archive: str, limits: Limits) -> tuple[ZipMember, ...]:
    """The files of the zip in the order of their bytes. ArchiveError when anything about them isn't as it should be."""
    packed = stream.seek(0, io.SEEK_END)
    start, size = _directory_place(stream, archive, packed)
    if size > limits.members * (_CENTRAL.size + limits.name):
        raise ArchiveTooLargeError(archive, f"has a table of contents of {size:,} bytes")
    stream.seek(start)
    budget = Budget(archive, packed, limits)
    members = sorted(_members(stream.read(size), archive, budget), key=lambda member: member.offset)
    _check_places(members, start)
    return tuple(members)


def open_member(stream: BinaryIO, member: ZipMember, verify: bool) -> BinaryIO:
    """The content of ``member``; with ``verify``, a file of the course must have the SHA-1 of its name."""
    stream.seek(member.offset)
    header = stream.read(_LOCAL.size)
    if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
        raise DamagedArchiveError(member.name, "isn't where the table of contents says")
    *_, name_length, extra_length = _LOCAL.unpack(header)
    if stream.read(name_length) != member.raw_name:
        raise UnsafeArchiveError(member.name, "has another name inside the archive than in its table of contents")
    raw = _Raw(stream, member.offset + _LOCAL.size + name_length + extra_length, member.packed)
    pull = _unpacked(raw.pull, member)
    sha1 = blob_hash(member.name) if verify else None
    reader = MemberReader(member.name, member.size, pull, crc=member.crc, sha1=sha1)
    return io.BufferedReader(reader, _CHUNK)


class _Raw:
    """A range of the archive, which other readers of the same file don't disturb."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        self._stream, self._position, self._left = stream, start, size

    def pull(self, size: int) -> bytes:
        self._stream.seek(self._position)
        data = self._stream.read(min(size, self._left))
        self._position += len(data)
        self._left -= len(data)
        return data


def _unpacked(raw: Callable[[int], bytes], member: ZipMember) -> Callable[[int], bytes]:
    if member.method == _STORED:
        return raw
    return _inflated(raw, member.name) if member.method == _DEFLATED else _bunzipped(raw, member.name)


def _inflated(raw: Callable[[int], bytes], name: str) -> Callable[[int], bytes]:
    inflater = zlib.decompressobj(wbits=-15)

    def pull(size: int) -> bytes:
        while not inflater.eof:
            data = inflater.unconsumed_tail or raw(_CHUNK)
            try:
                out = inflater.decompress(data, size)
            except zlib.error as error:
                raise DamagedArchiveError(name, f"its packed data is damaged: {error}") from error
            if out or not data:
                return out
        return b""

    return pull


def _bunzipped(raw: Callable[[int], bytes], name: str) -> Callable[[int], bytes]:
    unpacker = bz2.BZ2Decompressor()

    def pull(size: int) -> bytes:
        while not unpacker.eof:
            data = raw(_CHUNK) if unpacker.needs_input else b""
            if unpacker.needs_input and not data:
                break
            try:
                out = unpacker.decompress(data, size)
            except OSError as error:
                raise DamagedArchiveError(name, "its packed data is damaged") from error
            if out:
                return out
        return b""

    return pull


def _directory_place(stream: BinaryIO, archive: str, packed: int) -> tuple[int, int]:
    """Offset and size of the table of contents."""
    tail_start = max(0, packed - _END.size - _LONGEST_COMMENT)
    stream.seek(tail_start)
    tail = stream.read()
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or len(tail) - found < _END.size:
        if not _looks_like_zip(stream):
            raise NotAnArchiveError(archive, "is neither a gzipped tar nor a whole zip")
        raise DamagedArchiveError(archive, "the zip is cut off: its table of contents is missing")
    _, disk, first_disk, _, _, size, start, _ = _END.unpack_from(tail, found)
    end = tail_start + found
    if disk or first_disk:
        raise NotAnArchiveError(archive, "is one part of a zip in several parts")
    place = _place64(stream, end)
    if place is not None:
        start, size, end = _directory_place64(stream, archive, place, end)
    if start + size != end:
        raise DamagedArchiveError(archive, "the zip's table of contents isn't where its end says")
    return start, size


def _looks_like_zip(stream: BinaryIO) -> bool:
    stream.seek(0)
    return stream.read(4) == b"PK\x03\x04"


def _place64(stream: BinaryIO, end: int) -> int | None:
    """Where the zip64 end lies, when there is one: with large numbers, or more than 65,534 members."""
    stream.seek(max(0, end - _LOCATOR64.size))
    raw = stream.read(_LOCATOR64.size)
    if len(raw) < _LOCATOR64.size or raw[:4] != b"PK\x06\x07":
        return None
    place: int = _LOCATOR64.unpack(raw)[2]
    return place


def _directory_place64(stream: BinaryIO, archive: str, place: int, end: int) -> tuple[int, int, int]:
    if place > end - _LOCATOR64.size - _END64.size:
        raise DamagedArchiveError(archive, "the zip64 end of the archive isn't where it should be")
    stream.seek(place)
    magic, *_, size, start = _END64.unpack(stream.read(_END64.size))
    if magic != b"PK\x06\x06":
        raise DamagedArchiveError(archive, "the zip64 end of the archive isn't where it should be")
    return start, size, place


def _members(table: bytes, archive: str, budget: Budget) -> Iterator[ZipMember]:
    position = 0
    while position < len(table):
        if len(table) - position < _CENTRAL.size or table[position : position + 4] != b"PK\x01\x02":
            raise DamagedArchiveError(archive, "the zip's table of contents is damaged")
        fields = _CENTRAL.unpack_from(table, position)
        name_length, extra_length, comment_length = fields[12:15]
        start = position + _CENTRAL.size
        position = start + name_length + extra_length + comment_length
        if position > len(table):
            raise DamagedArchiveError(archive, "the zip's table of contents is damaged")
        raw = table[start : start + name_length]
        extra = table[start + name_length : start + name_length + extra_length]
        member = _member(budget.name(raw), raw, fields, extra)
        if not raw.endswith(b"/"):
            budget.spend(member.name, member.size)
            yield member


def _member(name: str, raw: bytes, fields: tuple[int, ...], extra: bytes) -> ZipMember:
    _, _, system, _, _, flags, method, _, _, crc, packed, size, *_, attributes, offset = fields
    kind = stat.S_IFMT(attributes >> 16) if system == _UNIX else 0
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise UnsafeArchiveError(name, "is a link, a device or a pipe")
    if flags & _REFUSED_FLAGS:
        raise UnsafeArchiveError(name, "is encrypted or patched")
    if method not in (_STORED, _DEFLATED, _BZIP2):
        how = _METHODS.get(method, f"method {method}")
        raise UnsafeArchiveError(name, f"is packed with {how}, which Moodle can't read either")
    size, packed, offset = _long_numbers(name, (size, packed, offset), extra)
    if method == _STORED and size != packed:
        raise DamagedArchiveError(name, "is stored as it is, yet with two different sizes")
    return ZipMember(name, size, packed, method, crc, offset, raw)


def _long_numbers(name: str, numbers: tuple[int, int, int], extra: bytes) -> tuple[int, int, int]:
    """Size, packed size and offset, from the zip64 field where they don't fit."""
    if _HUGE not in numbers:
        return numbers
    wide = iter(_zip64(name, extra))
    try:
        size, packed, offset = (next(wide) if number == _HUGE else number for number in numbers)
    except (StopIteration, RuntimeError) as error:
        raise DamagedArchiveError(name, "has no zip64 sizes where it needs them") from error
    return size, packed, offset


def _zip64(name: str, extra: bytes) -> tuple[int, ...]:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<2H", extra)
        if kind == 1:
            content = extra[4 : 4 + length]
            return struct.unpack(f"<{len(content) // 8}Q", content[: len(content) // 8 * 8])
        extra = extra[4 + length :]
    raise DamagedArchiveError(name, "has no zip64 sizes where it needs them")


def _check_places(members: list[ZipMember], end: int) -> None:
    """Members lie one behind the other before the table: overlapping ones unpack the same bytes again and again."""
    for member, following in zip(members, [*[m.offset for m in members[1:]], end], strict=True):
        if member.offset + _LOCAL.size + len(member.raw_name) + member.packed > following:
            raise UnsafeArchiveError(member.name, "overlaps what follows it in the archive")
