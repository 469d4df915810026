"""How long each module works for each competency, as typed data. A competency that has others under it sums them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from methodology.course import Course
from methodology.needs import Competency
from methodology.sequencing import Module
from methodology.workings import objectives_by_id, objectives_of_step


@dataclass(frozen=True, slots=True)
class CompetencyRow:
    """A competency, and the minutes each module gives it, in the order of `CompetencyMatrix.modules`.

    `minutes` are its own and those of what is under it; `own` its own alone. `depth` counts from 1; `children` are
    ids; `objectives` serve it directly.
    """

    competency: str
    name: str
    minutes: tuple[float, ...]
    objectives: tuple[str, ...]
    own: tuple[float, ...] = ()
    depth: int = 1
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompetencyMatrix:
    """Competencies by modules, each after the one it is under. `unserved`: minutes that work for no competency."""

    modules: tuple[str, ...]
    rows: tuple[CompetencyRow, ...]
    unserved: tuple[float, ...] = ()

    @property
    def totals(self) -> tuple[float, ...]:
        """The minutes of each module, each counted once."""
        return _summed([self.unserved, *(row.own for row in self.rows)], len(self.modules))


def competency_matrix(course: Course) -> CompetencyMatrix:
    """How long each module works for each competency, through the objectives of its steps.

    A competency under one that does not exist, or in a circle, stands at the top.
    """
    modules = course.sequencing.modules
    by_module = [_minutes_by_competency(course, module) for module in modules]
    own = {c.id: tuple(times.get(c.id, 0.0) for times in by_module) for c in course.needs.competencies}
    serving: dict[str, list[str]] = {}
    for objective in course.objectives.objectives:
        serving.setdefault(objective.competency, []).append(objective.id)
    places = list(_tree(course.needs.competencies))
    rows: dict[str, CompetencyRow] = {}
    for competency, depth, children in reversed(places):  # what is under a competency is known before it
        minutes = _summed([own[competency.id], *(rows[child].minutes for child in children)], len(modules))
        objectives = tuple(serving.get(competency.id, ()))
        rows[competency.id] = CompetencyRow(
            competency.id, competency.name, minutes, objectives, own[competency.id], depth, children
        )
    unserved = tuple(times.get("", 0.0) for times in by_module)
    return CompetencyMatrix(tuple(m.id for m in modules), tuple(rows[c.id] for c, _d, _c in places), unserved)


def _summed(rows: Sequence[tuple[float, ...]], length: int) -> tuple[float, ...]:
    return tuple(sum(row[place] for row in rows) for place in range(length))


def _tree(competencies: Sequence[Competency]) -> Iterator[tuple[Competency, int, tuple[str, ...]]]:
    """Each competency once, after the one it is under, with its depth and the ids of those under it."""
    known = {competency.id: competency for competency in competencies}
    below: dict[str, list[str]] = {}
    for competency in known.values():
        below.setdefault(_above(competency, known), []).append(competency.id)
    waiting = [(key, 1) for key in reversed(below.get("", []))]
    while waiting:
        key, depth = waiting.pop()
        children = tuple(below.get(key, ()))
        yield known[key], depth, children
        waiting += [(child, depth + 1) for child in reversed(children)]


def _above(competency: Competency, known: Mapping[str, Competency]) -> str:
    """The id of what it is under; empty when that does not exist, or leads back to itself."""
    seen, parent = {competency.id}, competency.parent
    while parent in known and parent not in seen:
        seen.add(parent)
        parent = known[parent].parent
    return "" if parent in seen or competency.parent not in known else competency.parent


def _minutes_by_competency(course: Course, module: Module) -> Mapping[str, float]:
    """Minutes by id; under the empty id those whose objective serves no competency that exists, or of no objective."""
    known = objectives_by_id(course)
    existing = {competency.id for competency in course.needs.competencies}
    minutes: dict[str, float] = {}
    for sequence in module.sequences:
        for step in sequence.steps:
            keys = objectives_of_step(sequence, step) or ("",)
            for key in keys:
                served = known[key].competency if key in known else ""
                served = served if served in existing else ""
                minutes[served] = minutes.get(served, 0.0) + step.minutes / len(keys)
    return minutes
