"""An IMS content package, read page by page. Nothing of it belongs to users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import Column, Columns, clock, number
from moodle_backups.files import File
from moodle_backups.imscp_package import ImscpPackageError, table_of_contents
from moodle_backups.scorm_package import unpack
from moodle_backups.xml import NOTHING, Xml, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Imscp(Activity):
    """``package`` is the zip with ``imsmanifest.xml`` on top; its pages and contents are taken from it.

    ``keep_old``: how many earlier versions Moodle keeps when the package is exchanged (-1: all).
    ``structure`` (the contents, in PHP's notation), ``content`` and ``revision`` are what Moodle made of the
    package; empty, they are taken from it anew. Who changes the package empties them.
    """

    modname: ClassVar[str] = "imscp"

    package: File | None
    keep_old: int = 1
    structure: str = ""
    content: tuple[File, ...] = ()
    revision: int = 1

    def to_xml(self, scope: ActivityScope) -> Xml:
        try:
            ready = self.unpacked()
        except ImscpPackageError:
            return NOTHING  # `problems` says why
        # Both areas are numbered by the revision.
        if ready.package is not None:
            scope.attach(ready.package, "backup", ready.revision)
        for file in ready.content:
            scope.attach(file, "content", ready.revision)
        return record("imscp", ready.fields(COLUMNS, scope), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        revision = int(node.text_of("revision") or 0)
        packages = owner.files_in("backup", revision)
        return cls.read(
            COLUMNS,
            node,
            owner,
            common,
            package=packages[0] if packages else None,
            content=owner.files_in("content", revision),
        )

    def unpacked(self) -> Self:
        """With the pages and their contents. ImscpPackageError when the package is none."""
        if self.package is None or self.structure:
            return self
        return replace(self, structure=table_of_contents(self.package), content=tuple(unpack(self.package)))

    def problems(self) -> Iterator[str]:
        if self.package is None and not self.structure:
            yield "has no package"
        try:
            self.unpacked()
        except ImscpPackageError as error:
            yield str(error)


COLUMNS: Final[Columns] = (
    number("revision"),
    number("keepold", "keep_old", least=-1),
    Column("structure", "structure", write=lambda text: text or None, null=""),
    clock("timemodified"),
)
