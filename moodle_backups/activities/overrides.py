"""Exceptions to an activity's dates and limits: those for groups belong to the course, those for people do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.reading.markup import markup

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.tree import Node


def group_overrides(node: Node, owner: Owner) -> Kept:
    """Exceptions for groups in a record's ``<overrides>``, kept as they are; those for people are dropped."""
    overrides = node.path("overrides/override")
    groups = [one for one in overrides if one.text_of("userid") in (None, "", "0")]
    people = len(overrides) - len(groups)
    if people:
        owner.shared.dropped["overrides"] = owner.shared.dropped.get("overrides", 0) + people
    if not groups:
        return NOTHING_KEPT
    owner.note(f"{len(groups)} exceptions for groups")
    return Kept(elements=tuple(map(markup, groups)))
