"""Interactive content of H5P. Attempts and their results are user data: they don't travel.

Moodle unpacks the package at the first visit, with the rights of whoever restored the course: without
``moodle/h5p:updatelibraries`` it plays only content types that the site already has.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.columns import HEAD, Columns, clock, computed, flag, one_of
from moodle_backups.files import File
from moodle_backups.scorm_package import seekable
from moodle_backups.xml import Xml, element, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

# H5PCore::DISABLE_*: what is switched off.
_NO_FRAME: Final = 1
_NO_DOWNLOAD: Final = 2
_NO_EMBED: Final = 4
_NO_COPYRIGHT: Final = 8


class H5PGrading(IntEnum):
    """Which attempt gives the grade (``GRADE*ATTEMPT`` of mod_h5pactivity)."""

    MANUAL = 0
    HIGHEST = 1
    AVERAGE = 2
    LAST = 3
    FIRST = 4


class H5PReview(IntEnum):
    """Who may look at attempts (``REVIEW*``): trainers alone, or learners at their own once it is complete too."""

    NONE = 0
    COMPLETION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class H5PActivity(Activity):
    """``package``: the .h5p file. ``tracking``: attempts are recorded, and graded when ``grade`` is given.

    ``download_button``, ``embed_button``, ``copyright_button``, each below the content in a ``frame``.
    """

    modname: ClassVar[str] = "h5pactivity"
    gradable: ClassVar[bool] = True
    grade_column: ClassVar[str] = "grade"

    package: File | None
    tracking: bool = True
    grading: H5PGrading = H5PGrading.HIGHEST
    review: H5PReview = H5PReview.COMPLETION
    frame: bool = False
    download_button: bool = False
    embed_button: bool = False
    copyright_button: bool = False

    def to_xml(self, scope: ActivityScope) -> Xml:
        if self.package is not None:
            scope.attach(self.package, "package")
        values = dict.fromkeys(_ORDER) | self.fields(COLUMNS, scope)
        return record("h5pactivity", values, element("attempts"), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        disabled = int(node.text_of("displayoptions") or 0)
        package = owner.files_in("package")
        return cls.read(
            COLUMNS,
            node,
            owner,
            common,
            people=("attempts",),
            package=package[0] if package else None,
            frame=not disabled & _NO_FRAME,
            download_button=not disabled & _NO_DOWNLOAD,
            embed_button=not disabled & _NO_EMBED,
            copyright_button=not disabled & _NO_COPYRIGHT,
        )

    @property
    def disabled(self) -> int:
        """What isn't shown, as Moodle stores it; a button needs the frame."""
        buttons = self.download_button or self.embed_button or self.copyright_button
        shown = {
            _NO_FRAME: self.frame or buttons,
            _NO_DOWNLOAD: self.download_button,
            _NO_EMBED: self.embed_button,
            _NO_COPYRIGHT: self.copyright_button,
        }
        return sum(bit for bit, visible in shown.items() if not visible)

    @property
    def points(self) -> int:
        """What it is graded out of."""
        return int(self.grade.maximum) if self.grade else 0

    def problems(self) -> Iterator[str]:
        if self.package is None:
            yield "has no package"
        elif not _is_h5p(self.package):
            yield f'"{self.package.name}" is no H5P package: a zip with h5p.json and content/content.json'
        if self.grade is not None and not self.tracking:
            yield "is graded, but its attempts aren't tracked"


def _is_h5p(package: File) -> bool:
    try:
        with closing(seekable(package)) as stream, zipfile.ZipFile(stream) as archive:
            return {"h5p.json", "content/content.json"} <= set(archive.namelist())
    except zipfile.BadZipFile:
        return False
    except OSError:  # can't be read: said where it is put into the package
        return True


COLUMNS: Final[Columns] = (
    clock("timecreated"),
    clock("timemodified"),
    computed("grade", "points"),
    computed("displayoptions", "disabled"),
    flag("enabletracking", "tracking"),
    one_of("grademethod", "grading", H5PGrading),
    one_of("reviewmode", "review", H5PReview),
)
_ORDER: Final = ("name", "timecreated", "timemodified", *(column.name for column in HEAD[1:]))
