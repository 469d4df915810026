"""Groups and groupings of a course. Their members are people and never travel.

An enrolment key of a group is a password: it is read only when asked for (`moodle_backups.read.read_backup`).
A restore joins a group with one of the same name and description that the target course already has, and keeps
idnumbers only where the restoring person may change them. Descriptions of groups resolve files, but no links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from moodle_backups.columns import LONGEST_KEY, Columns, clock, fixed, flag, html, one_of, optional, text, written
from moodle_backups.custom_fields import CustomField, custom_field_problems, custom_field_xml
from moodle_backups.errors import Problem
from moodle_backups.files import File
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.scope import Draft, Scope

_LONGEST_NAME: Final = 254
_LONGEST_ENROLMENT_KEY: Final = 50
ICONS: Final = ("f1", "f2", "f3")
"""The sizes in which Moodle keeps a picture of a group or badge."""


class GroupVisibility(IntEnum):
    """Who sees who is in a group (Moodle 4.3 and later; earlier ones show it to everyone)."""

    EVERYONE = 0
    MEMBERS = 1
    ONESELF = 2
    NOBODY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group. ``key`` becomes its idnumber. ``image``: a square PNG, used in every size.

    ``participation``: it can be chosen in activities. ``enrolment_key``: lets learners enrol themselves into it;
    written in clear, so leave it empty in packages that others see.
    """

    key: str
    name: str
    description: str = ""
    files: tuple[File, ...] = ()
    image: File | None = None
    enrolment_key: str = ""
    visibility: GroupVisibility = GroupVisibility.EVERYONE
    participation: bool = True
    custom_fields: tuple[CustomField, ...] = ()
    kept: Kept = NOTHING_KEPT

    @property
    def pictured(self) -> bool:
        """Whether it has an image."""
        return self.image is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """A set of groups by their keys; ``key`` becomes its idnumber."""

    key: str
    name: str
    groups: tuple[str, ...] = ()
    description: str = ""
    files: tuple[File, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()
    kept: Kept = NOTHING_KEPT


GROUP: Final[Columns] = (
    text("name"),
    text("idnumber", "key"),
    html("description", "description", "description"),
    fixed("descriptionformat", 1),
    optional("enrolmentkey", "enrolment_key"),
    flag("picture", "pictured"),
    one_of("visibility", "visibility", GroupVisibility),
    flag("participation"),
    clock("timecreated"),
    clock("timemodified"),
)
GROUPING: Final[Columns] = (
    text("name"),
    text("idnumber", "key"),
    html("description", "description", "description"),
    fixed("descriptionformat", 1),
    fixed("configdata", None),
    clock("timecreated"),
    clock("timemodified"),
)


def groups_xml(groups: Iterable[Group], groupings: Iterable[Grouping], draft: Draft) -> Xml:
    """The root of groups.xml."""
    members, sets = tuple(groups), tuple(groupings)
    return element(
        "groups",
        *[_group(group, draft) for group in members],
        listing("groupcustomfields", _fields("group", members, draft)),
        listing(
            "groupings",
            [
                *[_grouping(one, draft) for one in sets],
                listing("groupingcustomfields", _fields("grouping", sets, draft)),
            ],
        ),
    )


def _group(group: Group, draft: Draft) -> Xml:
    own_id = draft.places.groups[group.key]
    scope = _scope(group, draft)
    values = written(GROUP, group, scope, own_id)
    attach_image(group.image, scope, "icon", own_id, group.kept)
    scope.attach_kept(group.kept)
    scope.close()
    return record("group", values, element("group_members"), *group.kept.elements, id=own_id)


def _grouping(grouping: Grouping, draft: Draft) -> Xml:
    own_id = draft.places.groupings[grouping.key]
    scope = _scope(grouping, draft)
    values = written(GROUPING, grouping, scope, own_id)
    scope.attach_kept(grouping.kept)
    scope.close()
    known = grouping.kept.part("groups").ids or {}
    ids = [(key, draft.places.groups[key]) for key in grouping.groups if key in draft.places.groups]
    members = [
        record("grouping_group", {"groupid": i, "timeadded": draft.timestamp}, id=known.get(key) or scope.next_id())
        for key, i in ids
    ]
    return record("grouping", values, listing("grouping_groups", members), *grouping.kept.elements, id=own_id)


def _scope(value: Group | Grouping, draft: Draft) -> Scope:
    kind = type(value).__name__.lower()
    return draft.scope(f'{kind} "{value.key}"', draft.places.course_context, kind, value.files)


def _fields(kind: str, owners: Iterable[Group | Grouping], draft: Draft) -> list[Xml]:
    ids = draft.places.groups if kind == "group" else draft.places.groupings
    return [
        custom_field_xml(field, _scope(owner, draft), f"{kind}customfield", **{f"{kind}id": ids[owner.key]})
        for owner in owners
        for field in owner.custom_fields
    ]


def attach_image(image: File | None, scope: Scope, area: str, item: int, kept: Kept) -> None:
    """A picture in the sizes Moodle keeps. All get the same file: browsers scale it."""
    if image is None:
        return
    ending = image.name.rpartition(".")[2]
    given = {file.file.name for file in kept.files if file.area == area}
    for size in ICONS:
        if f"{size}.{ending}" not in given:
            scope.attach(replace(image, name=f"{size}.{ending}"), area, item)


def group_problems(groups: Iterable[Group], groupings: Iterable[Grouping]) -> Iterator[Problem]:
    """What is wrong with groups and groupings."""
    members, sets = tuple(groups), tuple(groupings)
    for what, owners in (("group", members), ("grouping", sets)):
        for value in owners:
            where = f'{what} "{value.key}"'
            yield from (Problem(where, text) for text in _own_problems(value))
        for key, times in Counter(value.key for value in owners).items():
            if times > 1:
                yield Problem(f'{what} "{key}"', f"{times} of them have this key")
    known = {group.key for group in members}
    for grouping in sets:
        for key in grouping.groups:
            if key not in known:
                yield Problem(f'grouping "{grouping.key}"', f'holds group "{key}", which doesn\'t exist')


def _own_problems(value: Group | Grouping) -> Iterator[str]:
    if not value.name.strip() or len(value.name) > _LONGEST_NAME:
        yield f"needs a name of 1 to {_LONGEST_NAME} characters"
    if len(value.key) > LONGEST_KEY:
        yield f"has a key of {len(value.key)} characters; Moodle takes {LONGEST_KEY}"
    if len(getattr(value, "enrolment_key", "")) > _LONGEST_ENROLMENT_KEY:
        yield f"has an enrolment key of more than {_LONGEST_ENROLMENT_KEY} characters"
    yield from custom_field_problems(value.custom_fields)
