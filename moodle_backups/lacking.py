"""What a backup holds and the target of its package can't take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import MISSING, Field, fields
from enum import Enum
from typing import Any

from moodle_backups.backup import Backup
from moodle_backups.checks.naming import where_is
from moodle_backups.errors import Problem
from moodle_backups.questions.base import Question
from moodle_backups.subsections import every_activity
from moodle_backups.versions import ACTIVITY_TYPES, QUESTION_TYPES, SETTINGS, Elsewhere, Setting, Span, Target


def lacking(backup: Backup, target: Target) -> Iterator[Problem]:
    """What would be left out, or restore with a warning, somewhere in the target: such a package isn't written."""
    for activity in every_activity(backup):
        where = where_is(activity)
        span = ACTIVITY_TYPES.get(activity.modname, Span())
        if not target.takes(span):
            yield Problem(where, _needs("this type of activity", span, target))
        yield from _questions(where, getattr(activity, "questions", ()), target)
        yield from _used(activity.modname, activity, where, target, Elsewhere.WARNS)
    for bank in backup.banks:
        yield from _questions("bank of the course", bank.questions, target)
    yield from _used("course", backup, "course", target, Elsewhere.WARNS)


def dropped(backup: Backup, target: Target) -> Iterator[Problem]:
    """Settings that a release of the target drops without a word; the package is written nevertheless."""
    for activity in every_activity(backup):
        yield from _used(activity.modname, activity, where_is(activity), target, Elsewhere.DROPS)
    yield from _used("course", backup, "course", target, Elsewhere.DROPS)


def _needs(what: str, span: Span, target: Target) -> str:
    package = "a portable package" if target.name == "portable" else f"a package for Moodle {target.name}"
    return f"{what} needs {span}; this is {package}"


def _questions(where: str, questions: Iterable[Question], target: Target) -> Iterator[Problem]:
    for question in questions:
        for version in (*question.versions, question):
            span = QUESTION_TYPES.get(version.qtype, Span())
            if not target.takes(span):
                yield Problem(f'{where} > question "{question.key}"', _needs(f"type {version.qtype}", span, target))


def _used(owner: str, value: Any, where: str, target: Target, elsewhere: Elsewhere) -> Iterator[Problem]:
    for setting in SETTINGS:
        matches = setting.owner == owner and setting.elsewhere is elsewhere and not target.takes(setting.span)
        if matches and _uses(value, setting, setting.path.split(".")):
            yield Problem(where, _needs(setting.what, setting.span, target))


def _uses(value: Any, setting: Setting, path: list[str]) -> bool:
    if isinstance(value, tuple):
        return any(_uses(part, setting, path) for part in value)
    if not hasattr(value, path[0]):  # another kind of slot, an activity kept whole
        return False
    found = getattr(value, path[0])
    if path[1:]:
        return _uses(found, setting, path[1:])
    if setting.holding is not None:
        return setting.holding in str(found)
    if setting.value is not None:
        return bool(setting.value == (found.value if isinstance(found, Enum) else found))
    return bool(found != _default(value, path[0]))


def _default(value: Any, name: str) -> Any:
    field: Field[Any] = next(field for field in fields(value) if field.name == name)
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default
