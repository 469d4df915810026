"""A folder as a zip: the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from coursegen.handin.members import is_unsafe

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKED = {".odt", ".odp", ".ods", ".docx", ".pptx", ".xlsx", ".mbz", ".zip"}  # already compressed


def zipped(folder: Path, root: str) -> bytes:
    """The bytes of a zip that holds the folder's files under `root`, sorted, dated 1980.

    Raises ValueError for a name that would be written outside the folder where it is unpacked.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
            if path.is_file():
                name = f"{root}/{path.relative_to(folder).as_posix()}"
                if is_unsafe(name):
                    raise ValueError(name)
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = zipfile.ZIP_STORED if path.suffix in _PACKED else zipfile.ZIP_DEFLATED
                entry.create_system, entry.external_attr = 3, 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    return out.getvalue()
