"""A file to read or download. Nothing of it belongs to users."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.display import Display
from moodle_backups.columns import Columns, clock, computed, fixed, number, one_of
from moodle_backups.files import File, stored_path
from moodle_backups.php import serialize, unserialize
from moodle_backups.xml import Xml, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

# The file that opens has this sort order; the others have none.
_MAIN: Final = 1
_WITH_INTRO: Final = (Display.AUTO, Display.EMBED, Display.FRAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Activity):
    """``main`` is the file that opens; ``companions`` lie beside it (images of a HTML page).

    ``popup``: width and height in pixels of the window that `Display.POPUP` opens. ``show_*``: what the course page
    says of the file. ``filters``: Moodle's text filters in a HTML file (0 none, 1 all, 2 in HTML files only).
    """

    modname: ClassVar[str] = "resource"

    main: File
    companions: tuple[File, ...] = ()
    display: Display = Display.AUTO
    print_intro: bool = True
    show_size: bool = True
    show_type: bool = True
    show_date: bool = False
    popup: tuple[int, int] = (620, 450)
    filters: int = 0

    def to_xml(self, scope: ActivityScope) -> Xml:
        scope.attach(self.main, "content", sort_order=_MAIN)
        for file in self.companions:
            scope.attach(file, "content")
        return record("resource", self.fields(COLUMNS, scope), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        files = owner.files_in("content")
        if not files:
            raise ValueError("it has no file")
        main = max(files, key=lambda file: file.sort_order)  # the first one, when none is marked
        shown = unserialize(node.text_of("displayoptions"))
        size = (int(shown.get("popupwidth") or 620), int(shown.get("popupheight") or 450))
        return cls.read(
            COLUMNS,
            node,
            owner,
            common,
            main=replace(main, sort_order=_MAIN),
            companions=tuple(file for file in files if file is not main),
            print_intro=shown.get("printintro", "1") == "1",
            show_size=shown.get("showsize") == "1",
            show_type=shown.get("showtype") == "1",
            show_date=shown.get("showdate") == "1",
            popup=size,
        )

    @property
    def display_options(self) -> str:
        """What is shown around the file, as Moodle stores it: only what the way of display asks for."""
        options: dict[str, int] = {}
        if self.display is Display.POPUP:
            options |= {"popupwidth": self.popup[0], "popupheight": self.popup[1]}
        if self.display in _WITH_INTRO:
            options["printintro"] = int(self.print_intro)
        shown = {"showsize": self.show_size, "showtype": self.show_type, "showdate": self.show_date}
        return serialize(options | {name: 1 for name, wanted in shown.items() if wanted})

    def problems(self) -> Iterator[str]:
        paths = [stored_path(file.name) for file in (self.main, *self.companions)]
        if len(set(paths)) < len(paths):
            yield "has two files of the same name"


COLUMNS: Final[Columns] = (
    fixed("tobemigrated", 0),
    fixed("legacyfiles", 0),
    fixed("legacyfileslast", None),
    one_of("display", "display", Display),
    computed("displayoptions", "display_options"),
    number("filterfiles", "filters"),
    fixed("revision", 1),
    clock("timemodified"),
)
