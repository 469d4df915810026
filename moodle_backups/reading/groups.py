"""Groups, groupings and scales back from groups.xml and scales.xml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from moodle_backups.columns import Columns
from moodle_backups.custom_fields import CustomField, read_custom_field
from moodle_backups.enrolment import replace_password
from moodle_backups.groups import GROUP, GROUPING, Group, Grouping
from moodle_backups.kept import Kept
from moodle_backups.reading.keys import Keys
from moodle_backups.reading.owner import Owner, Shared
from moodle_backups.scales import SCALE, SYSTEM_CONTEXT, Scale
from moodle_backups.tree import Node


def read_groups(node: Node | None, shared: Shared, keys: Keys) -> tuple[Group, ...]:
    """The groups of a groups.xml, without their members."""
    if node is None:
        return ()
    fields = _fields(node.path("groupcustomfields/groupcustomfield"), "group", shared)
    return tuple(_group(one, shared, keys, fields) for one in node.named("group"))


def _group(node: Node, shared: Shared, keys: Keys, fields: Mapping[int, tuple[CustomField, ...]]) -> Group:
    own_id = _id(node)
    owner = Owner(shared, f"group_{own_id}", shared.course_context, "group")
    values = _values(node, GROUP, ("picture",), owner, "group", keys.groups[own_id])
    if values["enrolment_key"] and not shared.passwords:
        shared.dropped["passwords"] = shared.dropped.get("passwords", 0) + 1
        values["enrolment_key"] = ""
    kept = replace_password(values.pop("kept"), values["enrolment_key"], "enrolmentkey")
    image = owner.image("icon", own_id)
    kept = kept.merged(owner.kept_over({"picture": image is not None}, node, quiet=("picture",)))
    return Group(**values, image=image, custom_fields=fields.get(own_id, ()), kept=kept)


def read_groupings(node: Node | None, shared: Shared, keys: Keys) -> tuple[Grouping, ...]:
    """The groupings of a groups.xml."""
    if node is None:
        return ()
    fields = _fields(node.path("groupings/groupingcustomfields/groupingcustomfield"), "grouping", shared)
    return tuple(_grouping(one, shared, keys, fields) for one in node.path("groupings/grouping"))


def _grouping(node: Node, shared: Shared, keys: Keys, fields: Mapping[int, tuple[CustomField, ...]]) -> Grouping:
    own_id = _id(node)
    owner = Owner(shared, f"grouping_{own_id}", shared.course_context, "grouping")
    values = _values(node, GROUPING, ("grouping_groups",), owner, "grouping", keys.groupings[own_id])
    members = {int(one.text_of("groupid") or 0): _id(one) for one in node.path("grouping_groups/grouping_group")}
    ids = {keys.groups[group]: own for group, own in members.items() if group in keys.groups}
    values["kept"] = replace(values["kept"], parts={"groups": Kept(ids=ids)})
    return Grouping(**values, groups=tuple(ids), custom_fields=fields.get(own_id, ()))


def _values(node: Node, columns: Columns, nested: tuple[str, ...], owner: Owner, kind: str, key: str) -> dict[str, Any]:
    """What groups and groupings have in common."""
    own_id = _id(node)
    read = tuple(column for column in columns if column.name not in ("idnumber", *nested))
    members = ("group_members",)
    values = owner.values(read, node, own_id, nested=("idnumber", *nested), people=members, ids={kind: own_id})
    values["kept"] = values["kept"].merged(owner.kept_over({"idnumber": key}, node, quiet=("idnumber",)))
    return values | {"key": key, "files": owner.shown}


def _fields(nodes: Iterable[Node], kind: str, shared: Shared) -> dict[int, tuple[CustomField, ...]]:
    found: dict[int, tuple[CustomField, ...]] = {}
    owner = Owner(shared, f"custom fields of {kind}s", shared.course_context, kind)
    for node in nodes:
        own = int(node.text_of(f"{kind}id") or 0)
        found[own] = (*found.get(own, ()), read_custom_field(node, owner, nested=(f"{kind}id",)))
    return found


_APART: Final = ("courseid", "scale")


def read_scales(node: Node | None, shared: Shared, keys: Keys) -> tuple[Scale, ...]:
    """The scales of a scales.xml."""
    return tuple(_scale(one, shared, keys) for one in node.named("scale")) if node is not None else ()


def _scale(node: Node, shared: Shared, keys: Keys) -> Scale:
    own_id = _id(node)
    owner = Owner(shared, f"scale_{own_id}", SYSTEM_CONTEXT, "grade")
    columns = tuple(column for column in SCALE if column.name not in _APART)
    values = owner.values(columns, node, own_id, nested=_APART, ids={"scale": own_id})
    words = node.text_of("scale") or ""
    items = tuple(word.strip() for word in words.split(","))
    kept = values.pop("kept").merged(owner.kept_over({"scale": ",".join(items)}, node, quiet=_APART))
    return Scale(
        key=keys.scales[own_id], items=items, standard=node.text_of("courseid") in ("", "0"), kept=kept, **values
    )


def _id(node: Node) -> int:
    return int(node.attributes.get("id") or 0)
