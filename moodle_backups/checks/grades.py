"""Grades and the gradebook: limits, categories, scales, formulas, letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from moodle_backups.activities.base import Activity
from moodle_backups.backup import Backup
from moodle_backups.checks.naming import LONGEST_NAME, duplicates, length_problems
from moodle_backups.errors import Problem
from moodle_backups.gradebook import Aggregation, Grade, Gradebook, aggregation_in
from moodle_backups.gradesheet import formula_keys

MOST_DECIMALS = 5
_WITH_WEIGHTS: Final = (Aggregation.NATURAL, Aggregation.WEIGHTED_MEAN)
_WITH_EXTRA_CREDIT: Final = (
    Aggregation.NATURAL,
    Aggregation.SIMPLE_WEIGHTED_MEAN,
    Aggregation.MEAN_WITH_EXTRA_CREDITS,
)


@dataclass(frozen=True, slots=True)
class GradeNames:
    """What grades may name: ``graded`` are the numbers of grades by key."""

    gradebook: Gradebook
    scales: Mapping[str, int]
    graded: Mapping[str, int]

    @classmethod
    def of(cls, backup: Backup) -> GradeNames:
        """All of a backup."""
        book = backup.gradebook
        others = chain((m.key for m in book.manual_grades), (c.key for c in book.categories))
        activities = {
            activity.key: len(activity.grades())
            for section in backup.sections
            for activity in section.activities
            if any(activity.grades())
        }
        return cls(book, {s.key: len(s.items) for s in backup.scales}, {**dict.fromkeys(others, 1), **activities})


def activity_grade_problems(activity: Activity, names: GradeNames) -> Iterator[str]:
    """The grades of an activity."""
    for grade in activity.grades():
        if grade is not None:
            if not activity.gradable:
                yield f"has a grade, but a {activity.modname} isn't graded"
            yield from grade_problems(grade, names)


def grade_problems(grade: Grade, names: GradeNames) -> Iterator[str]:
    """One grade."""
    gradebook = names.gradebook
    if not grade.text and grade.maximum <= grade.minimum:
        yield f"needs a maximum grade above {grade.minimum:g}"
    elif not grade.text and not (grade.to_pass == 0 or grade.minimum <= grade.to_pass <= grade.maximum):
        yield f"has a pass grade of {grade.to_pass:g} out of {grade.maximum:g}"
    yield from _weight_problems(grade, aggregation_in(gradebook, grade.category))
    if grade.category is not None and grade.category not in {c.key for c in gradebook.categories}:
        yield f'is in grade category "{grade.category}", which doesn\'t exist'
    if grade.decimals is not None and not 0 <= grade.decimals <= MOST_DECIMALS:
        yield f"shows {grade.decimals} decimals; Moodle takes 0 to {MOST_DECIMALS}"
    yield from _scale_problems(grade, names)
    yield from _formula_problems(grade.formula, names)


def _weight_problems(grade: Grade, around: Aggregation) -> Iterator[str]:
    how = around.name.lower().replace("_", " ")
    if grade.weight is not None and grade.weight < 0:
        yield "has a negative weight"
    if (grade.weight or 0) > 100 and around is Aggregation.NATURAL:
        yield f"has a weight of {grade.weight:g} percent"
    if grade.extra_credit and around not in _WITH_EXTRA_CREDIT:
        yield f"is extra credit, which the aggregation around it ({how}) doesn't have"
    weighs = around in _WITH_WEIGHTS or (around is Aggregation.MEAN_WITH_EXTRA_CREDITS and grade.extra_credit)
    if grade.weight is not None and not weighs:
        yield f"has a weight, which the aggregation around it ({how}) doesn't ask for"


def _scale_problems(grade: Grade, names: GradeNames) -> Iterator[str]:
    if grade.scale is None:
        return
    if grade.scale not in names.scales:
        yield f'is graded by scale "{grade.scale}", which doesn\'t exist'
    elif grade.maximum != names.scales[grade.scale] or grade.minimum not in (0, 1):
        yield f'is graded by scale "{grade.scale}": its maximum is {names.scales[grade.scale]}, the number of items'


def _formula_problems(formula: str, names: GradeNames) -> Iterator[str]:
    if formula and not formula.startswith("="):
        yield f"has a formula that doesn't start with =: {formula[:60]}"
    for key, number in formula_keys(formula):
        if key and number >= names.graded.get(key, 0):
            yield f'has a formula that counts with "{key}", which isn\'t graded'


def gradebook_problems(names: GradeNames) -> Iterator[Problem]:
    """The gradebook as a whole."""
    gradebook = names.gradebook
    parents = {category.key: category.parent for category in gradebook.categories}
    yield from duplicates("grade category", [category.key for category in gradebook.categories])
    for category in gradebook.categories:
        where = f'grade category "{category.key}"'
        texts = chain(
            length_problems("name", category.name, LONGEST_NAME),
            grade_problems(category.total_grade(), names),
            _drop_problems(category.drop_lowest, category.keep_highest),
        )
        yield from (Problem(where, text) for text in texts)
        if _returns(category.key, parents):
            yield Problem(where, "lies in itself")
    for manual in gradebook.manual_grades:
        where = f'manual grade "{manual.key}"'
        texts = chain(length_problems("name", manual.name, LONGEST_NAME), grade_problems(manual.grade, names))
        yield from (Problem(where, text) for text in texts)
    whole = chain(
        _formula_problems(gradebook.total_grade().formula, names),
        _drop_problems(gradebook.drop_lowest, gradebook.keep_highest),
        _letter_problems(gradebook),
    )
    yield from (Problem("gradebook", text) for text in whole)


def _drop_problems(drop_lowest: int, keep_highest: int) -> Iterator[str]:
    if drop_lowest < 0 or keep_highest < 0:
        yield "drops or keeps a negative number of grades"
    if drop_lowest and keep_highest:
        yield "drops the lowest and keeps the highest grades at once; Moodle does one of them"


def _letter_problems(gradebook: Gradebook) -> Iterator[str]:
    letters = gradebook.letters
    if len({letter.percent for letter in letters}) < len(letters):
        yield "has two letters from the same percent on"
    for letter in letters:
        if not 0 <= letter.percent <= 100 or not letter.letter.strip() or len(letter.letter) > LONGEST_NAME:
            yield f'has letter "{letter.letter[:20]}" from {letter.percent:g} percent on'


def _returns(key: str, parents: Mapping[str, str | None]) -> bool:
    current = parents.get(key)
    for _ in parents:
        if current is None or current == key:
            break
        current = parents.get(current)
    return current == key
