"""A wiki; it starts empty, Moodle makes the first page when someone opens it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import Columns, clock, fixed, flag, one_of, text
from moodle_backups.xml import Xml, element, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


class WikiMode(StrEnum):
    """One wiki for all, or one each."""

    COLLABORATIVE = "collaborative"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiki(Activity):
    """``first_page`` is the title of the first page; ``format``: html, creole or nwiki."""

    modname: ClassVar[str] = "wiki"

    first_page: str
    mode: WikiMode = WikiMode.COLLABORATIVE
    format: str = "html"
    force_format: bool = True

    def to_xml(self, scope: ActivityScope) -> Xml:
        return record("wiki", self.fields(COLUMNS, scope), element("subwikis"), id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        return cls.read(COLUMNS, node, owner, common, people=("subwikis",))

    def problems(self) -> Iterator[str]:
        if not self.first_page.strip() or len(self.first_page) > 255:
            yield "needs a title of 1 to 255 characters for its first page"
        if self.format not in ("html", "creole", "nwiki"):
            yield f'"{self.format}" is no wiki format'


COLUMNS: Final[Columns] = (
    clock("timecreated"),
    clock("timemodified"),
    text("firstpagetitle", "first_page"),
    one_of("wikimode", "mode", WikiMode),
    text("defaultformat", "format"),
    flag("forceformat", "force_format"),
    fixed("editbegin", 0),
    fixed("editend", 0),
)
