"""A page of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.activities.display import Display
from moodle_backups.php import serialize
from moodle_backups.xml import Scalar, Xml, record

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Activity):
    """``content`` is HTML. ``print_intro`` repeats the description above it."""

    modname: ClassVar[str] = "page"

    content: str
    print_intro: bool = False
    print_last_modified: bool = False

    def to_xml(self, scope: ActivityScope) -> Xml:
        shown = {"printintro": int(self.print_intro), "printlastmodified": int(self.print_last_modified)}
        values: dict[str, Scalar] = {
            "content": scope.html(self.content, "content"),
            "contentformat": 1,
            "legacyfiles": 0,
            "legacyfileslast": None,
            "display": Display.OPEN,
            "displayoptions": serialize(shown),
            "revision": 1,
            "timemodified": scope.timestamp,
        }
        return record("page", self.head(scope) | values, id=scope.place.instance)
