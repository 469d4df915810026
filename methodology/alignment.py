"""Matrices and tables derived from a course, as typed data: documents, spreadsheets and rules all read these.

Alignment matrix (Biggs), specification table (Scallon), methods by objective. Competencies by module are in
`competency_times.py`, what depends on dates and persons in `planning.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from methodology.activities.quiz import Quiz
from methodology.course import Course
from methodology.evaluation import Assessment
from methodology.methods import Method, method_named
from methodology.objectives import Objective
from methodology.once import once
from methodology.values import Bloom
from methodology.workings import (
    activities_of,
    minutes_by_objective,
    objectives_by_id,
    objectives_of_step,
    questions_of_quiz,
    weight_by_objective,
)


class Alignment(StrEnum):
    """How an objective stands: the first thing that is wrong with it."""

    ALIGNED = "aligned"
    ORPHAN = "orphan"  # of a need
    UNTAUGHT = "untaught"
    UNPRACTISED = "unpractised"  # from level 3 on, no active step
    UNASSESSED = "unassessed"
    UNDER_ASSESSED = "under_assessed"  # verified below its level


@dataclass(frozen=True, slots=True)
class AlignmentRow:
    """A line of the alignment matrix. Minutes and percent are those of this objective alone.

    `by_module` are the minutes each module gives it, in the order of the course.
    """

    objective: Objective
    sequences: tuple[str, ...]
    minutes: float
    practised: bool
    assessments: tuple[str, ...]
    assessed_level: Bloom | None
    weight_percent: float
    status: Alignment
    by_module: tuple[float, ...] = ()


@once
def alignment_matrix(course: Course) -> tuple[AlignmentRow, ...]:
    """A row for each objective, in order: where it is worked on, how it is verified, whether that agrees."""
    taught, practised = _sequences_by_objective(course), _practised(course)
    times, weights = minutes_by_objective(course), weight_by_objective(course)
    levels, judged = _levels_reached(course), _assessments_by_objective(course)
    shares, nothing = _minutes_by_module(course), (0.0,) * len(course.sequencing.modules)
    rows = []
    for objective in course.objectives.objectives:
        row = AlignmentRow(
            objective=objective,
            sequences=taught.get(objective.id, ()),
            minutes=times.get(objective.id, 0.0),
            practised=objective.id in practised,
            assessments=judged.get(objective.id, ()),
            assessed_level=levels.get(objective.id),
            weight_percent=weights.get(objective.id, 0.0),
            status=Alignment.ALIGNED,
            by_module=tuple(shares.get(objective.id, nothing)),
        )
        rows.append(_with_status(row))
    return tuple(rows)


def _with_status(row: AlignmentRow) -> AlignmentRow:
    aim, reached = row.objective.bloom, row.assessed_level
    faults = (
        (Alignment.ORPHAN, not row.objective.need),
        (Alignment.UNTAUGHT, not row.sequences),
        (Alignment.UNPRACTISED, aim is not None and aim >= Bloom.APPLY and not row.practised),
        (Alignment.UNASSESSED, not row.assessments),
        (Alignment.UNDER_ASSESSED, aim is not None and reached is not None and reached < aim),
    )
    found = next((status for status, is_so in faults if is_so), Alignment.ALIGNED)
    return replace(row, status=found)


def _minutes_by_module(course: Course) -> Mapping[str, Sequence[float]]:
    modules, found = course.sequencing.modules, dict[str, list[float]]()
    for place, module in enumerate(modules):
        for sequence in module.sequences:
            for step in sequence.steps:
                keys = objectives_of_step(sequence, step)
                for key in keys:
                    found.setdefault(key, [0.0] * len(modules))[place] += step.minutes / len(keys)
    return found


def _sequences_by_objective(course: Course) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for sequence in course.sequencing.sequences():
        keys = (*sequence.objectives, *(key for step in sequence.steps for key in step.objectives))
        for key in keys:
            found.setdefault(key, {})[sequence.id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _practised(course: Course) -> frozenset[str]:
    return frozenset(key for s, step in course.sequencing.steps() if step.active for key in objectives_of_step(s, step))


def _assessments_by_objective(course: Course) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for assessment in course.evaluation.assessments:
        for key in assessment.objectives:
            found.setdefault(key, []).append(assessment.id)
    return {key: tuple(ids) for key, ids in found.items()}


def _levels_reached(course: Course) -> Mapping[str, Bloom]:
    """The highest level at which each objective is verified: by an assessment, or by a question it asks."""
    reached: dict[str, Bloom] = {}
    for assessment in course.evaluation.assessments:
        for key, level in _levels_of(course, assessment):
            reached[key] = max(level, reached.get(key, level))
    return reached


def _levels_of(course: Course, assessment: Assessment) -> Iterator[tuple[str, Bloom]]:
    if assessment.bloom is not None:
        yield from ((key, assessment.bloom) for key in assessment.objectives)
    for activity in activities_of(course, assessment):
        for question in questions_of_quiz(course, activity) if isinstance(activity, Quiz) else ():
            if question.bloom is not None and question.objective in assessment.objectives:
                yield question.objective, question.bloom


@dataclass(frozen=True, slots=True)
class SpecificationCell:
    """How much of a test bears on a content at a level: percent, how many items that makes, how many are written.

    `time_percent` is its share of the time taught: only a check.
    """

    content: str
    level: Bloom
    weight_percent: float
    items: int
    written: int
    time_percent: float = 0.0


@dataclass(frozen=True, slots=True)
class SpecificationTable:
    """Contents by levels. `contents` are ids of objectives; only cells that hold something are listed."""

    items: int
    contents: tuple[str, ...]
    levels: tuple[Bloom, ...]
    cells: tuple[SpecificationCell, ...]

    def cell(self, content: str, level: Bloom) -> SpecificationCell | None:
        """The cell of that content and level."""
        return next((cell for cell in self.cells if cell.content == content and cell.level == level), None)


def specification_table(course: Course, assessment: Assessment, items: int | None = None) -> SpecificationTable:
    """The table of an assessment made of tests: a share of the items for each objective, by its weight in the mark.

    Weights are the course's (reference domain 2.9); those of a course that gives none are the times taught. `items` is
    how many the test is to have; by default, as many as it has. Objectives without a level are left out.
    """
    quizzes = [activity for activity in activities_of(course, assessment) if isinstance(activity, Quiz)]
    asked = [question for quiz in quizzes[-1:] for question in questions_of_quiz(course, quiz)]
    total = len(asked) if items is None else items
    known = objectives_by_id(course)
    contents = [key for key in assessment.objectives if key in known and known[key].bloom is not None]
    times = _shares(minutes_by_objective(course), contents)
    weights = _shares(weight_by_objective(course), contents) or times or [100 / max(1, len(contents))] * len(contents)
    counts = largest_remainder(weights, total)
    cells = []
    for key, weight, count, time in zip(contents, weights, counts, times or weights, strict=True):
        written = sum(question.objective == key for question in asked)
        cells.append(SpecificationCell(key, Bloom(known[key].bloom or 1), weight, count, written, time))
    levels = tuple(sorted({cell.level for cell in cells}))
    return SpecificationTable(total, tuple(contents), levels, tuple(cells))


def _shares(values: Mapping[str, float], keys: Sequence[str]) -> list[float]:
    """The percent of each among those; nothing when they have none."""
    found = [values.get(key, 0.0) for key in keys]
    return [100 * value / sum(found) for value in found] if sum(found) else []


def largest_remainder(weights: Sequence[float], total: int) -> tuple[int, ...]:
    """Whole numbers that make `total`, as close to the weights as can be; of equal remainders the first wins.

    Raises ValueError for a negative weight or total.
    """
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights and total can't be negative")
    whole = sum(weights)
    if not whole:
        return (0,) * len(weights)
    shares = [total * weight / whole for weight in weights]
    counts = [int(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda n: counts[n] - shares[n])
    for place in by_remainder[: total - sum(counts)]:
        counts[place] += 1
    return tuple(counts)


@dataclass(frozen=True, slots=True)
class MethodUse:
    """A method that works on an objective: its name as written, what the catalogue says of it, for how long.

    `active_minutes`: those of the steps in which people do something, as their author declares.
    """

    written: str
    method: Method | None
    minutes: float
    reaches: bool
    active_minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class MethodRow:
    """An objective and the methods that work on it, the longest first. `reached`: one of them is up to its level."""

    objective: Objective
    uses: tuple[MethodUse, ...]
    reached: bool


def method_matrix(course: Course) -> tuple[MethodRow, ...]:
    """A row for each objective, in order."""
    times: dict[str, dict[str, tuple[float, float]]] = {}
    for sequence, step in course.sequencing.steps():
        keys = objectives_of_step(sequence, step)
        for key in keys:
            used = times.setdefault(key, {})
            whole, active = used.get(step.method, (0.0, 0.0))
            share = step.minutes / len(keys)
            used[step.method] = (whole + share, active + share * step.active)
    return tuple(_method_row(objective, times.get(objective.id, {})) for objective in course.objectives.objectives)


def _method_row(objective: Objective, times: Mapping[str, tuple[float, float]]) -> MethodRow:
    uses = tuple(
        MethodUse(written, method_named(written), whole, _reaches(method_named(written), objective), active)
        for written, (whole, active) in sorted(times.items(), key=lambda use: (-use[1][0], use[0]))
    )
    return MethodRow(objective, uses, any(use.reaches for use in uses))


def _reaches(method: Method | None, objective: Objective) -> bool:
    """Whether the method serves that level; a method or a level that nobody knows isn't held against it."""
    return method is None or objective.bloom is None or method.bloom[1] >= objective.bloom
