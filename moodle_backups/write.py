"""Writes a backup as a package file."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from moodle_backups.archive import Container, Entry, write_archive
from moodle_backups.backup import Backup
from moodle_backups.check import examine
from moodle_backups.errors import BackupError, Problem
from moodle_backups.lacking import dropped
from moodle_backups.versions import PORTABLE, Target


@dataclass(frozen=True, slots=True)
class WrittenBackup:
    """A package on disk: where, its SHA-256 (hex) and its size in bytes.

    ``dropped``: settings that some release of the target leaves out without a word when it restores the package.
    ``odd``: what was wrong with the course already when it was read; it is written as it was.
    """

    path: Path
    sha256: str
    bytes: int
    dropped: tuple[Problem, ...] = ()
    odd: tuple[Problem, ...] = ()


def write_backup(
    backup: Backup,
    destination: str | os.PathLike[str],
    *,
    container: Container = Container.TGZ,
    version: Target = PORTABLE,
    subsections: bool | None = None,
) -> WrittenBackup:
    """Writes ``backup`` to ``destination``, whole or not at all: a file already there stays until the new one is ready.

    ``version``: the releases that the package is for (`moodle_backups.versions`), by default all.
    ``subsections``: whether its sites have them switched on; None: if all its releases have them. A site that was
    new in 4.5 has them off. Without them they become headings (`moodle_backups.subsections`).

    The same backup gives the same bytes. Raises BackupError with every problem found before anything is written,
    but for those that a backup which was read had already (``odd`` of the result); OSError when the disk refuses or a
    content changes meanwhile.
    """
    package = examine(backup, version, subsections)
    if package.problems:
        raise BackupError(package.problems)
    written = _write(package.entries, Path(destination), container)
    return replace(written, dropped=tuple(dropped(backup, version)), odd=package.odd)


def _write(entries: tuple[Entry, ...], path: Path, container: Container) -> WrittenBackup:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    aside = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            sha256 = write_archive(stream, entries, container)
            size = stream.seek(0, os.SEEK_END)
        aside.chmod(0o644)
        aside.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            aside.unlink()
        raise
    return WrittenBackup(path, sha256, size)
