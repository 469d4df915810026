"""Completion of activities and of the course."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from moodle_backups.activities.base import Activity
from moodle_backups.backup import Backup
from moodle_backups.completion import CompletionDefault, Tracking, tracking
from moodle_backups.errors import Problem


def activity_completion_problems(activity: Activity) -> Iterator[str]:
    """The rules of an activity."""
    rules = activity.completion
    by_rule = rules.view or rules.grade or rules.pass_grade or activity.own_completion_rule()
    if rules.manual and by_rule:
        yield "is to be ticked by hand and to be complete by rules at once"
    grades = activity.grades()
    grade = grades[rules.grade_number] if 0 <= rules.grade_number < len(grades) else None
    if (rules.grade or rules.pass_grade) and grade is None:
        yield "is to be complete by a grade, but isn't graded"
    elif rules.pass_grade and grade is not None and not grade.to_pass:
        yield "is to be complete by a pass grade, but has none"


def course_completion_problems(backup: Backup, by_key: Mapping[str, Activity]) -> Iterator[Problem]:
    """What the course asks for."""
    yield from _default_problems(backup.completion_defaults)
    completion = backup.completion
    if completion is None:
        return
    where = "course completion"
    for key in completion.activities:
        if key not in by_key:
            yield Problem(where, f'asks for activity "{key}", which doesn\'t exist')
        elif tracking(by_key[key]) is Tracking.NONE:
            yield Problem(where, f'asks for activity "{key}", whose completion isn\'t tracked')
    for name in (*completion.roles, *completion.courses):
        if not name.strip():
            yield Problem(where, "asks for a role or course without a short name")
    asked = (completion.activities, completion.roles, completion.courses, completion.kept.elements)
    others = (completion.grade, completion.date, completion.duration)
    alone = completion.self_declared or completion.unenrolled
    if not alone and not any(asked) and all(other is None for other in others):
        yield Problem(where, "has no criterion")


def _default_problems(defaults: tuple[CompletionDefault, ...]) -> Iterator[Problem]:
    seen: set[str] = set()
    for default in defaults:
        where = f"completion default of {default.modname}"
        if default.modname in seen:
            yield Problem(where, "is given twice")
        seen.add(default.modname)
        try:
            json.loads(default.rules or "{}")
        except ValueError:
            yield Problem(where, "has rules that are no JSON")
