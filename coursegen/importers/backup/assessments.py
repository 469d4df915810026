"""The gradebook of a backup to the evaluation of a folder: what counts, for how much, when it is passed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from coursegen.importers.backup.outline import Outline, PlannedStep
from coursegen.importers.backup.texts import one_line
from methodology.activities.base import OnlineActivity
from methodology.evaluation import Assessment
from methodology.values import Purpose
from moodle_backups.backup import Backup
from moodle_backups.gradebook import Aggregation, Grade, GradeCategory

_NAMED: Final = re.compile(r"([A-Za-z][\w-]{0,20})\. (.+)", re.DOTALL)
_WHOLE: Final = 100.0


@dataclass(slots=True)
class Counting:
    """One line of the gradebook's top level: a category, or an activity on its own."""

    title: str
    grade: Grade
    steps: list[str]
    own: PlannedStep | None = None
    module: str = ""


def assessments(backup: Backup, tree: Outline, made: dict[str, OnlineActivity]) -> tuple[Assessment, ...]:
    """What counts, with its share of the whole. `made`: what each activity became, by key; pages count for nothing."""
    lines = [line for line in _lines(backup, tree, made) if line.steps or line.own]
    shares = _shares([line.grade for line in lines], backup.gradebook.aggregation)
    return tuple(
        _assessment(line, share, number, tree, made)
        for number, (line, share) in enumerate(zip(lines, shares, strict=True), 1)
    )


def pass_percent(backup: Backup) -> float | None:
    """What the whole course takes to be passed, in percent; None when it doesn't say."""
    book = backup.gradebook
    return round(100 * book.to_pass / book.maximum, 2) if book.to_pass and book.maximum else None


def _lines(backup: Backup, tree: Outline, made: dict[str, OnlineActivity]) -> Iterator[Counting]:
    categories = {category.key: category for category in backup.gradebook.categories}
    lines: dict[str, Counting] = {}
    alone: list[Counting] = []
    for module, reference, step in _graded(tree, made):
        grade = step.activity.grade
        assert grade is not None
        category = _top(categories, grade.category)
        if category is None:
            line = Counting(step.activity.title(), grade, [], module=module)
            alone.append(line)
        else:
            whole = Grade(category.maximum, category.to_pass, weight=category.weight)
            line = lines.setdefault(category.key, Counting(category.name, whole, [], module=module))
            if grade.to_pass and not line.grade.to_pass and grade.maximum:
                passed = line.grade.maximum * grade.to_pass / grade.maximum
                line.grade = replace(line.grade, to_pass=passed)
        if reference:
            line.steps.append(reference)
        else:
            line.own, line.module = step, module
    yield from (line for key, line in lines.items() if categories[key].weight != 0)
    yield from alone


def _graded(tree: Outline, made: dict[str, OnlineActivity]) -> Iterator[tuple[str, str, PlannedStep]]:
    """Each graded activity: its module, its step (empty: the assessment's own), itself."""
    for module in tree.modules:
        for sequence in module.sequences:
            for step in sequence.steps:
                if step.activity.grade and made[step.activity.key].graded:
                    yield module.id, f"{sequence.id}/{step.id}", step
        for step in module.own:
            if step.activity.grade and made[step.activity.key].graded:
                yield module.id, "", step


def _top(categories: dict[str, GradeCategory], key: str | None) -> GradeCategory | None:
    """The outermost category around a grade."""
    found = categories.get(key or "")
    while found is not None and found.parent in categories:
        found = categories[found.parent or ""]
    return found


def _shares(grades: list[Grade], aggregation: Aggregation) -> list[float]:
    """The percent that each counts for, together 100, as the gradebook adds them up."""
    if aggregation is Aggregation.WEIGHTED_MEAN:
        values = [1.0 if grade.weight is None else grade.weight for grade in grades]
    elif aggregation in (Aggregation.NATURAL, Aggregation.SIMPLE_WEIGHTED_MEAN):
        weighed = all(grade.weight is not None for grade in grades)
        values = [(grade.weight or 0.0) if weighed else grade.maximum for grade in grades]
    else:
        values = [1.0] * len(grades)
    total = sum(values)
    if not total:
        return [0.0] * len(grades)
    shares = [round(_WHOLE * value / total, 1) for value in values]
    shares[-1] = round(_WHOLE - sum(shares[:-1]), 1)
    return shares


def _assessment(
    line: Counting, share: float, number: int, tree: Outline, made: dict[str, OnlineActivity]
) -> Assessment:
    named = _NAMED.fullmatch(line.title) if tree.ours else None
    key = line.own.id if line.own else named[1] if named else f"E{number}"
    grade = line.grade
    if line.own is not None:
        grade = line.own.activity.grade or grade
    return Assessment(
        id=key,
        title=one_line(named[2] if named else line.own.activity.title() if line.own else line.title, 200),
        purposes=(Purpose.SUMMATIVE if share else Purpose.FORMATIVE,),
        weight_percent=share,
        pass_percent=round(100 * grade.to_pass / grade.maximum, 2) if grade.to_pass and grade.maximum else None,
        steps=tuple(line.steps),
        module=line.module if line.own else "",
        activity=made[line.own.activity.key] if line.own else None,
    )
