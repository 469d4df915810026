"""What is wrong with a backup, found before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from moodle_backups.activities.base import Activity
from moodle_backups.availability import (
    All,
    Any,
    Completed,
    CompletionState,
    Condition,
    MinGrade,
    referenced_keys,
)
from moodle_backups.backup import Backup, Section
from moodle_backups.completion import Tracking, tracking
from moodle_backups.errors import Problem
from moodle_backups.files import File, stored_path
from moodle_backups.gradebook import Aggregation, Grade, Gradebook, aggregation_in
from moodle_backups.lacking import lacking
from moodle_backups.package import Package, assemble
from moodle_backups.subsections import laid_out, subsection_problems
from moodle_backups.versions import ACTIVITY_TYPES, LONGEST_ACTIVITY_NAME, LONGEST_FULLNAME, PORTABLE, Target
from moodle_backups.xml import escape

# Columns of Moodle's database; a restore on PostgreSQL breaks off at a longer text.
LONGEST_NAME: Final = 255
LONGEST_KEY: Final = 100
LONGEST_SHORTNAME: Final = 100
FORMATS: Final = ("topics", "weeks")


def check_backup(backup: Backup, version: Target = PORTABLE) -> list[Problem]:
    """Every problem of ``backup``; empty when it can be written and restores without a warning.

    Looks at keys, names, references between activities, links and files in texts, grades, completion, what each
    activity and question type knows about itself, and what the releases of ``version`` can't take. Reads the files,
    writes nothing.
    """
    return list(examine(backup, version).problems)


def examine(backup: Backup, version: Target, subsections: bool | None = None) -> Package:
    """The package of ``backup`` with every problem found, those of its values first.

    ``subsections`` None: written as such if the target has them (`moodle_backups.subsections`).
    """
    in_subsections = tuple(subsection_problems(backup))
    backup = laid_out(backup, version.takes(ACTIVITY_TYPES["subsection"]) if subsections is None else subsections)
    package = assemble(backup, version)
    return Package(package.entries, (*in_subsections, *_value_problems(backup, version), *package.problems))


def _value_problems(backup: Backup, target: Target) -> Iterator[Problem]:
    activities = [activity for section in backup.sections for activity in section.activities]
    by_key = {activity.key: activity for activity in activities}
    yield from lacking(backup, target)
    yield from _course_problems(backup, target)
    yield from _duplicates("section", [section.key for section in backup.sections])
    manual = [grade.key for grade in backup.gradebook.manual_grades]
    # One idnumber space in Moodle's gradebook.
    yield from _duplicates("activity or manual grade", [*(activity.key for activity in activities), *manual])
    yield from _gradebook_problems(backup.gradebook)
    for section in backup.sections:
        yield from _section_problems(section, by_key)
    for activity in activities:
        yield from _activity_problems(activity, backup.gradebook, by_key, target)
    yield from _cycles(backup)
    yield from _course_completion_problems(backup, by_key)


def where_is(activity: Activity) -> str:
    """How messages name an activity."""
    return f'{activity.modname} "{activity.key}"'


def _length(what: str, text: str, longest: int) -> Iterator[str]:
    if not escape(text).strip():
        yield f"has no {what}"
    elif len(text) > longest:
        yield f"has a {what} of {len(text)} characters; Moodle takes {longest}"


def _course_problems(backup: Backup, target: Target) -> Iterator[Problem]:
    texts = chain(
        _length("full name", backup.fullname, target.shortest(LONGEST_FULLNAME)),
        _length("short name", backup.shortname, LONGEST_SHORTNAME),
        _length("idnumber", backup.idnumber, LONGEST_KEY),
        _file_problems([*backup.files, *([backup.image] if backup.image else [])]),
    )
    yield from (Problem("course", text) for text in texts)
    if not backup.sections:
        yield Problem("course", "has no section")
    if backup.format not in FORMATS:
        yield Problem("course", f'has format "{backup.format}"; every Moodle knows {" and ".join(FORMATS)}')
    if backup.start_date and backup.end_date and backup.start_date >= backup.end_date:
        yield Problem("course", "ends before it starts")


def _duplicates(what: str, keys: Iterable[str]) -> Iterator[Problem]:
    for key, times in Counter(keys).items():
        if times > 1:
            yield Problem(f'{what} "{key}"', f"{times} of them have this key")


def _file_problems(files: Iterable[File]) -> Iterator[str]:
    paths = Counter(stored_path(file.name) for file in files)
    for (folder, name), times in paths.items():
        if not name.strip(".") or len(name) > LONGEST_NAME:
            yield f'file "{folder}{name}" needs a name of 1 to {LONGEST_NAME} characters'
        if times > 1:
            yield f'{times} files are called "{folder}{name}"'


def _section_problems(section: Section, by_key: Mapping[str, Activity]) -> Iterator[Problem]:
    texts = [*_file_problems(section.files), *_condition_problems(section.availability, by_key)]
    if len(section.name) > LONGEST_NAME:
        texts.extend(_length("name", section.name, LONGEST_NAME))
    yield from (Problem(f'section "{section.key}"', text) for text in texts)


def _activity_problems(
    activity: Activity, gradebook: Gradebook, by_key: Mapping[str, Activity], target: Target
) -> Iterator[Problem]:
    texts = chain(
        _length("key", activity.key, LONGEST_KEY),
        _length("name", activity.title(), target.shortest(LONGEST_ACTIVITY_NAME)),
        _file_problems(activity.files),
        _condition_problems(activity.availability, by_key),
        _grade_problems(activity, gradebook),
        _completion_problems(activity),
        activity.problems(),
    )
    yield from (Problem(where_is(activity), text) for text in texts)


def _grade_problems(activity: Activity, gradebook: Gradebook) -> Iterator[str]:
    if activity.grade is None:
        return
    if not activity.gradable:
        yield f"has a grade, but a {activity.modname} isn't graded"
    yield from _grade_limits(activity.grade, gradebook)


def _grade_limits(grade: Grade, gradebook: Gradebook) -> Iterator[str]:
    if grade.maximum <= 0:
        yield "needs a maximum grade above 0"
    elif not 0 <= grade.to_pass <= grade.maximum:
        yield f"has a pass grade of {grade.to_pass:g} out of {grade.maximum:g}"
    if grade.weight is not None and grade.weight < 0:
        yield "has a negative weight"
    if (grade.weight or 0) > 100 and aggregation_in(gradebook, grade.category) is Aggregation.NATURAL:
        yield f"has a weight of {grade.weight:g} percent"
    if grade.category is not None and grade.category not in {c.key for c in gradebook.categories}:
        yield f'is in grade category "{grade.category}", which doesn\'t exist'


def _completion_problems(activity: Activity) -> Iterator[str]:
    rules = activity.completion
    by_rule = rules.view or rules.grade or rules.pass_grade or activity.own_completion_rule()
    if rules.manual and by_rule:
        yield "is to be ticked by hand and to be complete by rules at once"
    if (rules.grade or rules.pass_grade) and activity.grade is None:
        yield "is to be complete by a grade, but isn't graded"
    elif rules.pass_grade and activity.grade is not None and not activity.grade.to_pass:
        yield "is to be complete by a pass grade, but has none"


def _condition_problems(condition: Condition | None, by_key: Mapping[str, Activity]) -> Iterator[str]:
    match condition:
        case All(conditions) | Any(conditions):
            if not conditions:
                yield "has an empty group of access conditions"
            for inner in conditions:
                yield from _condition_problems(inner, by_key)
        case Completed(key, state):
            yield from _completed_problems(by_key.get(key), key, state)
        case MinGrade(key, percent):
            if not 0 <= percent <= 100:
                yield f'waits for {percent:g} percent of activity "{key}"'
            if key not in by_key:
                yield f'waits for a grade of activity "{key}", which doesn\'t exist'
            elif by_key[key].grade is None:
                yield f'waits for a grade of activity "{key}", which isn\'t graded'


def _completed_problems(target: Activity | None, key: str, state: CompletionState) -> Iterator[str]:
    if target is None:
        yield f'waits for activity "{key}", which doesn\'t exist'
    elif tracking(target) is Tracking.NONE:
        yield f'waits for activity "{key}", whose completion isn\'t tracked'
    elif state in (CompletionState.PASSED, CompletionState.FAILED) and not (target.grade and target.grade.to_pass):
        yield f'waits for activity "{key}" to be passed or failed, but it has no pass grade'


def _cycles(backup: Backup) -> Iterator[Problem]:
    """Activities that wait for themselves, by way of others and of the sections they lie in."""
    waits = {
        activity.key: {*referenced_keys(activity.availability), *referenced_keys(section.availability)}
        for section in backup.sections
        for activity in section.activities
    }
    settled: set[str] = set()
    for key in waits:
        cycle = _cycle_from(key, waits, settled)
        if cycle:
            yield Problem(f'activity "{key}"', f"can never open: it waits for {' > '.join(cycle)}")


def _cycle_from(start: str, waits: Mapping[str, set[str]], settled: set[str]) -> list[str]:
    """The way from ``start`` back to where it closes; ``settled`` keys lead to no new cycle."""
    path: list[str] = []
    branches = [iter([start])]
    while branches:
        key = next(branches[-1], None)
        if key is None:
            branches.pop()
            if path:
                settled.add(path.pop())
        elif key in path:
            settled.update(path)
            return [*path[path.index(key) + 1 :], key]
        elif key not in settled and key in waits:
            path.append(key)
            branches.append(iter(sorted(waits[key])))
    return []


def _gradebook_problems(gradebook: Gradebook) -> Iterator[Problem]:
    parents = {category.key: category.parent for category in gradebook.categories}
    yield from _duplicates("grade category", [category.key for category in gradebook.categories])
    for category in gradebook.categories:
        where = f'grade category "{category.key}"'
        own = Grade(category.maximum, category.to_pass, category.parent, category.weight)
        texts = chain(_length("name", category.name, LONGEST_NAME), _grade_limits(own, gradebook))
        yield from (Problem(where, text) for text in texts)
        if _returns(category.key, parents):
            yield Problem(where, "lies in itself")
    for manual in gradebook.manual_grades:
        where = f'manual grade "{manual.key}"'
        texts = chain(_length("name", manual.name, LONGEST_NAME), _grade_limits(manual.grade, gradebook))
        yield from (Problem(where, text) for text in texts)


def _returns(key: str, parents: Mapping[str, str | None]) -> bool:
    current = parents.get(key)
    for _ in parents:
        if current is None or current == key:
            break
        current = parents.get(current)
    return current == key


def _course_completion_problems(backup: Backup, by_key: Mapping[str, Activity]) -> Iterator[Problem]:
    completion = backup.completion
    if completion is None:
        return
    where = "course completion"
    for key in completion.activities:
        if key not in by_key:
            yield Problem(where, f'asks for activity "{key}", which doesn\'t exist')
        elif tracking(by_key[key]) is Tracking.NONE:
            yield Problem(where, f'asks for activity "{key}", whose completion isn\'t tracked')
    others = (completion.grade, completion.date, completion.duration)
    if not completion.activities and not completion.self_declared and all(other is None for other in others):
        yield Problem(where, "has no criterion")
