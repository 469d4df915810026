"""What an archive of unknown origin may hold and cost, and the errors that say which member is at fault."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moodle_backups.errors import BackupError, Problem

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GIB: Final = 1 << 30
# What restores of Windows or Unix could take for a place outside the folder, and what terminals obey.
_UNSAFE: Final = re.compile(r"^/|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BLOB: Final = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{38})")


class ArchiveError(BackupError):
    """An archive that can't be read; its one problem names the archive or the member at fault."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__([Problem(where, what)])


class NotAnArchiveError(ArchiveError):
    """The file is neither a gzipped tar nor a zip."""


class DamagedArchiveError(ArchiveError):
    """The archive is cut off, or contradicts itself."""


class UnsafeArchiveError(ArchiveError):
    """The archive holds what no backup does and what could do harm: links, devices, paths that lead outside."""


class ArchiveTooLargeError(ArchiveError):
    """The archive would unpack to more than the limits allow."""


class MissingMemberError(ArchiveError):
    """The archive has no member of this name."""


class ClosedArchiveError(ArchiveError):
    """The archive has been closed: a content of it was wanted after the ``with`` it was read in."""


class WrongContentError(ArchiveError):
    """The content of a file isn't the one its name promises."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may unpack to; the defaults let a real course of several GB with all its users through.

    ``members`` in number, folders included; ``name`` in bytes of a path; ``document`` in bytes of one member that
    is no file of the course, ``documents`` of all of them together, ``total`` of everything. ``ratio`` is how many
    times the archive's own size it may unpack to, once past ``ratio_free`` bytes: media hardly compress, Moodle's
    XML takes a tenth to a fortieth, and a bomb a thousandth. What lies packed inside a member is never unpacked.
    """

    members: int = 200_000
    name: int = 512
    document: int = 2 * GIB
    documents: int = 8 * GIB
    total: int = 64 * GIB
    ratio: int = 100
    ratio_free: int = GIB // 4

    def unpacked(self, packed: int) -> int:
        """The bytes that an archive of ``packed`` bytes may unpack to."""
        return min(self.total, self.ratio_free + self.ratio * packed)


class Budget:
    """Lets the members of one archive through, by the names and sizes they announce, until it is too much."""

    def __init__(self, archive: str, packed: int, limits: Limits) -> None:
        self._archive, self._limits = archive, limits
        self._left = limits.unpacked(packed)
        self._documents = limits.documents
        self._members = 0
        self._names: set[str] = set()

    def name(self, raw: bytes) -> str:
        """The path of a file or folder, without ``./`` and doubled slashes; "" is the top folder. Counts it."""
        self._members += 1
        if self._members > self._limits.members:
            raise ArchiveTooLargeError(self._archive, f"has more than {self._limits.members:,} members")
        if len(raw) > self._limits.name:
            raise UnsafeArchiveError(self._archive, f"a member has a path of {len(raw):,} bytes: {shown(raw)}...")
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            raise UnsafeArchiveError(self._archive, f"the path {shown(raw)} isn't valid UTF-8") from None
        if _UNSAFE.search(name):
            raise UnsafeArchiveError(self._archive, f"the path {shown(raw)} could lead outside the package")
        return "/".join([part for part in name.split("/") if part not in ("", ".")])

    def spend(self, name: str, size: int) -> None:
        """Counts a member in. UnsafeArchiveError when it is there already, ArchiveTooLargeError past a limit."""
        if not name:
            raise UnsafeArchiveError(self._archive, "a member has no name")
        if name in self._names:
            raise UnsafeArchiveError(name, "is in the archive twice")
        self._names.add(name)
        self._left -= size
        if self._left < 0:
            raise ArchiveTooLargeError(name, "the archive would unpack to far more than its size can justify")
        if blob_hash(name) is None:
            self._spend_document(name, size)

    def _spend_document(self, name: str, size: int) -> None:
        self._documents -= size
        if size > self._limits.document:
            raise ArchiveTooLargeError(name, f"has {size:,} bytes, more than the {self._limits.document:,} allowed")
        if self._documents < 0:
            raise ArchiveTooLargeError(
                name, f"the documents take more than the {self._limits.documents:,} bytes allowed"
            )


def blob_hash(name: str) -> str | None:
    """The SHA-1 that a file of the course is named by (``files/ab/ab12...``); None for any other member."""
    match = _BLOB.fullmatch(name)
    return match[2] if match else None


def shown(raw: bytes) -> str:
    """The start of a path, harmless to print."""
    return ascii(raw[:80].decode(errors="backslashreplace"))


class MemberReader(io.RawIOBase):
    """A member as a stream that holds it to its word: size, and CRC-32 and SHA-1 when they are known.

    ``pull`` gives at most so many bytes, none at the end. DamagedArchiveError or WrongContentError on reading.
    """

    def __init__(
        self,
        name: str,
        size: int,
        pull: Callable[[int], bytes],
        *,
        crc: int | None = None,
        sha1: str | None = None,
        on_close: Callable[[], None] | None = None,
    ) -> None:
        self.left = size
        self._on_close = on_close
        self._name, self._pull, self._crc, self._sha1 = name, pull, crc, sha1
        self._seen_crc = 0
        self._hash = hashlib.sha1(usedforsecurity=False) if sha1 else None
        self._judged = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """The next bytes; 0 at the end, once everything is found to be true."""
        view = memoryview(buffer).cast("B")
        chunk = self._pull(min(len(view), self.left)) if self.left and len(view) else b""
        if not chunk and len(view):
            self._judge()
        self.left -= len(chunk)
        if self._crc is not None:
            self._seen_crc = zlib.crc32(chunk, self._seen_crc)
        if self._hash is not None:
            self._hash.update(chunk)
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Closes what the stream was opened for, too."""
        if self._on_close is not None and not self.closed:
            self._on_close()
        super().close()

    def _judge(self) -> None:
        if self._judged:
            return
        if self.left:
            raise DamagedArchiveError(self._name, f"is cut off {self.left:,} bytes before its end")
        if self._crc is not None and (self._pull(1) or self._seen_crc != self._crc):
            raise DamagedArchiveError(self._name, "isn't as long as announced, or its checksum is wrong")
        if self._hash is not None and self._hash.hexdigest() != self._sha1:
            raise WrongContentError(self._name, f"holds another content, of SHA-1 {self._hash.hexdigest()}")
        self._judged = True
