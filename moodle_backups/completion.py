"""Completion of activities and of the course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Scalar, Xml, element, listing, points, record

if TYPE_CHECKING:
    from moodle_backups.activities.base import Activity
    from moodle_backups.places import Places


@dataclass(frozen=True, slots=True)
class Completion:
    """How an activity becomes complete, as far as every activity type knows it.

    All False: not tracked, unless the activity sets a rule of its own type (``complete_on_submit`` and the
    like). ``manual``: the learner ticks it; excludes every rule. Rules given together must all hold.
    ``expected``: the day shown in the learner's timeline, Unix seconds. ``grade_number``: which grade item counts.
    """

    manual: bool = False
    view: bool = False
    grade: bool = False
    pass_grade: bool = False
    expected: int | None = None
    grade_number: int = 0


@dataclass(frozen=True, slots=True)
class CourseCompletion:
    """When the course counts as complete: ``activities`` (keys) done, the course ``grade`` reached, ...

    ``every_criterion`` / ``every_activity``: all of them are needed, or any one.
    ``duration`` is in seconds after enrolment, ``date`` in Unix seconds, ``grade`` in points of the course total.
    ``roles`` (short names: ``teacher``): those who must approve. ``courses``: short names of other courses to complete
    first. A restore leaves out roles and courses that the site lacks. ``unenrolled``: enrolment must have ended.
    """

    activities: tuple[str, ...] = ()
    grade: float | None = None
    date: int | None = None
    duration: int | None = None
    self_declared: bool = False
    every_activity: bool = True
    every_criterion: bool = True
    roles: tuple[str, ...] = ()
    every_role: bool = True
    courses: tuple[str, ...] = ()
    every_course: bool = True
    unenrolled: bool = False
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionDefault:
    """What a new activity of type ``modname`` in this course starts with.

    ``rules``: its own rules as Moodle stores them, a JSON object of strings, without a meaning here.
    """

    modname: str
    completion: Completion = Completion()
    rules: str = ""
    kept: Kept = NOTHING_KEPT


class Tracking(IntEnum):
    """How Moodle tracks an activity (``COMPLETION_TRACKING_*``)."""

    NONE = 0
    MANUAL = 1
    AUTOMATIC = 2


class CriterionKind(IntEnum):
    """Kinds of course completion criteria (``COMPLETION_CRITERIA_TYPE_*``)."""

    SELF = 1
    DATE = 2
    UNENROLLED = 3
    ACTIVITY = 4
    DURATION = 5
    GRADE = 6
    ROLE = 7
    COURSE = 8


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
    methods = [_method(None, completion.every_criterion, completion, places)]
    groups = (
        (CriterionKind.ACTIVITY, completion.activities, completion.every_activity),
        (CriterionKind.ROLE, completion.roles, completion.every_role),
        (CriterionKind.COURSE, completion.courses, completion.every_course),
    )
    methods += [_method(kind, every, completion, places) for kind, asked, every in groups if asked]
    return listing("course_completion", [*criteria, *methods, *completion.kept.elements])


def _criteria(completion: CourseCompletion, places: Places) -> Iterator[Xml]:
    for key in completion.activities:
        if place := places.by_key.get(key):
            given: dict[str, Scalar] = {"module": place.activity.modname, "moduleinstance": place.module}
            yield _criterion(CriterionKind.ACTIVITY, key, completion, places, given)
    for shortname in completion.courses:
        given = {"courseinstanceshortname": shortname}
        yield _criterion(CriterionKind.COURSE, shortname, completion, places, given)
    for role in completion.roles:
        given = {"role": places.roles[role], "roleshortname": role}
        yield _criterion(CriterionKind.ROLE, role, completion, places, given)
    alone: tuple[tuple[CriterionKind, bool, dict[str, Scalar]], ...] = (
        (CriterionKind.SELF, completion.self_declared, {}),
        (CriterionKind.DATE, completion.date is not None, {"timeend": completion.date}),
        (CriterionKind.UNENROLLED, completion.unenrolled, {}),
        (CriterionKind.DURATION, completion.duration is not None, {"enrolperiod": completion.duration}),
        (CriterionKind.GRADE, completion.grade is not None, {"gradepass": points(completion.grade or 0)}),
    )
    for kind, asked, given in alone:
        if asked:
            yield _criterion(kind, "", completion, places, given)


def _criterion(
    kind: CriterionKind, name: str, completion: CourseCompletion, places: Places, given: dict[str, Scalar]
) -> Xml:
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
    own_id = completion.kept.id_of(f"criterion {int(kind)} {name}") or places.next_id()
    return record("course_completion_criteria", values | given, learners, id=own_id)


def _method(kind: CriterionKind | None, every: bool, completion: CourseCompletion, places: Places) -> Xml:
    method = _ALL if every else _ANY
    values = {"course": places.course, "criteriatype": kind, "method": method, "value": None}
    own_id = completion.kept.id_of(f"method {'' if kind is None else int(kind)}") or places.next_id()
    return record("course_completion_aggr_methd", values, id=own_id)


def completion_defaults_xml(defaults: Iterable[CompletionDefault], places: Places) -> Xml:
    """The root of course/completiondefaults.xml."""
    return listing("course_completion_defaults", [_default(default, places) for default in defaults])


def _default(default: CompletionDefault, places: Places) -> Xml:
    own_id = default.kept.id_of("id") or places.next_id()
    return record("course_completion_default", default.kept.over(default_values(default)), id=own_id)


def default_values(default: CompletionDefault) -> dict[str, Scalar]:
    """The columns of a default, in Moodle's order."""
    rules = default.completion
    automatic = rules.view or rules.grade or rules.pass_grade or bool(default.rules)
    kind = Tracking.MANUAL if rules.manual else Tracking.AUTOMATIC if automatic else Tracking.NONE
    return {
        "modulename": default.modname,
        "completion": kind,
        "completionview": rules.view,
        "completionusegrade": rules.grade,
        "completionpassgrade": rules.pass_grade,
        "completionexpected": rules.expected or 0,
        "customrules": default.rules or None,
    }
