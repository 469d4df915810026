"""Access restrictions of sections and activities ("restrict access" in Moodle).

A restriction is one condition or a tree of them. ``show`` says what learners see while the condition
isn't met: the greyed item with the reason (True), or nothing (False). Moodle honours ``show`` on the outermost
conditions only: on each member of an outermost `All`, on an outermost `Any` as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


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
