"""The access list as Moodle's user upload reads it (admin/tool/uploaduser): personal data, for an administrator.

Reference domain 4.1. No password: Moodle makes one and sends it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from coursegen.outputs.exchange.csv_writing import csv_bytes
from methodology.access import Account, accounts
from methodology.course import Course
from methodology.delivery import AccessRole

HEADER = (
    "username",
    "firstname",
    "lastname",
    "email",
    "lang",
    "country",
    "course1",
    "role1",
    "group1",
    "cohort1",
)

ROLES: Mapping[AccessRole, str] = MappingProxyType(
    {
        AccessRole.PARTICIPANT: "student",
        AccessRole.TRAINER: "teacher",  # marks and answers, doesn't change what was published
        AccessRole.AUTHOR: "editingteacher",
    }
)


def users_csv(course: Course) -> bytes:
    """The file: one row a person, in the order of the list, enrolled in the course by its short name."""
    return csv_bytes(HEADER, (_row(account, course.identity.code) for account in accounts(course)))


def _row(account: Account, course: str) -> Sequence[str]:
    person = account.person
    return (
        account.username,
        person.first_name,
        person.last_name,
        account.email,
        account.language,
        account.country,
        course,
        ROLES[person.role],
        person.group,
        person.cohort,
    )
