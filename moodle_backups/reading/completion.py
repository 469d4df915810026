"""Completion of activities and of the course back from their columns."""

from __future__ import annotations

from typing import Any, Final

from moodle_backups.completion import (
    Completion,
    CompletionDefault,
    CourseCompletion,
    CriterionKind,
    Tracking,
    default_values,
)
from moodle_backups.kept import Kept
from moodle_backups.reading.keys import Keys
from moodle_backups.reading.markup import markup
from moodle_backups.reading.numbers import whole
from moodle_backups.reading.owner import Owner
from moodle_backups.tree import Node
from moodle_backups.xml import Xml

_EVERY: Final = "1"
_PEOPLE: Final = "course_completion_crit_completions/course_completion_crit_completion"


def read_completion(module: Node) -> Completion:
    """What a module.xml says."""
    expected = whole(module.text_of("completionexpected")) or None
    if module.text_of("completion") == str(int(Tracking.MANUAL)):
        return Completion(manual=True, expected=expected)
    if module.text_of("completion") in (None, "", "0"):
        return Completion(expected=expected)
    number = module.text_of("completiongradeitemnumber")
    return Completion(
        view=module.text_of("completionview") == "1",
        grade=number is not None,
        pass_grade=module.text_of("completionpassgrade") == "1",
        expected=expected,
        grade_number=whole(number),
    )


def read_course_completion(node: Node | None, keys: Keys, owner: Owner) -> CourseCompletion | None:
    """The root of completion.xml; None when the course asks for nothing."""
    if node is None or not node.children:
        return None
    people = [*node.named("course_completions"), *node.path(f"course_completion_criteria/{_PEOPLE}")]
    if people:
        owner.shared.dropped["completions"] = owner.shared.dropped.get("completions", 0) + len(people)
    values: dict[str, Any] = {}
    ids: dict[str, int] = {}
    left: list[Xml] = []
    for one in node.named("course_completion_criteria"):
        if not _criterion(one, keys, values, ids):
            owner.note(f"criterion of kind {one.text_of('criteriatype')}")
            left.append(markup(one))
    for one in node.named("course_completion_aggr_methd"):
        if not _method(one, values, ids):
            left.append(markup(one))
    if not values and not left:
        return None
    return CourseCompletion(**values, kept=Kept(ids=ids or None, elements=tuple(left)))


def _criterion(node: Node, keys: Keys, values: dict[str, Any], ids: dict[str, int]) -> bool:
    """Puts a criterion into ``values``; False when it can't be said there."""
    kind = whole(node.text_of("criteriatype"))
    several = {
        CriterionKind.ACTIVITY: ("activities", keys.activities.get(whole(node.text_of("moduleinstance")), "")),
        CriterionKind.COURSE: ("courses", node.text_of("courseinstanceshortname") or ""),
        CriterionKind.ROLE: ("roles", node.text_of("roleshortname") or ""),
    }
    name = ""
    if kind in several:
        attribute, name = several[CriterionKind(kind)]
        if not name:
            return False
        values[attribute] = (*values.get(attribute, ()), name)
    elif kind == CriterionKind.SELF:
        values["self_declared"] = True
    elif kind == CriterionKind.UNENROLLED:
        values["unenrolled"] = True
    elif kind == CriterionKind.DATE:
        values["date"] = whole(node.text_of("timeend"))
    elif kind == CriterionKind.DURATION:
        values["duration"] = whole(node.text_of("enrolperiod"))
    elif kind == CriterionKind.GRADE:
        values["grade"] = float(node.text_of("gradepass") or 0)
    else:
        return False
    ids[f"criterion {kind} {name}"] = whole(node.attributes.get("id"))
    return True


def _method(node: Node, values: dict[str, Any], ids: dict[str, int]) -> bool:
    kind = node.text_of("criteriatype")
    attributes = {
        None: ("every_criterion", True),
        str(int(CriterionKind.ACTIVITY)): ("every_activity", "activities" in values),
        str(int(CriterionKind.ROLE)): ("every_role", "roles" in values),
        str(int(CriterionKind.COURSE)): ("every_course", "courses" in values),
    }
    attribute, said = attributes.get(kind, ("", False))
    if not said:
        return False  # written only beside criteria it counts
    values[attribute] = node.text_of("method") == _EVERY
    ids[f"method {kind or ''}"] = whole(node.attributes.get("id"))
    return True


def read_completion_defaults(node: Node | None, owner: Owner) -> tuple[CompletionDefault, ...]:
    """The root of course/completiondefaults.xml."""
    return tuple(_default(one, owner) for one in node.named("course_completion_default")) if node is not None else ()


def _default(node: Node, owner: Owner) -> CompletionDefault:
    rules = Completion(
        manual=node.text_of("completion") == str(int(Tracking.MANUAL)),
        view=node.text_of("completionview") == "1",
        grade=node.text_of("completionusegrade") == "1",
        pass_grade=node.text_of("completionpassgrade") == "1",
        expected=whole(node.text_of("completionexpected")) or None,
    )
    default = CompletionDefault(
        modname=node.text_of("modulename") or "", completion=rules, rules=node.text_of("customrules") or ""
    )
    found = owner.kept_over(default_values(default), node)
    kept = Kept(ids={"id": whole(node.attributes.get("id"))}).merged(found)
    return CompletionDefault(modname=default.modname, completion=rules, rules=default.rules, kept=kept)
