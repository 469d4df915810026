"""Advanced grading: a rubric (grid of criteria and levels) or a marking guide (criteria with free points).

What graders filled in belongs to people and stays out of a package without users.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from moodle_backups.columns import Columns, clock, computed, fixed, grade_points, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.scope import Scope

# gradingform_controller::DEFINITION_STATUS_READY
_READY: Final = 20


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a criterion: points and what it means (plain text)."""

    score: float
    definition: str
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the grid, its levels from lowest to highest; plain text."""

    description: str
    levels: tuple[Level, ...]
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """A grid ready for use; ``description`` is HTML without links or files.

    Learners see the grid before they hand in when ``preview``. Moodle scales the points to the grade: points out of
    the highest total with ``lock_zero_points``; without it the lowest total gives 0. ``show_...``: what graders and
    learners see of a grid that was filled in; ``remarks``: graders may write one to each criterion.
    """

    method: ClassVar[str] = "rubric"

    name: str
    criteria: tuple[Criterion, ...]
    description: str = ""
    preview: bool = True
    remarks: bool = True
    lock_zero_points: bool = True
    ascending: bool = True
    show_description_to_graders: bool = True
    show_description_to_learners: bool = True
    show_points_to_graders: bool = True
    show_points_to_learners: bool = True
    show_remarks_to_learners: bool = True
    kept: Kept = NOTHING_KEPT

    @property
    def options(self) -> str:
        """The options as the form saves them: JSON of strings "0" and "1"."""
        return _json(_options_of(self, RUBRIC_OPTIONS) | {"showremarksstudent": self._remarks_shown()})

    def problems(self) -> Iterator[str]:
        """What is wrong with the grid."""
        yield from _form_problems("rubric", self.name, self.criteria)
        for number, criterion in enumerate(self.criteria, 1):
            scores = [level.score for level in criterion.levels]
            if not criterion.description.strip():
                yield f"criterion {number} of the rubric has no description"
            if len(scores) < 2 or len(set(scores)) < len(scores):
                yield f"criterion {number} of the rubric needs two levels or more with different points"
            if min(scores, default=0) < 0:
                yield f"criterion {number} of the rubric has a level with negative points"

    def body(self, scope: Scope) -> Xml:
        """What the definition holds besides its fields."""
        criteria = [self._criterion(order, criterion, scope) for order, criterion in enumerate(self.criteria, 1)]
        return listing("criteria", criteria)

    def _remarks_shown(self) -> bool:
        return self.remarks and self.show_remarks_to_learners

    def _criterion(self, order: int, criterion: Criterion, scope: Scope) -> Xml:
        levels = [
            record("level", written(LEVEL, level, scope), *level.kept.elements, id=scope.id_of(level))
            for level in criterion.levels
        ]
        values = {"sortorder": order, **written(CRITERION, criterion, scope)}
        kept = criterion.kept.elements
        return record("criterion", values, listing("levels", levels), *kept, id=scope.id_of(criterion))


@dataclass(frozen=True, slots=True)
class GuideCriterion:
    """A criterion of a marking guide: up to ``points``, given freely. Plain texts, for learners and for graders."""

    name: str
    points: float
    description: str = ""
    for_graders: str = ""
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class GuideComment:
    """A comment that graders use often, at hand while they grade; plain text."""

    text: str
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingGuide:
    """A marking guide ready for use; ``description`` is HTML without links or files.

    Learners see it before they hand in when ``preview``, and the points of each criterion with ``show_points``.
    """

    method: ClassVar[str] = "guide"

    name: str
    criteria: tuple[GuideCriterion, ...]
    comments: tuple[GuideComment, ...] = ()
    description: str = ""
    preview: bool = True
    show_points: bool = True
    kept: Kept = NOTHING_KEPT

    @property
    def options(self) -> str:
        """The options as the form saves them."""
        return _json(_options_of(self, GUIDE_OPTIONS))

    def problems(self) -> Iterator[str]:
        """What is wrong with the guide."""
        yield from _form_problems("marking guide", self.name, self.criteria)
        for number, criterion in enumerate(self.criteria, 1):
            if not criterion.name.strip() or len(criterion.name) > 255:
                yield f"criterion {number} of the marking guide needs a name of 1 to 255 characters"
            if criterion.points <= 0:
                yield f"criterion {number} of the marking guide needs more than 0 points"
        if any(not comment.text.strip() for comment in self.comments):
            yield "marking guide has an empty comment"

    def body(self, scope: Scope) -> Xml:
        """What the definition holds besides its fields."""
        criteria = _ordered("guidecriterion", GUIDE_CRITERION, self.criteria, scope)
        comments = _ordered("guidecomment", GUIDE_COMMENT, self.comments, scope)
        return Xml(listing("guidecriteria", criteria) + listing("guidecomments", comments))


GradingForm = Rubric | MarkingGuide


def grading_xml(form: GradingForm | None, area: str, scope: Scope, kept: Kept = NOTHING_KEPT) -> Xml:
    """The root of grading.xml for one gradable area of an activity; without a form, simple grading.

    ``kept``: what the area had in the package it was read from (`moodle_backups.reading.grading`); its ids are empty
    when it had no such area.
    """
    if form is None and kept.ids is not None and "id" not in kept.ids:
        return element("areas", *kept.part("others").elements)
    values: dict[str, Scalar] = {"areaname": area, "activemethod": None if form is None else form.method}
    definitions = [] if form is None else [_definition(form, scope)]
    area_id = scope.once(kept, "grading_area")
    own = record("area", kept.over(values), listing("definitions", [*definitions, *kept.elements]), id=area_id)
    return element("areas", own, *kept.part("others").elements)


def _definition(form: GradingForm, scope: Scope) -> Xml:
    definition_id = scope.id_of(form)
    scope.bare_html(form.description, f"the description of a {form.method}")
    values = written(DEFINITION, form, scope)
    plugin = element(f"plugin_gradingform_{form.method}_definition", form.body(scope))
    return record("definition", values, plugin, element("instances"), *form.kept.elements, id=definition_id)


def _ordered(
    tag: str, columns: Columns, values: Iterable[GuideCriterion | GuideComment], scope: Scope
) -> Iterator[Xml]:
    for order, value in enumerate(values, 1):
        fields = {"sortorder": order, **written(columns, value, scope)}
        yield record(tag, fields, *value.kept.elements, id=scope.id_of(value))


def _form_problems(what: str, name: str, criteria: tuple[object, ...]) -> Iterator[str]:
    if not name.strip() or len(name) > 255:
        yield f"{what} needs a name of 1 to 255 characters"
    if not criteria:
        yield f"{what} has no criterion"


def _options_of(form: GradingForm, names: Mapping[str, str]) -> dict[str, bool]:
    return {option: getattr(form, attribute) for option, attribute in names.items()}


def _json(options: Mapping[str, bool]) -> str:
    return json.dumps({name: str(int(value)) for name, value in options.items()}, separators=(",", ":"))


RUBRIC_OPTIONS: Final = {
    "sortlevelsasc": "ascending",
    "lockzeropoints": "lock_zero_points",
    "alwaysshowdefinition": "preview",
    "showdescriptionteacher": "show_description_to_graders",
    "showdescriptionstudent": "show_description_to_learners",
    "showscoreteacher": "show_points_to_graders",
    "showscorestudent": "show_points_to_learners",
    "enableremarks": "remarks",
    "showremarksstudent": "show_remarks_to_learners",
}
GUIDE_OPTIONS: Final = {"alwaysshowdefinition": "preview", "showmarkspercriterionstudents": "show_points"}

DEFINITION: Final[Columns] = (
    computed("method", "method"),
    text("name", longest=255),
    text("description"),
    fixed("descriptionformat", 1),
    fixed("status", _READY),
    clock("timecreated"),
    clock("timemodified"),
    computed("options", "options"),
)
CRITERION: Final[Columns] = (text("description"), fixed("descriptionformat", 0))
LEVEL: Final[Columns] = (grade_points("score", "score"), text("definition"), fixed("definitionformat", 0))
GUIDE_CRITERION: Final[Columns] = (
    text("shortname", "name", longest=255),
    text("description"),
    fixed("descriptionformat", 0),
    text("descriptionmarkers", "for_graders"),
    fixed("descriptionmarkersformat", 0),
    grade_points("maxscore", "points"),
)
GUIDE_COMMENT: Final[Columns] = (text("description", "text"), fixed("descriptionformat", 0))
