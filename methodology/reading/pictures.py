"""The size in pixels of a picture, from the first bytes of its file: PNG (RFC 2083), GIF89a, JPEG (ITU T.81)."""

from __future__ import annotations

from pathlib import Path
from struct import unpack

_HEAD_BYTES = 65_536
_NO_FRAME = frozenset({0xC4, 0xC8, 0xCC})  # JPEG markers in the range of frame headers that aren't one
_SUFFIXES = frozenset({".png", ".gif", ".jpg", ".jpeg"})


def pixel_size(path: Path) -> tuple[int, int]:
    """Width and height; (0, 0) for what isn't a picture of these formats, or can't be read."""
    if path.suffix.lower() not in _SUFFIXES:
        return 0, 0
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError:
        return 0, 0
    if head.startswith(b"\x89PNG\r\n\x1a\n") and len(head) >= 24:
        return unpack(">II", head[16:24])
    if head.startswith((b"GIF87a", b"GIF89a")) and len(head) >= 10:
        return unpack("<HH", head[6:10])
    return _jpeg_size(head) if head.startswith(b"\xff\xd8") else (0, 0)


def _jpeg_size(head: bytes) -> tuple[int, int]:
    """Goes from segment to segment up to the frame header."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + unpack(">H", head[at + 2 : at + 4])[0]
    return 0, 0
