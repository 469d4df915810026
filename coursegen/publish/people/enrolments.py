"""enrolments: everybody of the list is in the course with their role; roles are known by their short names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from coursegen.publish import fields
from coursegen.publish.encoding import Parameter
from coursegen.publish.errors import SiteRefused
from coursegen.publish.people.model import Course, Done, batches, reason_of

ORDER: Final = 2
_BATCH: Final = 100
_ENROL = "enrol_manual_enrol_users"
# What an installation gives them; a site may have others: what was enrolled is read again by short name.
_USUAL: Final[Mapping[str, int]] = {"editingteacher": 3, "teacher": 4, "student": 5}


def run(course: Course) -> Done:
    """Enrol those who aren't in the course with their role yet. Raises SiteError."""
    if lacking := course.lacks(_ENROL, "core_enrol_get_enrolled_users"):
        return Done("enrolments", lacking=lacking)
    roles = course.roles or _USUAL
    has = _roles(course.enrolled())
    wanted = [(member, number) for member, number in course.members() if member.role not in has.get(number, set())]
    faults = {member.line: "norole" for member, _number in wanted if member.role not in roles}
    already = len(course.found) - len(wanted)
    orders: list[Parameter] = [
        {"roleid": roles[member.role], "userid": number, "courseid": course.course_id}
        for member, number in wanted
        if member.role in roles
    ]
    try:
        for batch in batches(orders, _BATCH):
            course.client.order(_ENROL, {"enrolments": batch})
    except SiteRefused as refused:
        return Done("enrolments", 0, already, faults, refused=reason_of(refused))
    if orders:
        has = _roles(course.enrolled(again=True))
        faults |= {member.line: "norole" for member, number in wanted if member.role not in has.get(number, set())}
    return Done("enrolments", len(wanted) - len(faults), already, faults)


def _roles(enrolled: list[Mapping[str, Any]]) -> dict[int, set[str]]:
    return {
        fields.number(user, "id"): {fields.text(role, "shortname") for role in fields.records(user.get("roles", []))}
        for user in enrolled
    }
