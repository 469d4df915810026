"""Access restrictions of sections and activities ("restrict access" in Moodle).

A restriction is one condition or a tree of them. ``show`` says what learners see while the condition
isn't met: the greyed item with the reason (True), or nothing (False). Moodle honours ``show`` on the outermost
conditions only: on each member of an outermost `All`, on an outermost `Any` as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from moodle_backups.places import Places


class CompletionState(IntEnum):
    """The state that `Completed` asks for (``COMPLETION_*`` of Moodle's completionlib)."""

    INCOMPLETE = 0
    COMPLETE = 1
    PASSED = 2
    FAILED = 3


@dataclass(frozen=True, slots=True)
class Completed:
    """The activity ``key`` has reached ``state``. That activity must track completion."""

    key: str
    state: CompletionState = CompletionState.COMPLETE
    show: bool = True


@dataclass(frozen=True, slots=True)
class MinGrade:
    """The grade of activity ``key`` is at least ``percent`` (and below ``below``, when given), 0 to 100."""

    key: str
    percent: float
    below: float | None = None
    show: bool = True


@dataclass(frozen=True, slots=True)
class DateFrom:
    """Open from ``timestamp`` (Unix seconds) on."""

    timestamp: int
    show: bool = True


@dataclass(frozen=True, slots=True)
class DateUntil:
    """Open until just before ``timestamp`` (Unix seconds)."""

    timestamp: int
    show: bool = True


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


Condition = Completed | MinGrade | DateFrom | DateUntil | All | Any


def referenced_keys(condition: Condition | None) -> Iterator[str]:
    """The activity keys that a condition depends on."""
    if isinstance(condition, Completed | MinGrade):
        yield condition.key
    elif isinstance(condition, All | Any):
        for inner in condition.conditions:
            yield from referenced_keys(inner)


def to_json(condition: Condition | None, places: Places) -> str | None:
    """The tree of core_availability; None when access is free.

    Keys that ``places`` doesn't know give id 0; the check names them.
    """
    if condition is None:
        return None
    root = condition if isinstance(condition, All | Any) else All((condition,))
    tree = _tree(root, places)
    if isinstance(root, All):
        tree["showc"] = [inner.show for inner in root.conditions]
    else:
        tree["show"] = root.show
    return json.dumps(tree, separators=(",", ":"))


def _tree(group: All | Any, places: Places) -> dict[str, object]:
    sign = "&" if isinstance(group, All) else "|"
    return {"op": sign, "c": [_condition(inner, places) for inner in group.conditions]}


def _condition(condition: Condition, places: Places) -> dict[str, object]:
    match condition:
        case Completed(key, state):
            return {"type": "completion", "cm": _module(key, places), "e": int(state)}
        case MinGrade(key, percent, below):
            place = places.by_key.get(key)
            limits: dict[str, object] = {"min": percent} if below is None else {"min": percent, "max": below}
            return {"type": "grade", "id": place.grade_item if place else 0, **limits}
        case DateFrom(timestamp):
            return {"type": "date", "d": ">=", "t": timestamp}
        case DateUntil(timestamp):
            return {"type": "date", "d": "<", "t": timestamp}
        case All() | Any():
            return _tree(condition, places)


def _module(key: str, places: Places) -> int:
    place = places.by_key.get(key)
    return place.module if place else 0
