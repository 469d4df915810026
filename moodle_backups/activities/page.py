"""A page of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.display import Display
from moodle_backups.columns import Columns, clock, computed, fixed, html
from moodle_backups.php import serialize, unserialize
from moodle_backups.xml import Xml, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Activity):
    """``content`` is HTML. ``print_intro`` repeats the description above it."""

    modname: ClassVar[str] = "page"

    content: str
    print_intro: bool = False
    print_last_modified: bool = False

    def to_xml(self, scope: ActivityScope) -> Xml:
        return record("page", self.fields(COLUMNS, scope), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        shown = unserialize(node.text_of("displayoptions"))
        return cls.read(
            COLUMNS,
            node,
            owner,
            common,
            print_intro=shown.get("printintro") == "1",
            print_last_modified=shown.get("printlastmodified") == "1",
        )

    @property
    def display_options(self) -> str:
        """What is shown around the text, as Moodle stores it."""
        return serialize({"printintro": int(self.print_intro), "printlastmodified": int(self.print_last_modified)})


COLUMNS: Final[Columns] = (
    html("content", "content", "content"),
    fixed("contentformat", 1),
    fixed("legacyfiles", 0),
    fixed("legacyfileslast", None),
    fixed("display", Display.OPEN),
    computed("displayoptions", "display_options"),
    fixed("revision", 1),
    clock("timemodified"),
)
