"""Completion of activities and of the course."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Completion:
    """How an activity becomes complete, as far as every activity type knows it.

    All False: not tracked, unless the activity sets a rule of its own type (``complete_on_submit`` and the
    like). ``manual``: the learner ticks it; excludes every rule. Rules given together must all hold.
    ``expected``: the day shown in the learner's timeline, Unix seconds.
    """

    manual: bool = False
    view: bool = False
    grade: bool = False
    pass_grade: bool = False
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class CourseCompletion:
    """When the course counts as complete: ``activities`` (keys) done, the course ``grade`` reached, ...

    ``every_criterion`` / ``every_activity``: all of them are needed, or any one.
    ``duration`` is in seconds after enrolment, ``date`` in Unix seconds, ``grade`` in points of the course total.
    """

    activities: tuple[str, ...] = ()
    grade: float | None = None
    date: int | None = None
    duration: int | None = None
    self_declared: bool = False
    every_activity: bool = True
    every_criterion: bool = True
