"""groups: everybody is in their group of the course; groups that lack are made, with a number of ours."""

from __future__ import annotations

from typing import Final

from coursegen.publish import fields
from coursegen.publish.encoding import Parameter
from coursegen.publish.errors import SiteRefused
from coursegen.publish.people.model import Course, Done, reason_of
from methodology.access import plain

ORDER: Final = 3
_FUNCTIONS = (
    "core_group_get_course_groups",
    "core_group_create_groups",
    "core_group_get_group_members",
    "core_group_add_group_members",
)


def run(course: Course) -> Done:
    """Make the groups, put everybody in theirs. Raises SiteError."""
    wanted = [(member, number) for member, number in course.members() if member.group]
    if not wanted:
        return Done("groups")
    if lacking := course.lacks(*_FUNCTIONS):
        return Done("groups", lacking=lacking)
    try:
        ids = _groups(course, list(dict.fromkeys(member.group for member, _number in wanted)))
        inside = _inside(course, set(ids.values()))
        missing: list[Parameter] = [
            {"groupid": ids[member.group], "userid": number}
            for member, number in wanted
            if (ids[member.group], number) not in inside
        ]
        if missing:
            course.client.order("core_group_add_group_members", {"members": missing})
    except SiteRefused as refused:
        return Done("groups", refused=reason_of(refused))
    return Done("groups", len(missing), len(wanted) - len(missing))


def _groups(course: Course, names: list[str]) -> dict[str, int]:
    """The number of each group, by its name; made where there is none of that name or number."""
    known = fields.records(course.client.ask("core_group_get_course_groups", {"courseid": course.course_id}))
    by_name = {plain(fields.text(g, "name")): fields.number(g, "id") for g in known}
    by_key = {fields.text_if_any(g, "idnumber"): fields.number(g, "id") for g in known}
    ids = {name: by_key.get(_key(course, name)) or by_name.get(plain(name), 0) for name in names}
    fresh = [name for name, number in ids.items() if not number]
    if fresh:
        orders: list[Parameter] = [
            {"courseid": course.course_id, "name": name, "description": "", "idnumber": _key(course, name)}
            for name in fresh
        ]
        made = fields.records(course.client.order("core_group_create_groups", {"groups": orders}))
        ids |= {name: fields.number(group, "id") for name, group in zip(fresh, made, strict=True)}
    return ids


def _inside(course: Course, groups: set[int]) -> set[tuple[int, int]]:
    asked: list[Parameter] = [*sorted(groups)]
    answer = fields.records(course.client.ask("core_group_get_group_members", {"groupids": asked}))
    return {(fields.number(group, "groupid"), int(user)) for group in answer for user in group.get("userids", [])}


def _key(course: Course, name: str) -> str:
    return f"{course.roster.code}/groupe/{plain(name).replace(' ', '-')}"[:100]
