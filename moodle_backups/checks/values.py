"""Values of the right kind: everything in a backup is what its type says, every number finite, every file named."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from types import GenericAlias, UnionType
from typing import Any, Union, get_args, get_origin

from moodle_backups.activities.base import Activity
from moodle_backups.backup import Backup, Section
from moodle_backups.checks.naming import LONGEST_NAME, where_is
from moodle_backups.errors import Problem
from moodle_backups.files import File, stored_path

Fits = Callable[[Any], bool]


def wrong_types(backup: Backup) -> Iterator[Problem]:
    """Values of another type than the one declared, and numbers that are none (``nan``, ``inf``)."""
    for where, path, value in _parts("course", "", backup):
        kind: type = type(value)
        for name, wanted, fits in _declared(kind):
            content = getattr(value, name)
            if not fits(content):
                place = f"{path}.{name}" if path else name
                yield Problem(where, f"{place} is {_shown(content)}; it must be {wanted}")


def file_name_problems(backup: Backup) -> Iterator[Problem]:
    """Files that Moodle can't have under their names, wherever in the backup they are."""
    for where, _, value in _parts("course", "", backup):
        if isinstance(value, File):
            folder, name = stored_path(value.name)
            if not name.strip(".") or max(len(name), len(folder)) > LONGEST_NAME:
                yield Problem(where, f"file {_shown(folder + name)} needs a name of 1 to {LONGEST_NAME} characters")


def _shown(content: Any) -> str:
    said = f'"{content}"' if isinstance(content, str) else str(content)
    return said if len(said) <= 60 else f"{said[:60]}..."


def _parts(where: str, path: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    """Every value of a class of ours with the place it is in: that of an activity or section and the way from there."""
    if isinstance(value, tuple):
        for number, one in enumerate(value):
            if not isinstance(one, str | int | float):
                yield from _parts(where, f"{path}[{number}]", one)
    elif is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Section | Activity):
            where, path = where_is(value) if isinstance(value, Activity) else f'section "{value.key}"', ""
        yield where, path, value
        for name in _deep(type(value)):
            yield from _parts(where, f"{path}.{name}" if path else name, getattr(value, name))


def _unseen(kind: type, name: str) -> bool:
    """What a reader keeps is Moodle's own; the content of a file may be anything that opens."""
    return name == "kept" or (kind is File and name == "content")


@cache
def _deep(kind: type) -> tuple[str, ...]:
    """The fields of a class that may hold values with fields of their own."""
    flat = {"str", "int", "float", "bool", "None"}
    names = [(field.name, str(field.type)) for field in fields(kind) if not _unseen(kind, field.name)]
    return tuple(name for name, said in names if not set(said.split(" | ")) <= flat and said != "tuple[str, ...]")


@cache
def _declared(kind: type) -> tuple[tuple[str, str, Fits], ...]:
    """Name, type in words and test of each field of a class whose type can be looked at."""
    result = []
    for owner in reversed(kind.__mro__):
        module = vars(sys.modules[owner.__module__])
        for name, said in vars(owner).get("__annotations__", {}).items():
            if _unseen(kind, name) or "ClassVar" in str(said):
                continue
            try:
                fits = _test(eval(said, module) if isinstance(said, str) else said)
            except NameError:  # a name that only type checkers know
                continue
            result.append((name, str(said), fits))
    return tuple(result)


def _test(wanted: Any) -> Fits:
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        tests = [_test(one) for one in get_args(wanted)]
        return lambda value: any(test(value) for test in tests)
    if origin is tuple:
        return _tuple_test(wanted)
    if wanted is float:
        return lambda value: isinstance(value, int | float) and math.isfinite(value)
    if wanted is None:
        return lambda value: value is None
    if isinstance(wanted, type) and not isinstance(wanted, GenericAlias):
        return lambda value: isinstance(value, wanted)
    return lambda value: True


def _tuple_test(wanted: Any) -> Fits:
    inner = get_args(wanted)
    if len(inner) == 2 and inner[1] is Ellipsis:
        test = _test(inner[0]) if not isinstance(inner[0], str) else (lambda value: True)
        return lambda value: isinstance(value, tuple) and all(map(test, value))
    tests = [_test(one) for one in inner]
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(tests)
        and all(test(one) for test, one in zip(tests, value, strict=True))
    )
