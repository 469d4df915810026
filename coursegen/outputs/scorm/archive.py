"""Files -> a zip of the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_PACKED = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".mp3", ".mp4", ".webm", ".zip", ".pdf", ".docx", ".pptx")
_FIRST_YEAR = 1980  # what a zip can date


def zipped(files: Mapping[str, bytes], date: datetime) -> bytes:
    """The archive: sorted names, all of one date, compressed where it helps."""
    stamp = max(date.timetuple()[:6], (_FIRST_YEAR, 1, 1, 0, 0, 0))
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            info = ZipInfo(name, stamp)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = ZIP_STORED if name.lower().endswith(_PACKED) else ZIP_DEFLATED
            archive.writestr(info, files[name], compresslevel=9)
    return buffer.getvalue()
