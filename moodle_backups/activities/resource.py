"""A file to read or download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from moodle_backups.activities.base import Activity
from moodle_backups.activities.display import Display
from moodle_backups.files import File
from moodle_backups.php import serialize
from moodle_backups.xml import Scalar, Xml, record

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Activity):
    """``main`` is the file that opens; ``companions`` lie beside it (images of a HTML page)."""

    modname: ClassVar[str] = "resource"

    main: File
    companions: tuple[File, ...] = ()
    display: Display = Display.AUTO
    print_intro: bool = True
    show_size: bool = True
    show_type: bool = True

    def to_xml(self, scope: ActivityScope) -> Xml:
        # The file with sort order 1 is the one that opens.
        scope.attach(self.main, "content", sort_order=1)
        for file in self.companions:
            scope.attach(file, "content")
        shown = {
            "printintro": int(self.print_intro),
            "showsize": int(self.show_size),
            "showtype": int(self.show_type),
        }
        values: dict[str, Scalar] = {
            "tobemigrated": 0,
            "legacyfiles": 0,
            "legacyfileslast": None,
            "display": self.display,
            "displayoptions": serialize(shown),
            "filterfiles": 0,
            "revision": 1,
            "timemodified": scope.timestamp,
        }
        return record("resource", self.head(scope) | values, id=scope.place.instance)
