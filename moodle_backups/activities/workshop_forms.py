"""How participants of a workshop assess each other: one of Moodle's four grading strategies, in both directions.

Descriptions are HTML and may show files; a restore resolves no links to activities in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.columns import Columns, fixed, grade_points, html, number, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Scalar, Xml, element, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node

_LINK: Final = re.compile(r"""=\s*["'](activity|course):""")


@dataclass(frozen=True, slots=True)
class Aspect:
    """What is looked at: ``points`` to give, or a word of the ``scale`` (its key), and its weight (0 to 16)."""

    description: str
    points: int = 10
    weight: int = 1
    scale: str | None = None
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class CommentAspect:
    """What is to be commented on."""

    description: str
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class Assertion:
    """What is so or isn't: the words for both, and how much an error weighs."""

    description: str
    wrong: str = "No"
    right: str = "Yes"
    weight: int = 1
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class ErrorGrade:
    """``percent`` of the grade are left with this many (weighted) errors."""

    errors: int
    percent: float
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class WorkshopLevel:
    """Points, and what earns them (HTML without files)."""

    points: float
    definition: str
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class WorkshopCriterion:
    """A criterion with its levels from lowest to highest."""

    description: str
    levels: tuple[WorkshopLevel, ...]
    kept: Kept = NOTHING_KEPT


class Layout(StrEnum):
    """How a rubric is shown."""

    LIST = "list"
    GRID = "grid"


Dimension = Aspect | CommentAspect | Assertion | WorkshopCriterion


@dataclass(frozen=True, slots=True)
class WorkshopForm:
    """What all strategies share."""

    strategy: ClassVar[str] = ""
    columns: ClassVar[Columns] = ()

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """What is assessed, in order."""
        raise NotImplementedError(type(self).__name__)

    @classmethod
    def from_xml(cls, node: Node, owner: Owner) -> Self:
        """The form of a ``<subplugin_workshopform_..._workshop>``."""
        raise NotImplementedError(cls.__name__)

    def before(self, scope: ActivityScope) -> Iterator[Xml]:
        """Records that stand before the dimensions."""
        return iter(())

    def nested(self, dimension: Dimension, scope: ActivityScope) -> Iterator[Xml]:
        """Records in a dimension."""
        return iter(())

    def own_values(self, dimension: Dimension, scope: ActivityScope) -> dict[str, Scalar]:
        """What the columns of a dimension can't say."""
        return {}

    def to_xml(self, scope: ActivityScope) -> Xml:
        """The form as the backup of its plugin has it."""
        dimensions = (self._dimension(order, dimension, scope) for order, dimension in enumerate(self.dimensions, 1))
        return element(form_tag(self.strategy), *self.before(scope), *dimensions)

    def problems(self) -> Iterator[str]:
        """What is wrong with the form."""
        if not self.dimensions:
            yield "has an assessment form without anything to assess"
        for order, dimension in enumerate(self.dimensions, 1):
            if not dimension.description.strip():
                yield f"has no description of aspect {order} of its assessment form"
            if _LINK.search(dimension.description):
                yield f"links from aspect {order} of its assessment form, where Moodle resolves no links"

    def _dimension(self, order: int, dimension: Dimension, scope: ActivityScope) -> Xml:
        own = scope.id_of(dimension)
        values: dict[str, Scalar] = {"sort": order, **written(self.columns, dimension, scope, own)}
        values |= self.own_values(dimension, scope)
        tag = f"workshopform_{self.strategy}_dimension"
        return record(tag, values, *self.nested(dimension, scope), *dimension.kept.elements, id=own)


def form_tag(strategy: str) -> str:
    """The element of a strategy in a workshop's record."""
    return f"subplugin_workshopform_{strategy}_workshop"


def _described(strategy: str) -> Columns:
    description = html("description", "description", "description", f"workshopform_{strategy}")
    return (description, fixed("descriptionformat", 1))


def _dimensions(form: type[WorkshopForm], node: Node, owner: Owner, nested: tuple[str, ...] = ()) -> Iterator[Any]:
    """The records of dimensions in order with their values."""
    records = node.named(f"workshopform_{form.strategy}_dimension")
    for one in sorted(records, key=lambda one: int(one.text_of("sort") or 0)):
        own = _id(one)
        yield one, owner.values(form.columns, one, own, nested=("sort", *nested), ids={"id": own})


def _aspect(values: dict[str, Any], owner: Owner) -> Aspect:
    """Points below 0 name a scale by its id; one that the package lacks stays a number."""
    scale = owner.shared.scales.get(-values.get("points", 0))
    return Aspect(**(values if scale is None else {**values, "points": 10, "scale": scale}))


def _id(node: Node) -> int:
    return int(node.attributes.get("id") or 0)


