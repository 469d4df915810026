"""Files that travel in a backup, stored once per content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """A file: ``name`` (with folders if wanted: ``img/a.png``) and its ``content``, bytes or a path on disk.

    A path is read while the package is written, so a large file never lies in memory whole.
    ``mimetype`` None: guessed from the name.
    """

    name: str
    content: bytes | Path
    mimetype: str | None = None
