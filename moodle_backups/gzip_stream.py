"""One gzip stream, part deflated, part stored: what is compressed already (films, pictures, PDF) is only copied.

Deflate (RFC 1951) is a run of blocks, each packed or stored, that a full flush cuts at a whole byte. So stored
blocks may stand between packed ones inside one gzip member, which any gzip reader takes, Moodle's among them.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Final

_LEVEL: Final = 6
# No name, no date, no system: the same bytes wherever and whenever they are made.
_HEADER: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_LONGEST_STORED: Final = 0xFFFF
_SAMPLE: Final = 2048
# Packing that saves less than a tenth isn't worth fifty times the time.
_DENSE: Final = 0.9


class GzipStream:
    """Gives the bytes of a gzip file to ``write``, piece by piece; ``close`` gives the last ones."""

    def __init__(self, write: Callable[[bytes | memoryview], object]) -> None:
        self._out = write
        self._deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._packing = False
        self._crc = self._size = 0
        write(_HEADER)

    def write(self, data: bytes) -> None:
        """Adds ``data``, packed."""
        self._count(data)
        self._packing = True
        self._out(self._deflater.compress(data))

    def store(self, data: bytes) -> None:
        """Adds ``data`` as it is."""
        self._count(data)
        if self._packing:
            self._out(self._deflater.flush(zlib.Z_FULL_FLUSH))
            self._packing = False
        view = memoryview(data)
        for start in range(0, len(data), _LONGEST_STORED):
            block = view[start : start + _LONGEST_STORED]
            self._out(struct.pack("<BHH", 0, len(block), len(block) ^ 0xFFFF))
            self._out(block)

    def close(self) -> None:
        """Writes the end: last block, checksum, size."""
        self._out(self._deflater.flush(zlib.Z_FINISH))
        self._out(struct.pack("<LL", self._crc, self._size & 0xFFFFFFFF))

    def _count(self, data: bytes) -> None:
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)


def is_dense(data: bytes) -> bool:
    """Whether packing ``data`` would gain next to nothing, by two samples from its inside."""
    samples = [data[at : at + _SAMPLE] for at in (len(data) // 3, 2 * len(data) // 3)]
    return all(len(zlib.compress(sample, 1)) > _DENSE * len(sample) for sample in samples)
