"""The same deck gives the same bytes: zip entries sorted, dated 1980, content types first.

The parts are taken from python-pptx's writer before it zips them: each is compressed once.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from pptx.opc.serialized import PackageWriter
from pptx.presentation import Presentation as Deck

_FIRST = ("[Content_Types].xml", "_rels/.rels")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(deck: Deck) -> bytes:
    """The deck's file."""
    entries = _entries(deck)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(entries, key=_rank):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, entries[name])
    return out.getvalue()


class _Shelf:
    """Stands where python-pptx expects the writer of a zip."""

    def __init__(self) -> None:
        self.entries: dict[str, bytes] = {}

    def write(self, uri: Any, blob: bytes) -> None:
        self.entries[uri.membername] = blob


def _entries(deck: Deck) -> dict[str, bytes]:
    package = deck.part.package
    shelf: Any = _Shelf()
    writer = PackageWriter("", package._rels, tuple(package.iter_parts()))
    writer._write_content_types_stream(shelf)
    writer._write_pkg_rels(shelf)
    writer._write_parts(shelf)
    entries: dict[str, bytes] = shelf.entries
    return entries


def _rank(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)
