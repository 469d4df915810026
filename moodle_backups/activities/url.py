"""A link to another place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.activities.display import Display
from moodle_backups.php import serialize
from moodle_backups.xml import Scalar, Xml, record

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Url(Activity):
    """``url``: http(s) address."""

    modname: ClassVar[str] = "url"

    url: str
    display: Display = Display.AUTO
    print_intro: bool = True

    def to_xml(self, scope: ActivityScope) -> Xml:
        values: dict[str, Scalar] = {
            "externalurl": self.url,
            "display": self.display,
            "displayoptions": serialize({"printintro": int(self.print_intro)}),
            "parameters": serialize({}),
            "timemodified": scope.timestamp,
        }
        return record("url", self.head(scope) | values, id=scope.place.instance)

    def problems(self) -> Iterator[str]:
        if not self.url.startswith(("http://", "https://", "mailto:")):
            yield f'"{self.url}" is no http(s) or mailto address'
