"""A SCORM package played in Moodle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Flag, IntEnum
from typing import TYPE_CHECKING, ClassVar, Final

from moodle_backups.activities.base import Activity
from moodle_backups.files import File, stored_path
from moodle_backups.gradebook import Grade
from moodle_backups.scorm_package import ScormItem, ScormPackage, ScormPackageError, read_package, unpack
from moodle_backups.xml import NOTHING, Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.scope import ActivityScope

# SCORM_UPDATE_EVERYTIME of mod_scorm.
_AT_EVERY_USE: Final = 3


class ScormGrading(IntEnum):
    """What the grade of an attempt is (``GRADE*`` of mod_scorm)."""

    COMPLETED_SCOS = 0
    HIGHEST = 1
    AVERAGE = 2
    SUM = 3


class ScormAttemptGrade(IntEnum):
    """Which attempts count."""

    HIGHEST = 0
    AVERAGE = 1
    FIRST = 2
    LAST = 3


class ScormStatus(Flag):
    """Statuses that complete the activity."""

    PASSED = 2
    COMPLETED = 4
    PASSED_OR_COMPLETED = 6


class Toc(IntEnum):
    """Where the player shows the table of contents."""

    SIDE = 0
    HIDDEN = 1
    DROPDOWN = 2
    DISABLED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorm(Activity):
    """``package`` is the whole SCORM zip (imsmanifest.xml on top); its content and SCOs are taken from it.

    ``max_attempts`` 0: unlimited. ``width`` in percent up to 100, else pixels; ``height`` in pixels.
    ``complete_on`` statuses and ``complete_score`` (raw score reached) are completion rules.
    """

    modname: ClassVar[str] = "scorm"
    gradable: ClassVar[bool] = True

    package: File
    grade: Grade | None = field(default_factory=Grade)
    grading: ScormGrading = ScormGrading.HIGHEST
    attempt_grade: ScormAttemptGrade = ScormAttemptGrade.HIGHEST
    max_attempts: int = 0
    popup: bool = False
    skip_view: bool = False
    toc: Toc = Toc.SIDE
    width: int = 100
    height: int = 600
    opens: int | None = None
    closes: int | None = None
    complete_on: ScormStatus | None = None
    complete_score: float | None = None

    def to_xml(self, scope: ActivityScope) -> Xml:
        try:
            package = read_package(self.package)
        except ScormPackageError:
            return NOTHING  # `problems` says why
        scope.attach(self.package, "package")
        # SCORM 2004 sequencing is Moodle's own to parse: it unpacks such a package when it is first opened.
        items = package.items if package.is_scorm_12 else ()
        if items:
            for file in unpack(self.package):
                scope.attach(file, "content")
        ids = [scope.next_id() for _ in items]
        first = next((i for i, item in zip(ids, items, strict=True) if item.launch), 0)
        scoes = [_sco(scope, *numbered) for numbered in zip(ids, items, range(1, len(items) + 1), strict=True)]
        head = {"name": self.title(), "scormtype": "local", "reference": stored_path(self.package.name)[1]}
        values = head | self.head(scope) | self._fields(scope, package, first)
        return record("scorm", values, listing("scoes", scoes), id=scope.place.instance)

    def own_completion_rule(self) -> bool:
        return self.complete_on is not None or self.complete_score is not None

    def problems(self) -> Iterator[str]:
        if self.grade is None:
            yield "needs a grade: Moodle knows no SCORM without one"
        try:
            read_package(self.package)
        except ScormPackageError as error:
            yield str(error)

    def _fields(self, scope: ActivityScope, package: ScormPackage, first: int) -> dict[str, Scalar]:
        return {
            "version": package.version,
            "maxgrade": int(self.grade.maximum) if self.grade else 0,
            "grademethod": self.grading,
            "whatgrade": self.attempt_grade,
            "maxattempt": self.max_attempts,
            "forcecompleted": 0,
            "forcenewattempt": 0,
            "lastattemptlock": 0,
            "masteryoverride": 1,
            "displayattemptstatus": 1,
            "displaycoursestructure": 0,
            "updatefreq": 0 if first else _AT_EVERY_USE,
            "sha1hash": package.sha1 if first else "",
            "md5hash": "",
            "revision": 1 if first else 0,
            "launch": first,
            "skipview": 2 if self.skip_view else 0,
            "hidebrowse": 1,
            "hidetoc": self.toc,
            "nav": 1,
            "navpositionleft": -100,
            "navpositiontop": -100,
            "auto": 0,
            "popup": self.popup,
            "options": "",
            "width": self.width,
            "height": self.height,
            "timeopen": self.opens or 0,
            "timeclose": self.closes or 0,
            "timemodified": scope.timestamp,
            "completionstatusrequired": self.complete_on.value if self.complete_on else None,
            "completionscorerequired": None if self.complete_score is None else f"{self.complete_score:g}",
            "completionstatusallscos": 0,
            "autocommit": 0,
        }


def _sco(scope: ActivityScope, sco_id: int, item: ScormItem, order: int) -> Xml:
    values: dict[str, Scalar] = {
        "manifest": item.manifest,
        "organization": item.organization,
        "parent": item.parent,
        "identifier": item.identifier,
        "launch": item.launch,
        "scormtype": item.kind,
        "title": item.title,
        "sortorder": order,
    }
    data = [record("sco_data", {"name": n, "value": v}, id=scope.next_id()) for n, v in item.data.items()]
    empty = map(element, ("seq_ruleconds", "seq_rolluprules", "seq_objectives", "sco_tracks"))
    return record("sco", values, listing("sco_datas", data), *empty, id=sco_id)
