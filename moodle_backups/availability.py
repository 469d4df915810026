"""Access restrictions of sections and activities ("restrict access" in Moodle).

A restriction is one condition or a tree of them. ``show`` says what learners see while the condition
isn't met: the greyed item with the reason (True), or nothing (False). Moodle honours ``show`` on the outermost
conditions only: on each member of an outermost `All` or `NoneOf`, on an outermost `Any` or `NotAll` as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from moodle_backups.places import Places

PREVIOUS_MODULE: Final = -1


class CompletionState(IntEnum):
    """The state that `Completed` asks for (``COMPLETION_*`` of Moodle's completionlib)."""

    INCOMPLETE = 0
    COMPLETE = 1
    PASSED = 2
    FAILED = 3


class Comparison(StrEnum):
    """What `Profile` asks of a field."""

    CONTAINS = "contains"
    CONTAINS_NOT = "doesnotcontain"
    IS = "isequalto"
    STARTS_WITH = "startswith"
    ENDS_WITH = "endswith"
    EMPTY = "isempty"
    NOT_EMPTY = "isnotempty"

    @property
    def takes_value(self) -> bool:
        """Whether it compares with something."""
        return self not in (Comparison.EMPTY, Comparison.NOT_EMPTY)


@dataclass(frozen=True, slots=True)
class Completed:
    """The activity ``key`` has reached ``state``. That activity must track completion."""

    key: str
    state: CompletionState = CompletionState.COMPLETE
    show: bool = True


@dataclass(frozen=True, slots=True)
class PreviousCompleted:
    """The nearest activity above that tracks completion has reached ``state``, whichever that is."""

    state: CompletionState = CompletionState.COMPLETE
    show: bool = True


@dataclass(frozen=True, slots=True)
class MinGrade:
    """The grade of ``key`` is at least ``percent`` (None: any) and below ``below``, when given, 0 to 100.

    With neither, some grade must be there. ``key``: of an activity (``number`` its grade item), a manual grade or a
    grade category; empty: the course total.
    """

    key: str
    percent: float | None
    below: float | None = None
    show: bool = True
    number: int = 0


@dataclass(frozen=True, slots=True)
class DateFrom:
    """Open from ``timestamp`` (Unix seconds) on. A restore moves it with the start of the course."""

    timestamp: int
    show: bool = True


@dataclass(frozen=True, slots=True)
class DateUntil:
    """Open until just before ``timestamp`` (Unix seconds). A restore moves it with the start of the course."""

    timestamp: int
    show: bool = True


@dataclass(frozen=True, slots=True)
class InGroup:
    """The learner is in the group ``key``; None: in any group of the course."""

    key: str | None = None
    show: bool = True


@dataclass(frozen=True, slots=True)
class InGrouping:
    """The learner is in a group of the grouping ``key``; None: of the activity's own grouping."""

    key: str | None = None
    show: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    """A field of the learner's profile compares with ``value``.

    ``field``: a standard one by its column (``email``, ``city``, ``department``, ``lastname``, ...) or, ``custom``, a
    field of the site by its short name.
    """

    field: str
    comparison: Comparison
    value: str = ""
    custom: bool = False
    show: bool = True


@dataclass(frozen=True, slots=True)
class OtherCondition:
    """A condition of a plugin: ``json`` is what Moodle stores for it, ids and all.

    ``whole``: what a course had as its whole restriction and nobody can read. It is written back as it was: a course
    doesn't open because a reader is at a loss. It can't be part of a tree.
    """

    json: str
    show: bool = True
    whole: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every condition must hold."""

    conditions: tuple[Condition, ...]
    show: bool = True


@dataclass(frozen=True, slots=True)
class Any:
    """At least one condition must hold."""

    conditions: tuple[Condition, ...]
    show: bool = True


@dataclass(frozen=True, slots=True)
class NotAll:
    """At least one condition must not hold."""

    conditions: tuple[Condition, ...]
    show: bool = True


@dataclass(frozen=True, slots=True)
class NoneOf:
    """No condition may hold."""

    conditions: tuple[Condition, ...]
    show: bool = True


Tree = All | Any | NotAll | NoneOf
Condition = (
    Completed
    | PreviousCompleted
    | MinGrade
    | DateFrom
    | DateUntil
    | InGroup
    | InGrouping
    | Profile
    | OtherCondition
    | Tree
)

OPERATORS: Final[dict[str, type[Tree]]] = {"&": All, "|": Any, "!&": NotAll, "!|": NoneOf}
_SIGNS: Final = {kind: sign for sign, kind in OPERATORS.items()}
SHOWN_ONE_BY_ONE: Final = ("&", "!|")
"""Operators of an outermost tree whose members say each whether they show; the others say it once."""


def leaves(condition: Condition | None) -> Iterator[Condition]:
    """The conditions of a tree that are no trees."""
    if isinstance(condition, Tree):
        for inner in condition.conditions:
            yield from leaves(inner)
    elif condition is not None:
        yield condition


def referenced_keys(condition: Condition | None) -> Iterator[str]:
    """The activity keys that a condition depends on."""
    return (leaf.key for leaf in leaves(condition) if isinstance(leaf, Completed | MinGrade))


def to_json(condition: Condition | None, places: Places) -> str | None:
    """The tree of core_availability; None when access is free.

    Keys that ``places`` doesn't know give id 0; the check names them.
    """
    if condition is None:
        return None
    if isinstance(condition, OtherCondition) and condition.whole:
        return condition.json
    root = condition if isinstance(condition, Tree) else All((condition,))
    tree = _tree(root, places)
    if tree["op"] in SHOWN_ONE_BY_ONE:
        tree["showc"] = [inner.show for inner in root.conditions]
    else:
        tree["show"] = root.show
    return json.dumps(tree, separators=(",", ":"))


def _tree(group: Tree, places: Places) -> dict[str, object]:
    return {"op": _SIGNS[type(group)], "c": [_condition(inner, places) for inner in group.conditions]}


def _condition(condition: Condition, places: Places) -> object:
    match condition:
        case Completed(key, state):
            return {"type": "completion", "cm": _module(key, places), "e": int(state)}
        case PreviousCompleted(state):
            return {"type": "completion", "cm": PREVIOUS_MODULE, "e": int(state)}
        case MinGrade():
            limits = {"min": condition.percent, "max": condition.below}
            given = {name: limit for name, limit in limits.items() if limit is not None}
            return {"type": "grade", "id": places.grade_item(condition.key, condition.number) or 0, **given}
        case DateFrom(timestamp):
            return {"type": "date", "d": ">=", "t": timestamp}
        case DateUntil(timestamp):
            return {"type": "date", "d": "<", "t": timestamp}
        case InGroup(None):
            return {"type": "group"}
        case InGroup(key):
            return {"type": "group", "id": places.groups.get(key or "", 0)}
        case InGrouping(None):
            return {"type": "grouping", "activity": True}
        case InGrouping(key):
            return {"type": "grouping", "id": places.groupings.get(key or "", 0)}
        case Profile():
            return _profile(condition)
        case OtherCondition():
            return _other(condition.json)
        case All() | Any() | NotAll() | NoneOf():
            return _tree(condition, places)


def _other(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:  # the check names it
        return {}


def _profile(condition: Profile) -> dict[str, object]:
    field = "cf" if condition.custom else "sf"
    asked: dict[str, object] = {"type": "profile", field: condition.field, "op": condition.comparison.value}
    return asked | ({"v": condition.value} if condition.comparison.takes_value else {})


def _module(key: str, places: Places) -> int:
    place = places.by_key.get(key)
    return place.module if place else 0
