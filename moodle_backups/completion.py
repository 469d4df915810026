"""Completion of activities and of the course."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from moodle_backups.xml import Scalar, Xml, element, listing, points, record

if TYPE_CHECKING:
    from moodle_backups.activities.base import Activity
    from moodle_backups.places import Places


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


class Tracking(IntEnum):
    """How Moodle tracks an activity (``COMPLETION_TRACKING_*``)."""

    NONE = 0
    MANUAL = 1
    AUTOMATIC = 2


class _Criterion(IntEnum):
    """Kinds of course completion criteria (``COMPLETION_CRITERIA_TYPE_*``)."""

    SELF = 1
    DATE = 2
    ACTIVITY = 4
    DURATION = 5
    GRADE = 6


_ALL: Final = 1
_ANY: Final = 2


def tracking(activity: Activity) -> Tracking:
    """How ``activity`` is tracked, from its completion rules and those of its type."""
    rules = activity.completion
    if rules.manual:
        return Tracking.MANUAL
    if rules.view or rules.grade or rules.pass_grade or activity.own_completion_rule():
        return Tracking.AUTOMATIC
    return Tracking.NONE


def course_completion_xml(completion: CourseCompletion | None, places: Places) -> Xml:
    """The root of completion.xml. Activities that ``places`` doesn't know are left out; the check names them."""
    if completion is None:
        return listing("course_completion", ())
    criteria = list(_criteria(completion, places))
    methods = [_method(None, completion.every_criterion, places)]
    if completion.activities:
        methods.append(_method(_Criterion.ACTIVITY, completion.every_activity, places))
    return listing("course_completion", [*criteria, *methods])


def _criteria(completion: CourseCompletion, places: Places) -> Iterator[Xml]:
    for key in completion.activities:
        if place := places.by_key.get(key):
            yield _criterion(_Criterion.ACTIVITY, places, module=place.activity.modname, moduleinstance=place.module)
    if completion.self_declared:
        yield _criterion(_Criterion.SELF, places)
    if completion.date is not None:
        yield _criterion(_Criterion.DATE, places, timeend=completion.date)
    if completion.duration is not None:
        yield _criterion(_Criterion.DURATION, places, enrolperiod=completion.duration)
    if completion.grade is not None:
        yield _criterion(_Criterion.GRADE, places, gradepass=points(completion.grade))


def _criterion(kind: _Criterion, places: Places, **given: Scalar) -> Xml:
    values: dict[str, Scalar] = {
        "course": places.course,
        "criteriatype": kind,
        "module": None,
        "moduleinstance": None,
        "courseinstanceshortname": None,
        "enrolperiod": None,
        "timeend": None,
        "gradepass": None,
        "role": None,
        "roleshortname": None,
    }
    learners = element("course_completion_crit_completions")
    return record("course_completion_criteria", values | given, learners, id=places.next_id())


def _method(kind: _Criterion | None, every: bool, places: Places) -> Xml:
    method = _ALL if every else _ANY
    values = {"course": places.course, "criteriatype": kind, "method": method, "value": None}
    return record("course_completion_aggr_methd", values, id=places.next_id())
