"""Access conditions: what they name must be there, and nothing may wait for itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from moodle_backups.activities.base import Activity
from moodle_backups.availability import (
    All,
    Any,
    Completed,
    CompletionState,
    Condition,
    InGroup,
    InGrouping,
    MinGrade,
    NoneOf,
    NotAll,
    OtherCondition,
    Profile,
    referenced_keys,
)
from moodle_backups.backup import Backup
from moodle_backups.completion import Tracking, tracking
from moodle_backups.errors import Problem

STANDARD_FIELDS: Final = frozenset(
    "firstname lastname email city country idnumber institution department phone1 phone2 address".split()
)
"""Fields of the profile that every Moodle's condition of access knows."""


@dataclass(frozen=True, slots=True)
class Known:
    """What conditions may name."""

    activities: Mapping[str, Activity]
    grades: frozenset[str]
    groups: frozenset[str]
    groupings: frozenset[str]

    @classmethod
    def of(cls, backup: Backup) -> Known:
        """All of a backup."""
        book = backup.gradebook
        return cls(
            {activity.key: activity for section in backup.sections for activity in section.activities},
            frozenset({"", *(m.key for m in book.manual_grades), *(c.key for c in book.categories)}),
            frozenset(group.key for group in backup.groups),
            frozenset(grouping.key for grouping in backup.groupings),
        )


def condition_problems(condition: Condition | None, known: Known) -> Iterator[str]:
    """What is wrong with a condition or a tree of them."""
    match condition:
        case All() | Any() | NotAll() | NoneOf():
            if not condition.conditions:
                yield "has an empty group of access conditions"
            for inner in condition.conditions:
                yield from condition_problems(inner, known)
        case Completed(key, state):
            yield from _completed_problems(known.activities.get(key), key, state)
        case MinGrade():
            yield from _grade_problems(condition, known)
        case InGroup(key) if key is not None and key not in known.groups:
            yield f'is for group "{key}", which doesn\'t exist'
        case InGrouping(key) if key is not None and key not in known.groupings:
            yield f'is for grouping "{key}", which doesn\'t exist'
        case Profile():
            yield from _profile_problems(condition)
        case OtherCondition(whole=True):
            yield f"has a restriction of access that can't be read: {condition.json[:60]}"
        case OtherCondition(text):
            yield from _other_problems(text)


def _completed_problems(target: Activity | None, key: str, state: CompletionState) -> Iterator[str]:
    if target is None:
        yield f'waits for activity "{key}", which doesn\'t exist'
    elif tracking(target) is Tracking.NONE:
        yield f'waits for activity "{key}", whose completion isn\'t tracked'
    elif state in (CompletionState.PASSED, CompletionState.FAILED) and not _has_pass_grade(target):
        yield f'waits for activity "{key}" to be passed or failed, but it has no pass grade'


def _has_pass_grade(activity: Activity) -> bool:
    return any(grade is not None and grade.to_pass for grade in activity.grades())


def _grade_problems(condition: MinGrade, known: Known) -> Iterator[str]:
    key = condition.key
    for percent in (condition.percent, condition.below):
        if percent is not None and not 0 <= percent <= 101:  # just above 100 is how "below" includes it
            yield f'waits for {percent:g} percent of activity "{key}"'
    if condition.percent is not None and condition.percent > 100:
        yield f'waits for {condition.percent:g} percent of activity "{key}"'
    activity = known.activities.get(key)
    if activity is None:
        if key not in known.grades:
            yield f'waits for a grade of activity "{key}", which doesn\'t exist'
        return
    grades = activity.grades()
    if not 0 <= condition.number < len(grades) or grades[condition.number] is None:
        yield f'waits for a grade of activity "{key}", which isn\'t graded'


def _profile_problems(condition: Profile) -> Iterator[str]:
    if not condition.field.strip():
        yield "asks for a profile field without naming it"
    elif not condition.custom and condition.field not in STANDARD_FIELDS:
        yield f'asks for profile field "{condition.field}"; a field of the site is marked custom'
    if condition.comparison.takes_value and not condition.value:
        yield f'compares profile field "{condition.field}" with nothing'


def _other_problems(text: str) -> Iterator[str]:
    try:
        member = json.loads(text)
    except ValueError:
        yield f"has an access condition that is no JSON: {text[:60]}"
        return
    if not isinstance(member, dict) or not isinstance(member.get("type"), str):
        yield f"has an access condition without a type: {text[:60]}"


def cycles(backup: Backup) -> Iterator[Problem]:
    """Activities that wait for themselves, by way of others and of the sections they lie in."""
    waits = {
        activity.key: {*referenced_keys(activity.availability), *referenced_keys(section.availability)}
        for section in backup.sections
        for activity in section.activities
    } | _only_members(backup)
    settled: set[str] = set()
    for key in waits:
        cycle = _cycle_from(key, waits, settled)
        if cycle:
            yield Problem(f'activity "{key}"', f"can never open: it waits for {' > '.join(cycle)}")


def _only_members(backup: Backup) -> dict[str, set[str]]:
    """Grade categories that one activity alone fills: whoever waits for their grade waits for the activity."""
    book = backup.gradebook
    filled = {*(manual.grade.category for manual in book.manual_grades), *(one.parent for one in book.categories)}
    members: dict[str, set[str]] = {one.key: set() for one in book.categories if one.key not in filled}
    for section in backup.sections:
        for activity in section.activities:
            for grade in activity.grades():
                if grade is not None and grade.category in members:
                    members[grade.category].add(activity.key)
    return {key: keys for key, keys in members.items() if len(keys) == 1}


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
