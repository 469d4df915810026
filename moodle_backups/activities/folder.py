"""A folder of files. Nothing of it belongs to users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import Columns, clock, fixed, flag, one_of
from moodle_backups.files import File, stored_path
from moodle_backups.xml import Xml, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


class FolderDisplay(IntEnum):
    """Where the files are listed (``FOLDER_DISPLAY_*``)."""

    PAGE = 0
    INLINE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder(Activity):
    """``content``: files, with their subfolders in their names (``plans/a.pdf``); a folder without files is lost.

    ``expanded``: subfolders are shown open. ``download_all``: as one zip. ``force_download``: no file opens in the
    browser. An INLINE folder has no page of its own: Moodle can't complete it by view.
    """

    modname: ClassVar[str] = "folder"

    content: tuple[File, ...] = ()
    display: FolderDisplay = FolderDisplay.PAGE
    expanded: bool = True
    download_all: bool = True
    force_download: bool = True

    def to_xml(self, scope: ActivityScope) -> Xml:
        for file in self.content:
            scope.attach(file, "content")
        return record("folder", self.fields(COLUMNS, scope), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        return cls.read(COLUMNS, node, owner, common, content=owner.files_in("content"))

    def problems(self) -> Iterator[str]:
        paths = [stored_path(file.name) for file in self.content]
        if len(set(paths)) < len(paths):
            yield "has two files of the same name"


COLUMNS: Final[Columns] = (
    fixed("revision", 1),
    clock("timemodified"),
    one_of("display", "display", FolderDisplay),
    flag("showexpanded", "expanded"),
    flag("showdownloadfolder", "download_all"),
    flag("forcedownload", "force_download"),
)
