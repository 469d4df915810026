"""Advanced grading: a rubric (grid of criteria and levels)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moodle_backups.xml import Scalar, Xml, element, listing, points, record

if TYPE_CHECKING:
    from moodle_backups.scope import Scope

# gradingform_controller::DEFINITION_STATUS_READY
_READY: Final = 20


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a criterion: points and what it means (plain text)."""

    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the grid, its levels from lowest to highest; plain text."""

    description: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """A grid ready for use; ``description`` is HTML without links or files.

    Learners see the grid before they hand in when ``preview``. Moodle scales the points to the grade: points out of
    the highest total with ``lock_zero_points``; without it the lowest total gives 0.
    """

    name: str
    criteria: tuple[Criterion, ...]
    description: str = ""
    preview: bool = True
    remarks: bool = True
    lock_zero_points: bool = True

    def problems(self) -> Iterator[str]:
        """What is wrong with the grid."""
        if not self.name.strip() or len(self.name) > 255:
            yield "rubric needs a name of 1 to 255 characters"
        if not self.criteria:
            yield "rubric has no criterion"
        for number, criterion in enumerate(self.criteria, 1):
            scores = [level.score for level in criterion.levels]
            if not criterion.description.strip():
                yield f"criterion {number} of the rubric has no description"
            if len(scores) < 2 or len(set(scores)) < len(scores):
                yield f"criterion {number} of the rubric needs two levels or more with different points"
            if min(scores, default=0) < 0:
                yield f"criterion {number} of the rubric has a level with negative points"


def rubric_xml(rubric: Rubric | None, area: str, scope: Scope) -> Xml:
    """The root of grading.xml for one gradable area of an activity; without a rubric, simple grading."""
    method = None if rubric is None else "rubric"
    definitions = [] if rubric is None else [_definition(rubric, scope)]
    values: dict[str, Scalar] = {"areaname": area, "activemethod": method}
    return element("areas", record("area", values, listing("definitions", definitions), id=scope.next_id()))


def _definition(rubric: Rubric, scope: Scope) -> Xml:
    definition_id = scope.next_id()
    values: dict[str, Scalar] = {
        "method": "rubric",
        "name": rubric.name,
        "description": scope.bare_html(rubric.description, "the description of a rubric"),
        "descriptionformat": 1,
        "status": _READY,
        "timecreated": scope.timestamp,
        "timemodified": scope.timestamp,
        "options": json.dumps(_options(rubric), separators=(",", ":")),
    }
    criteria = [_criterion(order, criterion, scope) for order, criterion in enumerate(rubric.criteria, 1)]
    plugin = element("plugin_gradingform_rubric_definition", listing("criteria", criteria))
    return record("definition", values, plugin, element("instances"), id=definition_id)


def _options(rubric: Rubric) -> dict[str, str]:
    """Options as the form saves them: strings "0" and "1"."""
    chosen = {
        "sortlevelsasc": True,
        "lockzeropoints": rubric.lock_zero_points,
        "alwaysshowdefinition": rubric.preview,
        "showdescriptionteacher": True,
        "showdescriptionstudent": True,
        "showscoreteacher": True,
        "showscorestudent": True,
        "enableremarks": rubric.remarks,
        "showremarksstudent": rubric.remarks,
    }
    return {name: str(int(value)) for name, value in chosen.items()}


def _criterion(order: int, criterion: Criterion, scope: Scope) -> Xml:
    levels = [_level(level, scope) for level in criterion.levels]
    values: dict[str, Scalar] = {
        "sortorder": order,
        "description": criterion.description,
        "descriptionformat": 0,
    }
    return record("criterion", values, listing("levels", levels), id=scope.next_id())


def _level(level: Level, scope: Scope) -> Xml:
    values: dict[str, Scalar] = {
        "score": points(level.score),
        "definition": level.definition,
        "definitionformat": 0,
    }
    return record("level", values, id=scope.next_id())
