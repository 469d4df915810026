"""A wiki; it starts empty, Moodle makes the first page when someone opens it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.xml import Scalar, Xml, element, record

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope


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
        values: dict[str, Scalar] = {
            "timecreated": scope.timestamp,
            "timemodified": scope.timestamp,
            "firstpagetitle": self.first_page,
            "wikimode": self.mode,
            "defaultformat": self.format,
            "forceformat": self.force_format,
            "editbegin": 0,
            "editend": 0,
        }
        return record("wiki", self.head(scope) | values, element("subwikis"), id=scope.place.instance)

    def problems(self) -> Iterator[str]:
        if not self.first_page.strip() or len(self.first_page) > 255:
            yield "needs a title of 1 to 255 characters for its first page"
        if self.format not in ("html", "creole", "nwiki"):
            yield f'"{self.format}" is no wiki format'
