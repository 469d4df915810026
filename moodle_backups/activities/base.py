"""What every activity has, and what a new activity type must say of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

from moodle_backups.availability import Condition
from moodle_backups.calendar import CalendarEvent
from moodle_backups.columns import HEAD, Columns, written
from moodle_backups.competencies import CompetencyLink
from moodle_backups.completion import Completion
from moodle_backups.files import File
from moodle_backups.filters import NO_FILTERS, Filters
from moodle_backups.gradebook import Grade
from moodle_backups.group_mode import GroupMode
from moodle_backups.kept import NOTHING_KEPT, Kept

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node
    from moodle_backups.xml import Scalar, Xml


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity of a section.

    ``intro`` (HTML) is its description, shown on the course page too when ``show_intro``. ``stealth``: reachable by
    link though not listed, where the site allows that. ``files``: for every HTML text of the activity. ``grade``
    None: not graded. ``grouping``: key of the one whose groups take part. ``language``: forced here when not empty.
    ``events``: of the calendar, beside those that Moodle makes itself from the activity's dates.
    Times are Unix seconds, None: not set. Roles given in an activity and comments never travel.

    A new type is one new module of this package with a subclass that sets ``modname`` and writes `to_xml`;
    the other methods have defaults that fit most types.
    """

    modname: ClassVar[str] = ""
    gradable: ClassVar[bool] = False
    grade_column: ClassVar[str] = ""
    """The column of the record that refers to the scale of the grade (a negative id), where the type has one."""

    key: str
    name: str = ""
    intro: str = ""
    show_intro: bool = False
    files: tuple[File, ...] = ()
    visible: bool = True
    stealth: bool = False
    indent: int = 0
    availability: Condition | None = None
    completion: Completion = field(default_factory=Completion)
    grade: Grade | None = None
    group_mode: GroupMode = GroupMode.NONE
    grouping: str | None = None
    tags: tuple[str, ...] = ()
    competencies: tuple[CompetencyLink, ...] = ()
    text_filters: Filters = NO_FILTERS
    events: tuple[CalendarEvent, ...] = ()
    language: str = ""
    downloadable: bool = True
    kept: Kept = NOTHING_KEPT

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        """The activity of a record that Moodle wrote. ``common``: what every type has, read from beside the record.

        Raises ValueError when the record can't be said as this type; it is then kept whole.
        """
        raise NotImplementedError(cls.__name__)

    def to_xml(self, scope: ActivityScope) -> Xml:
        """The record ``<modname id="...">`` with all it holds."""
        raise NotImplementedError(type(self).__name__)

    def problems(self) -> Iterator[str]:
        """What is wrong with the activity in itself; nothing by default."""
        return iter(())

    def own_completion_rule(self) -> bool:
        """Whether a completion rule of the type itself is set (``complete_on_submit`` and the like)."""
        return False

    def title(self) -> str:
        """The name on the course page."""
        return self.name

    def grades(self) -> tuple[Grade | None, ...]:
        """The grades by the number of their item in Moodle: a type with a second one (workshop, forum) says so here."""
        return (self.grade,)

    def grade_title(self, number: int) -> str:
        """What the gradebook calls a grade."""
        return self.title()

    def anchors(self) -> tuple[str, ...]:
        """Keys of what can be linked to inside the activity."""
        return ()

    def link_token(self, anchored: bool) -> str | None:
        """Moodle's name for a link to the activity (or to an anchor in it); None when it has no page."""
        return None if anchored else f"{self.modname.upper()}VIEWBYID"

    def head(self, scope: ActivityScope) -> dict[str, Scalar]:
        """The fields that every type's record starts with."""
        return self.fields((), scope)

    def fields(self, columns: Columns, scope: ActivityScope) -> dict[str, Scalar]:
        """The fields of the record: those that every type starts with, then ``columns``, kept ones put back."""
        values = written((*HEAD, *columns), self, scope) | {"name": self.title()}
        if self.grade_column and self.grade is not None and self.grade.scale is not None:
            values[self.grade_column] = -scope.draft.places.scales.get(self.grade.scale, 0)
        return values

    @classmethod
    def read(
        cls,
        columns: Columns,
        node: Node,
        owner: Owner,
        common: Mapping[str, Any],
        *,
        nested: Iterable[str] = (),
        people: Iterable[str] = (),
        **values: Any,
    ) -> Self:
        """The activity of a record: ``columns`` say what its fields mean, ``values`` what else the caller has read.

        ``nested`` elements are the caller's, ``people`` those that hold what learners made.
        """
        own = owner.values((*HEAD, *columns), node, nested=nested, people=people)
        activity = cls(**{**common, **own, "files": owner.shown, **values})
        scaled = activity.grade is not None and activity.grade.scale is not None
        return owner.checked(activity, [c for c in columns if not (scaled and c.name == cls.grade_column)], node)