@dataclass(frozen=True, slots=True)
class Accumulative(WorkshopForm):
    """Points and a comment for each aspect; the grade is their weighted mean."""

    strategy: ClassVar[str] = "accumulative"
    columns: ClassVar[Columns] = (*_described("accumulative"), number("grade", "points", least=None), number("weight"))

    aspects: tuple[Aspect, ...]

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return self.aspects

    @classmethod
    def from_xml(cls, node: Node, owner: Owner) -> Self:
        return cls(tuple(_aspect(values, owner) for _, values in _dimensions(cls, node, owner)))

    def own_values(self, dimension: Dimension, scope: ActivityScope) -> dict[str, Scalar]:
        assert isinstance(dimension, Aspect)
        if dimension.scale is None:
            return {}
        scale = scope.draft.places.scales.get(dimension.scale)
        if scale is None:
            scope.report(f'assesses by scale "{dimension.scale}", which doesn\'t exist')
        return {"grade": -(scale or 0)}

    def problems(self) -> Iterator[str]:
        yield from WorkshopForm.problems(self)
        for aspect in self.aspects:
            if aspect.points <= 0 or not 0 <= aspect.weight <= 16:
                yield "has an aspect of its assessment form without points, or with a weight outside 0 to 16"


@dataclass(frozen=True, slots=True)
class Comments(WorkshopForm):
    """A comment on each aspect and no points: whoever hands in gets the full grade."""

    strategy: ClassVar[str] = "comments"
    columns: ClassVar[Columns] = _described("comments")

    aspects: tuple[CommentAspect, ...]

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return self.aspects

    @classmethod
    def from_xml(cls, node: Node, owner: Owner) -> Self:
        return cls(tuple(CommentAspect(**values) for _, values in _dimensions(cls, node, owner)))


@dataclass(frozen=True, slots=True)
class NumberOfErrors(WorkshopForm):
    """Yes or no to each assertion; ``grades`` says what errors cost, those not listed what the ones before did."""

    strategy: ClassVar[str] = "numerrors"
    columns: ClassVar[Columns] = (
        *_described("numerrors"),
        text("grade0", "wrong"),
        text("grade1", "right"),
        number("weight"),
    )

    assertions: tuple[Assertion, ...]
    grades: tuple[ErrorGrade, ...] = ()

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return self.assertions

    @classmethod
    def from_xml(cls, node: Node, owner: Owner) -> Self:
        grades = tuple(
            ErrorGrade(**owner.values(_ERROR_GRADE, one, ids={"id": _id(one)}))
            for one in node.named("workshopform_numerrors_map")
        )
        return cls(tuple(Assertion(**values) for _, values in _dimensions(cls, node, owner)), grades)

    def before(self, scope: ActivityScope) -> Iterator[Xml]:
        for grade in self.grades:
            yield record("workshopform_numerrors_map", written(_ERROR_GRADE, grade, scope), id=scope.id_of(grade))

    def problems(self) -> Iterator[str]:
        yield from WorkshopForm.problems(self)
        for assertion in self.assertions:
            if not assertion.wrong.strip() or not assertion.right.strip():
                yield "has an assertion without the words for yes and no"
            if max(len(assertion.wrong), len(assertion.right)) > 50:
                yield "has an assertion with words of more than 50 characters for yes or no"
        errors = [grade.errors for grade in self.grades]
        if len(set(errors)) < len(errors) or any(not 0 <= grade.percent <= 100 for grade in self.grades):
            yield "has two grades for the same number of errors, or one outside 0 to 100 percent"


@dataclass(frozen=True, slots=True)
class WorkshopRubric(WorkshopForm):
    """A level of each criterion."""

    strategy: ClassVar[str] = "rubric"
    columns: ClassVar[Columns] = _described("rubric")

    criteria: tuple[WorkshopCriterion, ...]
    layout: Layout = Layout.LIST

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return self.criteria

    @classmethod
    def from_xml(cls, node: Node, owner: Owner) -> Self:
        config = node.find("workshopform_rubric_config/layout")
        found = _dimensions(cls, node, owner, nested=("workshopform_rubric_level",))
        criteria = tuple(WorkshopCriterion(**values, levels=_levels(one, owner)) for one, values in found)
        return cls(criteria, Layout(config.text or "list") if config is not None else Layout.LIST)

    def before(self, scope: ActivityScope) -> Iterator[Xml]:
        yield record("workshopform_rubric_config", {"layout": self.layout.value})

    def nested(self, dimension: Dimension, scope: ActivityScope) -> Iterator[Xml]:
        assert isinstance(dimension, WorkshopCriterion)
        for level in dimension.levels:
            scope.bare_html(level.definition, "a level of an assessment form")
            yield record("workshopform_rubric_level", written(_LEVEL, level, scope), id=scope.id_of(level))

    def problems(self) -> Iterator[str]:
        yield from WorkshopForm.problems(self)
        for order, criterion in enumerate(self.criteria, 1):
            points = [level.points for level in criterion.levels]
            if len(points) < 2 or len(set(points)) < len(points):
                yield f"needs two levels or more with different points for criterion {order} of its assessment form"


def _levels(node: Node, owner: Owner) -> tuple[WorkshopLevel, ...]:
    levels = node.named("workshopform_rubric_level")
    return tuple(WorkshopLevel(**owner.values(_LEVEL, one, ids={"id": _id(one)})) for one in levels)


_ERROR_GRADE: Final[Columns] = (number("nonegative", "errors"), grade_points("grade", "percent"))
_LEVEL: Final[Columns] = (grade_points("grade", "points"), text("definition"), fixed("definitionformat", 1))

FORMS: Final[dict[str, type[WorkshopForm]]] = {
    form.strategy: form for form in (Accumulative, Comments, NumberOfErrors, WorkshopRubric)
}
"""The strategies of Moodle's core, in the order of its backups."""
