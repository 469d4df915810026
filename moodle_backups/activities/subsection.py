"""A subsection (Moodle 4.5 and later): a section within a section, folded away on the course page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import Columns, clock, text, written
from moodle_backups.files import File
from moodle_backups.xml import Xml, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Subsection(Activity):
    """Activities under a name of their own; ``summary`` is HTML and shows ``summary_files``.

    Its visibility and access conditions hold for all in it. It has no page, so that nothing links to it, no
    completion and no grade. What becomes of it where Moodle has no subsections: `moodle_backups.subsections`.
    """

    modname: ClassVar[str] = "subsection"

    summary: str = ""
    summary_files: tuple[File, ...] = ()
    activities: tuple[Activity, ...] = ()

    def to_xml(self, scope: ActivityScope) -> Xml:
        return record("subsection", written(COLUMNS, self, scope), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        """Without its activities, which the section of the subsection has."""
        return cls(**{**common, **owner.values(COLUMNS, node)})

    def link_token(self, anchored: bool) -> str | None:
        return None


COLUMNS: Final[Columns] = (text("name"), clock("timemodified"))
