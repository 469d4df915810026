"""Whether a picture file is whole, without decoding it.

PNG (RFC 2083): every chunk with its sum, up to IEND. JPEG (ITU T.81): segments up to the scan, then the end marker.
GIF89a: the trailer. WebP: the size of its RIFF container. SVG: XML that a parser reads to the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from struct import unpack
from types import MappingProxyType
from xml.etree import ElementTree
from zlib import crc32

_PNG = b"\x89PNG\r\n\x1a\n"
_SIZE_LIMIT = 200_000_000


def is_broken(path: Path, name: str = "") -> bool:
    """Whether the file has a picture's name and is no whole one. False when it can't be read: that is said apart.

    `name` is what the course calls it, when not as the file.
    """
    suffix = PurePosixPath(name or path.name).suffix.lower()
    if suffix not in _SUFFIXES:
        return False
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode) or status.st_size > _SIZE_LIMIT:
            return False
        data = path.read_bytes()
    except OSError:
        return False
    return not _is_whole_svg(data) if suffix == ".svg" else not _is_whole(data)


def _is_whole(data: bytes) -> bool:
    """By what the file begins with: programs show a JPEG that is called .png."""
    return any(data.startswith(head) and judge(data) for head, judge in _JUDGES.items())


def _is_whole_png(data: bytes) -> bool:
    at = len(_PNG)
    while at + 12 <= len(data):
        length, kind = unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data) or crc32(data[at + 4 : end - 4]) != unpack(">I", data[end - 4 : end])[0]:
            return False
        if kind == b"IEND":
            return True
        at = end
    return False


def _is_whole_jpeg(data: bytes) -> bool:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xDA:
            return data.find(b"\xff\xd9", at) >= 0
        at += 2 + int(unpack(">H", data[at + 2 : at + 4])[0])
    return False


def _is_whole_gif(data: bytes) -> bool:
    return len(data) > 13 and data.rstrip(b"\0").endswith(b";")


def _is_whole_webp(data: bytes) -> bool:
    return len(data) >= 16 and data[8:12] == b"WEBP" and 8 + int(unpack("<I", data[4:8])[0]) <= len(data)


def _is_whole_svg(data: bytes) -> bool:
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        return False
    return root.tag.rpartition("}")[2] == "svg"


_JUDGES: Mapping[bytes, Callable[[bytes], bool]] = MappingProxyType(
    {
        _PNG: _is_whole_png,
        b"\xff\xd8": _is_whole_jpeg,
        b"GIF87a": _is_whole_gif,
        b"GIF89a": _is_whole_gif,
        b"RIFF": _is_whole_webp,
    }
)
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})
