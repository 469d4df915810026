"""The files of a package being read: files.xml by area, each content where the archive has it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from moodle_backups.errors import BackupError, Problem
from moodle_backups.files import Area, File, StoredContent
from moodle_backups.tree import Node


@dataclass(slots=True)
class StoredFiles:
    """Files by area, in the order of files.xml; what was taken is remembered."""

    by_area: Mapping[Area, tuple[File, ...]]
    taken: set[tuple[Area, str]] = field(default_factory=set)

    def stored(self) -> Iterator[tuple[str, StoredContent]]:
        """Every content with the name of a file that has it."""
        for files in self.by_area.values():
            for file in files:
                if isinstance(file.content, StoredContent):
                    yield file.name, file.content

    def in_area(self, area: Area) -> tuple[File, ...]:
        """Takes every file of an area."""
        found = self.by_area.get(area, ())
        self.taken.update((area, file.name) for file in found)
        return found

    def named(self, area: Area, name: str) -> File | None:
        """Takes one file of an area."""
        found = next((file for file in self.by_area.get(area, ()) if file.name == name), None)
        if found is not None:
            self.taken.add((area, name))
        return found

    def dropped(self, context: int, component: str, areas: Collection[str]) -> int:
        """Takes every file of some areas, whatever their items: how many are gone with it."""
        count = 0
        for area, files in self.by_area.items():
            if (area.context, area.component) == (context, component) and area.area in areas:
                places = {(area, file.name) for file in files} - self.taken
                self.taken |= places
                count += len(places)
        return count

    def left(self, context: int) -> Iterator[tuple[Area, File]]:
        """What nobody took of the files of a context."""
        for area, files in self.by_area.items():
            if area.context == context:
                yield from ((area, file) for file in files if (area, file.name) not in self.taken)


def stored_files(records: Iterable[Node], open_blob: Callable[[str, int], BinaryIO]) -> StoredFiles:
    """Files of the records of files.xml. Folders' own records (``.``) say nothing.

    ``open_blob`` opens ``files/ab/abcdef...`` of the archive, which must have so many bytes.
    """
    by_area: dict[Area, list[File]] = {}
    for record in records:
        name = record.text_of("filename") or ""
        if name in ("", "."):
            continue
        area = Area(
            int(record.text_of("contextid") or 0),
            record.text_of("component") or "",
            record.text_of("filearea") or "",
            int(record.text_of("itemid") or 0),
        )
        by_area.setdefault(area, []).append(_file(record, name, open_blob))
    return StoredFiles({area: tuple(files) for area, files in by_area.items()})


def blob_path(sha1: str) -> str:
    """Where the archive has a content."""
    return f"files/{sha1[:2]}/{sha1}"


def _file(record: Node, name: str, open_blob: Callable[[str, int], BinaryIO]) -> File:
    sha1 = record.text_of("contenthash") or ""
    path, size = blob_path(sha1), int(record.text_of("filesize") or 0)
    if size < 0:
        raise BackupError([Problem("files.xml", f'file "{name}" has {size} bytes')])
    return File(
        (record.text_of("filepath") or "/").lstrip("/") + name,
        StoredContent(sha1, size, lambda: open_blob(path, size)),
        mimetype=record.text_of("mimetype"),
        license=record.text_of("license"),
        sort_order=int(record.text_of("sortorder") or 0),
    )
