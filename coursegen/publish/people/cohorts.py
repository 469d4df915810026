"""cohorts: everybody is in their cohort, of the course's category or above; a cohort that lacks is made there."""

from __future__ import annotations

from typing import Final

from coursegen.publish import fields
from coursegen.publish.encoding import Parameter
from coursegen.publish.errors import SiteRefused
from coursegen.publish.people.model import Course, Done, reason_of

ORDER: Final = 4
_FUNCTIONS = (
    "core_cohort_search_cohorts",
    "core_cohort_create_cohorts",
    "core_cohort_get_cohort_members",
    "core_cohort_add_cohort_members",
)


def run(course: Course) -> Done:
    """Make the cohorts, put everybody in theirs. Raises SiteError."""
    wanted = [(member, number) for member, number in course.members() if member.cohort]
    if not wanted:
        return Done("cohorts")
    if lacking := course.lacks(*_FUNCTIONS):
        return Done("cohorts", lacking=lacking)
    try:
        ids = {name: _cohort(course, name) for name in dict.fromkeys(member.cohort for member, _number in wanted)}
        inside = _inside(course, set(ids.values()))
        missing: list[Parameter] = [
            {"cohorttype": {"type": "id", "value": ids[m.cohort]}, "usertype": {"type": "id", "value": number}}
            for m, number in wanted
            if (ids[m.cohort], number) not in inside
        ]
        if missing:
            course.client.order("core_cohort_add_cohort_members", {"members": missing})
    except SiteRefused as refused:
        return Done("cohorts", refused=reason_of(refused))
    return Done("cohorts", len(missing), len(wanted) - len(missing))


def _cohort(course: Course, name: str) -> int:
    """The number of a cohort, known by its identification number or its name."""
    context: Parameter = {"contextlevel": "coursecat", "instanceid": course.category_id}
    answer = course.client.ask("core_cohort_search_cohorts", {"query": name, "context": context, "includes": "parents"})
    for cohort in fields.records(fields.record(answer).get("cohorts")):
        if name in (cohort.get("idnumber"), cohort.get("name")):
            return fields.number(cohort, "id")
    where: Parameter = {"type": "id", "value": course.category_id}
    order: list[Parameter] = [{"categorytype": where, "name": name, "idnumber": name, "description": ""}]
    made = fields.records(course.client.order("core_cohort_create_cohorts", {"cohorts": order}))
    return fields.number(made[0], "id")


def _inside(course: Course, cohorts: set[int]) -> set[tuple[int, int]]:
    asked: list[Parameter] = [*sorted(cohorts)]
    answer = fields.records(course.client.ask("core_cohort_get_cohort_members", {"cohortids": asked}))
    return {(fields.number(one, "cohortid"), int(user)) for one in answer for user in one.get("userids", [])}
