"""Small course packages for the publishing tests."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

from coursegen.publish.prepare import Prepared
from coursegen.publish.sources import sources_of
from moodle_backups import Backup, Section, write_backup
from moodle_backups.activities.label import Label
from moodle_backups.activities.page import Page
from moodle_backups.seeds import seeds

TIMESTAMP = 1767225600
ACTIVITIES = 3


def course_package(path: Path, key: str = "essai-1", *, title: str = "Cours d’essai", extra: str = "") -> Path:
    """The package of `course_backup`."""
    write_backup(course_backup(key, title=title, extra=extra), path)
    return path


def prepared(backup: Backup, label: str = "1.0") -> Prepared:
    """A course ready to publish, as a folder would give it."""

    def write(path: Path) -> None:
        write_backup(backup, path)

    return Prepared(sources_of(backup, label), write, seeds(backup), backup)


def course_backup(key: str = "essai-1", *, title: str = "Cours d’essai", extra: str = "") -> Backup:
    """A course of two sections and three activities with stable keys; `extra` changes its content."""
    sections = (
        Section(key="accueil", name="Accueil", activities=(Label(key=f"{key}/mot", intro="<p>Bonjour</p>"),)),
        Section(
            key="s1",
            name="Première séquence",
            activities=(
                Page(key=f"{key}/s1/lire", name="Lire", content=f"<p>Texte {extra}</p>"),
                Page(key=f"{key}/s1/relire", name="Relire", content="<p>Suite</p>"),
            ),
        ),
    )
    return Backup(idnumber=key, fullname=title, shortname=key.upper(), timestamp=TIMESTAMP, sections=sections)


def changed(path: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of a package with some of its files changed by `change(name, content)`."""
    raw = io.BytesIO()
    with tarfile.open(path) as source, tarfile.open(fileobj=raw, mode="w") as copy:
        for member in source:
            stream = source.extractfile(member)
            content = change(member.name, stream.read()) if stream else b""
            member.size = len(content)
            copy.addfile(member, io.BytesIO(content))
    target.write_bytes(gzip.compress(raw.getvalue(), mtime=0))
    return target


def broken_package(path: Path, key: str) -> Path:
    """A package that looks fine to Moodle's check and breaks off in the middle of its restore."""

    def cut(name: str, content: bytes) -> bytes:
        return content[: len(content) // 2] if name.endswith("/page.xml") else content

    whole = course_package(path.with_suffix(".whole"), key)
    return changed(whole, path, cut)
