"""Enrolment methods give a role, by its short name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from package_reader import ReadPackage
from round_trip import twice

from moodle_backups import Backup
from moodle_backups.enrolment import MANUAL, Enrolment

SELF = Enrolment(method="self", role="editingteacher")
GUEST = Enrolment(method="guest")


def test_methods_refer_to_roles_that_a_restore_finds(
    course: Callable[..., Backup], written: Callable[[Backup], ReadPackage]
) -> None:
    package = written(replace(course(), enrolments=(MANUAL, SELF, GUEST)))
    roles = {role.get("id"): role.findtext("shortname") for role in package.xml("roles.xml")}
    archetypes = {role.findtext("shortname"): role.findtext("archetype") for role in package.xml("roles.xml")}
    given = [
        roles.get(str(one.findtext("roleid"))) for one in package.xml("course/enrolments.xml").iter("enrol") if len(one)
    ]
    named = {one.text for one in package.xml("course/inforef.xml").findall("roleref/role/id")}
    assert given == ["student", "editingteacher", None]
    assert archetypes == {"student": "student", "editingteacher": "editingteacher"}
    assert named == set(roles)


def test_roles_of_methods_are_read(course: Callable[..., Backup], tmp_path: Path) -> None:
    none = Enrolment(method="self", role="", name="none")
    once, again = twice(replace(course(), enrolments=(MANUAL, SELF, GUEST, none)), tmp_path)
    assert [one.role for one in once.enrolments] == ["student", "editingteacher", "student", ""]
    assert once == again
    assert not any(one.kept.values for one in once.enrolments)


def test_a_changed_role_is_written(course: Callable[..., Backup], tmp_path: Path) -> None:
    once, _ = twice(replace(course(), enrolments=(SELF,)), tmp_path)
    changed = replace(once, enrolments=(replace(once.enrolments[0], role="student"),))
    assert twice(changed, tmp_path)[0].enrolments[0].role == "student"
