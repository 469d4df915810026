"""A SCORM package played in Moodle.

Attempts and what SCOs tracked of them are user data: they don't travel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.scorm_choices import (
    AttemptStatus,
    Navigation,
    NewAttempt,
    ScormAttemptGrade,
    ScormGrading,
    ScormSource,
    ScormStatus,
    ScormUpdate,
    SkipView,
    Toc,
)
from moodle_backups.columns import (
    Column,
    Columns,
    clock,
    computed,
    flag,
    inverse,
    moment,
    number,
    one_of,
    text,
    written,
)
from moodle_backups.files import File, stored_path
from moodle_backups.gradebook import Grade
from moodle_backups.kept import Kept
from moodle_backups.reading.markup import markup
from moodle_backups.scorm_package import ScormItem, ScormPackageError, read_package, unpack
from moodle_backups.xml import NOTHING, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

__all__ = [
    "AttemptStatus",
    "Navigation",
    "NewAttempt",
    "Scorm",
    "ScormAttemptGrade",
    "ScormGrading",
    "ScormItem",
    "ScormSource",
    "ScormStatus",
    "ScormUpdate",
    "SkipView",
    "Toc",
]

_UNPACKED: Final = (ScormSource.LOCAL, ScormSource.LOCAL_SYNC)
# Records of SCORM 2004 sequencing in a SCO; then the learners' own.
_SEQUENCING: Final = ("seq_ruleconds", "seq_rolluprules", "seq_objectives")
_POINTS_OF_SCOS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorm(Activity):
    """``package`` is the whole SCORM zip (imsmanifest.xml on top); its content and SCOs are taken from it.

    ``source``: unless LOCAL, ``url`` is the address of the package; a LOCAL_SYNC package given beside it plays at
    once. ``update`` None: never, or at every use where Moodle has to unpack the package first (SCORM 2004, EXTERNAL).
    ``max_attempts`` 0: unlimited. ``width`` in percent up to 100, else pixels; ``height`` in pixels.
    ``popup_options``: what a window of its own shows, as Moodle writes it (``scrollbars=0,status=1``).
    ``complete_on`` statuses and ``complete_score`` (raw score reached) are completion rules; ``complete_all_scos``
    asks for the status in every SCO. ``preview``: learners may browse without an attempt.

    ``scos``, ``content``, ``version``, ``sha1``, ``revision`` and ``starts_with`` (identifier of the SCO that opens)
    are what Moodle made of the package; empty, they are taken from it anew. Who changes the package empties them.
    """

    modname: ClassVar[str] = "scorm"
    gradable: ClassVar[bool] = True

    package: File | None = None
    source: ScormSource = ScormSource.LOCAL
    url: str = ""
    update: ScormUpdate | None = None
    grade: Grade | None = field(default_factory=Grade)
    grading: ScormGrading = ScormGrading.HIGHEST
    attempt_grade: ScormAttemptGrade = ScormAttemptGrade.HIGHEST
    max_attempts: int = 0
    new_attempt: NewAttempt = NewAttempt.NO
    force_completed: bool = False
    lock_last_attempt: bool = False
    mastery_overrides: bool = True
    attempt_status: AttemptStatus = AttemptStatus.EVERYWHERE
    course_structure: bool = False
    popup: bool = False
    popup_options: str = ""
    skip_view: SkipView = SkipView.NEVER
    preview: bool = False
    toc: Toc = Toc.SIDE
    navigation: Navigation = Navigation.UNDER_CONTENT
    navigation_left: int = -100
    navigation_top: int = -100
    auto_continue: bool = False
    auto_commit: bool = False
    width: int = 100
    height: int = 600
    opens: int | None = None
    closes: int | None = None
    complete_on: ScormStatus | None = None
    complete_score: float | None = None
    complete_all_scos: bool = False
    scos: tuple[ScormItem, ...] = ()
    content: tuple[File, ...] = ()
    starts_with: str = ""
    version: str = ""
    sha1: str = ""
    revision: int = 0

    def to_xml(self, scope: ActivityScope) -> Xml:
        try:
            ready = self.unpacked()
        except ScormPackageError:
            return NOTHING  # `problems` says why
        if ready.package is not None:
            scope.attach(ready.package, "package")
        for file in ready.content:
            scope.attach(file, "content")
        ids = [scope.id_of(item) for item in ready.scos]
        by_name = {item.identifier: i for i, item in zip(ids, ready.scos, strict=True)}
        first = by_name.get(ready.starts_with) or by_name.get(ready.first_sco, 0)
        scoes = [_sco(scope, *numbered) for numbered in zip(ids, ready.scos, range(1, len(ids) + 1), strict=True)]
        values = dict.fromkeys(_ORDER) | ready.fields(COLUMNS, scope) | {"launch": first}
        return record("scorm", values, listing("scoes", scoes), *self.kept.elements, id=scope.place.instance)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        scoes = node.path("scoes/sco")
        scos = tuple(_read_sco(sco, owner) for sco in scoes)
        launch = node.text_of("launch")
        starts = next((s for sco, s in zip(scoes, scos, strict=True) if sco.attributes.get("id") == launch), None)
        package = owner.files_in("package")
        source = ScormSource(node.text_of("scormtype") or "")
        activity = cls.read(
            COLUMNS,
            node,
            owner,
            common,
            nested=("scoes", "launch"),
            package=package[0] if package else None,
            url="" if source is ScormSource.LOCAL else node.text_of("reference") or "",
            scos=scos,
            content=owner.files_in("content"),
        )
        if starts is None or starts.identifier == activity.first_sco:
            return activity
        return replace(activity, starts_with=starts.identifier)

    @property
    def reference(self) -> str:
        """The name of the package, or its address."""
        if self.source is not ScormSource.LOCAL:
            return self.url
        return stored_path(self.package.name)[1] if self.package else ""

    @property
    def max_grade(self) -> int:
        """The points of an attempt; when SCOs are counted, Moodle keeps its own number here."""
        if self.grading is ScormGrading.COMPLETED_SCOS:
            return _POINTS_OF_SCOS
        return int(self.grade.maximum) if self.grade else 0

    @property
    def first_sco(self) -> str:
        """Identifier of the first SCO that has something to open."""
        return next((item.identifier for item in self.scos if item.launch), "")

    def unpacked(self) -> Self:
        """With what Moodle needs of the package before it plays. ScormPackageError when it is none."""
        if self.package is None or self.scos or self.source not in _UNPACKED:
            return replace(self, update=ScormUpdate.EVERY_TIME) if self.update is None else self
        found = read_package(self.package)
        # SCORM 2004 sequencing is Moodle's own to parse: it unpacks such a package when it is first opened.
        ready = found.is_scorm_12 and any(item.launch for item in found.items)
        if not ready:
            return replace(self, version=found.version, update=self.update or ScormUpdate.EVERY_TIME)
        return replace(
            self,
            version=found.version,
            sha1=found.sha1,
            revision=self.revision or 1,
            scos=found.items,
            content=tuple(unpack(self.package)),
            update=ScormUpdate.NEVER if self.update is None else self.update,
        )

    def own_completion_rule(self) -> bool:
        return self.complete_on is not None or self.complete_score is not None

    def problems(self) -> Iterator[str]:
        if self.grade is None:
            yield "needs a grade: Moodle knows no SCORM without one"
        if self.source is not ScormSource.LOCAL and not self.url.startswith(("http://", "https://")):
            yield f'has no http(s) address to take its package from, but "{self.url}"'
        if self.source is ScormSource.LOCAL and self.package is None:
            yield "has no package"
        try:
            if self.package is not None and not self.scos:
                read_package(self.package)
        except ScormPackageError as error:
            yield str(error)


def _sco(scope: ActivityScope, sco_id: int, item: ScormItem, order: int) -> Xml:
    values = {**written(SCO_COLUMNS, item, scope), "sortorder": order}
    ids = {name: scope.once(item.kept, "sco_data", f"data {name}") for name in item.data}
    data = [record("sco_data", {"name": n, "value": v}, id=ids[n]) for n, v in item.data.items()]
    kept = {tag: xml for xml in item.kept.elements for tag in _SEQUENCING if xml.startswith(f"<{tag}>")}
    rules = (kept.get(tag, element(tag)) for tag in _SEQUENCING)
    others = (xml for xml in item.kept.elements if xml not in kept.values())
    return record("sco", values, listing("sco_datas", data), *rules, element("sco_tracks"), *others, id=sco_id)


def _read_sco(node: Node, owner: Owner) -> ScormItem:
    rows = node.path("sco_datas/sco_data")
    ids = {"id": int(node.attributes.get("id") or 0)}
    ids |= {f"data {row.text_of('name')}": int(row.attributes.get("id") or 0) for row in rows}
    nested = ("sortorder", "sco_datas", *_SEQUENCING)
    own = owner.values(SCO_COLUMNS, node, nested=nested, people=("sco_tracks",), ids=ids)
    rules = [markup(child) for child in node.children if child.tag in _SEQUENCING and child.children]
    kept: Kept = own.pop("kept")
    data = {row.text_of("name") or "": row.text_of("value") or "" for row in rows}
    return ScormItem(data=data, kept=replace(kept, elements=(*rules, *kept.elements)), **own)


def _statuses(text: str) -> ScormStatus:
    return ScormStatus(int(text))


BEFORE_LAUNCH: Final[Columns] = (
    text("version", longest=9),
    computed("maxgrade", "max_grade"),
    one_of("grademethod", "grading", ScormGrading),
    one_of("whatgrade", "attempt_grade", ScormAttemptGrade),
    number("maxattempt", "max_attempts"),
    flag("forcecompleted", "force_completed"),
    one_of("forcenewattempt", "new_attempt", NewAttempt),
    flag("lastattemptlock", "lock_last_attempt"),
    flag("masteryoverride", "mastery_overrides"),
    one_of("displayattemptstatus", "attempt_status", AttemptStatus),
    flag("displaycoursestructure", "course_structure"),
    one_of("updatefreq", "update", ScormUpdate),
    text("sha1hash", "sha1", longest=40),
    Column("md5hash", fixed=""),
    number("revision"),
)
_ORDER: Final = ("name", "scormtype", "reference", "intro", "introformat", *(c.name for c in BEFORE_LAUNCH), "launch")
COLUMNS: Final[Columns] = (
    one_of("scormtype", "source", ScormSource),
    computed("reference", "reference"),
    *BEFORE_LAUNCH,
    Column("skipview", "skip_view", write=int, read=lambda text: SkipView(int(text))),
    inverse("hidebrowse", "preview"),
    one_of("hidetoc", "toc", Toc),
    one_of("nav", "navigation", Navigation),
    number("navpositionleft", "navigation_left", least=None),
    number("navpositiontop", "navigation_top", least=None),
    flag("auto", "auto_continue"),
    flag("popup"),
    text("options", "popup_options", longest=255),
    number("width"),
    number("height"),
    moment("timeopen", "opens"),
    moment("timeclose", "closes"),
    clock("timemodified"),
    Column(
        "completionstatusrequired",
        "complete_on",
        write=lambda statuses: statuses.value if statuses else None,
        read=_statuses,
    ),
    Column(
        "completionscorerequired",
        "complete_score",
        write=lambda score: None if score is None else f"{score:g}",
        read=float,
    ),
    flag("completionstatusallscos", "complete_all_scos"),
    flag("autocommit", "auto_commit"),
)
SCO_COLUMNS: Final[Columns] = (
    text("manifest"),
    text("organization"),
    text("parent"),
    text("identifier"),
    text("launch"),
    text("scormtype", "kind"),
    text("title"),
)
