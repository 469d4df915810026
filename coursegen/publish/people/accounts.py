"""accounts: an account for each line of the access list, known by its address; nothing of an account there is changed.

Moodle itself makes the password and sends it (`createpassword`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from coursegen.publish import fields
from coursegen.publish.encoding import Parameter
from coursegen.publish.errors import SiteRefused
from coursegen.publish.people.model import Course, Done, batches, reason_of
from coursegen.publish.people.roster import Member

ORDER: Final = 1
_BATCH: Final = 50
_LOOK = "core_user_get_users_by_field"
_MAKE = "core_user_create_users"


def run(course: Course) -> Done:
    """Find everybody's account, and make those that lack. Raises SiteError."""
    if lacking := course.lacks("core_enrol_get_enrolled_users"):
        return Done("accounts", lacking=lacking)
    _find(course)
    already = len(course.found)
    missing = [member for member in course.roster.members if member.line not in course.found]
    if not missing:
        return Done("accounts", already=already)
    if lacking := course.lacks(_LOOK, _MAKE):
        return Done(
            "accounts", already=already, lines=dict.fromkeys([m.line for m in missing], "noaccount"), lacking=lacking
        )
    faults = {line: why for group in batches(missing, _BATCH) for line, why in _make(course, group).items()}
    return Done("accounts", len(missing) - len(faults), already, faults)


def _find(course: Course) -> None:
    """By those who are in the course already, then one by one: an answer does not say which address it is about."""
    inside = {str(user.get("email", "")).lower(): fields.number(user, "id") for user in course.enrolled()}
    for member in course.roster.members:
        number = inside.get(member.email) or _number(course, member)
        if number:
            course.found[member.line] = number


def _number(course: Course, member: Member) -> int:
    if course.lacks(_LOOK):
        return 0
    try:
        found = fields.records(course.client.ask(_LOOK, {"field": "email", "values": [member.email]}))
    except SiteRefused as refused:
        if refused.code in ("invalidtoken", "sitemaintenance"):
            raise
        return 0  # a token bound to a category can't ask for the site's accounts
    return fields.number(found[0], "id") if found else 0


def _make(course: Course, members: list[Member]) -> dict[int, str]:
    """Make these accounts; the lines whose account the site refused. Of a batch that fails, each is tried alone."""
    try:
        answer = course.client.order(_MAKE, {"users": [_user(member) for member in members]})
    except SiteRefused as refused:
        if len(members) > 1:
            return {line: why for member in members for line, why in _make(course, [member]).items()}
        [member] = members
        if refused.code == "invalidparameter" and member.language:
            return _make(course, [replace(member, language="")])  # a site takes only the languages that it has
        return {member.line: reason_of(refused)}
    for member, made in zip(members, fields.records(answer), strict=True):
        course.found[member.line] = fields.number(made, "id")
    return {}


def _user(member: Member) -> Parameter:
    user: dict[str, Parameter] = {
        "username": member.username,
        "createpassword": 1,
        "firstname": member.first_name,
        "lastname": member.last_name,
        "email": member.email,
        "country": member.country or None,
        "lang": member.language or None,
    }
    return user
