"""A link to another place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.display import Display
from moodle_backups.columns import Columns, clock, computed, fixed, one_of, text
from moodle_backups.php import serialize, unserialize
from moodle_backups.xml import Xml, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Url(Activity):
    """``url``: http(s) address."""

    modname: ClassVar[str] = "url"

    url: str
    display: Display = Display.AUTO
    print_intro: bool = True

    def to_xml(self, scope: ActivityScope) -> Xml:
        return record("url", self.fields(COLUMNS, scope), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        shown = unserialize(node.text_of("displayoptions"))
        return cls.read(COLUMNS, node, owner, common, print_intro=shown.get("printintro", "1") == "1")

    @property
    def display_options(self) -> str:
        """What is shown around the address, as Moodle stores it."""
        return serialize({"printintro": int(self.print_intro)})

    def problems(self) -> Iterator[str]:
        if not self.url.startswith(("http://", "https://", "mailto:")):
            yield f'"{self.url}" is no http(s) or mailto address'


COLUMNS: Final[Columns] = (
    text("externalurl", "url"),
    one_of("display", "display", Display),
    computed("displayoptions", "display_options"),
    fixed("parameters", serialize({})),
    clock("timemodified"),
)
