"""Files that travel in a backup, stored once per content."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from moodle_backups.xml import Xml, listing, record

CHUNK: Final = 1 << 20
# PARAM_FILE of Moodle: a restore drops these characters from names, so links must do without them too.
_NOT_IN_NAMES: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff&<>\"`|':\\]")


@dataclass(frozen=True, slots=True)
class StoredContent:
    """A content that lies in a package being read: its SHA-1 (hex), its size in bytes, and how to open it."""

    sha1: str
    size: int
    opener: Callable[[], BinaryIO] = field(compare=False, repr=False)

    def open(self) -> BinaryIO:
        """The content as a stream; ArchiveError when the package is closed or lacks it."""
        return self.opener()


@dataclass(frozen=True, slots=True)
class File:
    r"""A file: ``name`` (with folders if wanted: ``img/a.png``) and its ``content``, bytes or a path on disk.

    A path is read while the package is written, so a large file never lies in memory whole. Moodle knows no
    ``& < > " ' ` | : \`` in names: they are dropped, in the file's name and in the links to it alike.
    ``mimetype`` None: Moodle finds out; ``license`` its short name in Moodle (``cc-4.0``).
    """

    name: str
    content: bytes | Path | StoredContent
    mimetype: str | None = None
    license: str | None = None
    sort_order: int = 0

    def open(self) -> BinaryIO:
        """The content as a stream; OSError when the path can't be read."""
        if isinstance(self.content, bytes):
            return io.BytesIO(self.content)
        return self.content.open("rb") if isinstance(self.content, Path) else self.content.open()


@dataclass(frozen=True, slots=True)
class Blob:
    """A content of the pool: where its bytes come from, and what they must be."""

    sha1: str
    size: int
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Area:
    """One file area of Moodle: a context, a component in it, its area, the item in the area."""

    context: int
    component: str
    area: str
    item: int = 0


def stored_path(name: str) -> tuple[str, str]:
    """The folder (``/img/``) and the file name under which Moodle keeps ``name``."""
    *folders, last = [_NOT_IN_NAMES.sub("", part) for part in name.split("/")]
    folder = "/".join(part for part in folders if part not in ("", ".", ".."))
    return (f"/{folder}/" if folder else "/"), last


class FilePool:
    """Collects the files of a package: one blob per content, one record per place it is used at."""

    def __init__(self, next_id: Callable[[], int], timestamp: int) -> None:
        self.blobs: dict[str, Blob] = {}
        self._next_id = next_id
        self._timestamp = timestamp
        self._ids: dict[tuple[Area, str, str], int] = {}
        self._seen: dict[File, Blob] = {}
        self._records: list[Xml] = []

    def add(self, file: File, area: Area, sort_order: int = 0) -> int:
        """Puts ``file`` in ``area`` (once) and returns its package-local id. OSError when it can't be read."""
        path = stored_path(file.name)
        known = self._ids.get((area, *path))
        if known is not None:
            return known
        file_id = self._ids[area, *path] = self._next_id()
        self._records.append(self._record(file_id, file, area, path, sort_order))
        return file_id

    def to_xml(self) -> Xml:
        """The root of files.xml."""
        return listing("files", self._records)

    def _blob(self, file: File) -> Blob:
        if file not in self._seen:
            sha1, size = _digest(file)
            self._seen[file] = self.blobs.setdefault(sha1, Blob(sha1, size, file.open))
        return self._seen[file]

    def _record(self, file_id: int, file: File, area: Area, path: tuple[str, str], sort_order: int) -> Xml:
        blob = self._blob(file)
        return record(
            "file",
            {
                "contenthash": blob.sha1,
                "contextid": area.context,
                "component": area.component,
                "filearea": area.area,
                "itemid": area.item,
                "filepath": path[0],
                "filename": path[1],
                "userid": None,
                "filesize": blob.size,
                "mimetype": file.mimetype,
                "status": 0,
                "timecreated": self._timestamp,
                "timemodified": self._timestamp,
                "source": path[1],
                "author": None,
                "license": file.license,
                "sortorder": sort_order or file.sort_order,
                "repositorytype": None,
                "repositoryid": None,
                "reference": None,
            },
            id=file_id,
        )


def _digest(file: File) -> tuple[str, int]:
    if isinstance(file.content, bytes):
        return hashlib.sha1(file.content, usedforsecurity=False).hexdigest(), len(file.content)
    if isinstance(file.content, StoredContent):
        return file.content.sha1, file.content.size
    sha1 = hashlib.sha1(usedforsecurity=False)
    size = 0
    with closing(file.open()) as stream:
        while chunk := stream.read(CHUNK):
            sha1.update(chunk)
            size += len(chunk)
    return sha1.hexdigest(), size
