"""The keys that everything of a package gets, by its ids there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from moodle_backups.columns import LONGEST_KEY
from moodle_backups.competencies import CompetencyName
from moodle_backups.gradebook import Aggregation
from moodle_backups.tree import Node


@dataclass(slots=True)
class Keys:
    """By id: ``activities`` by module, ``items`` of the gradebook (with their number in the activity), and so on.

    ``roles`` are short names, ``competencies`` the idnumbers of framework and competency, ``aggregations`` those of
    grade categories.
    """

    activities: Mapping[int, str] = field(default_factory=dict)
    items: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    categories: Mapping[int, str] = field(default_factory=dict)
    groups: Mapping[int, str] = field(default_factory=dict)
    groupings: Mapping[int, str] = field(default_factory=dict)
    scales: Mapping[int, str] = field(default_factory=dict)
    badges: Mapping[int, str] = field(default_factory=dict)
    roles: Mapping[int, str] = field(default_factory=dict)
    competencies: Mapping[int, CompetencyName] = field(default_factory=dict)
    aggregations: Mapping[int, Aggregation] = field(default_factory=dict)
    course_category: int = 0


def named(nodes: Iterable[Node], what: str) -> dict[int, str]:
    """Keys of records by their idnumbers, or else ``what`` and their ids."""
    records = [(int(node.attributes.get("id") or 0), node.text_of("idnumber") or "") for node in nodes]
    return unique_keys((own, idnumber, f"{what}-{own}") for own, idnumber in records)


def add_course_keys(keys: Keys, document: Callable[[str], Node | None]) -> None:
    """Names what the documents of the course give ids to."""
    groups, scales, badges = document("groups.xml"), document("scales.xml"), document("badges.xml")
    competencies, roles = document("course/competencies.xml"), document("roles.xml")
    if groups is not None:
        keys.groups = named(groups.named("group"), "group")
        keys.groupings = named(groups.path("groupings/grouping"), "grouping")
    keys.scales = named(scales.named("scale"), "scale") if scales is not None else {}
    keys.badges = named(badges.named("badge"), "badge") if badges is not None else {}
    for role in roles.named("role") if roles is not None else ():
        keys.roles = {**keys.roles, int(role.attributes.get("id") or 0): role.text_of("shortname") or ""}
    for one in competencies.path("competencies/competency") if competencies is not None else ():
        names = CompetencyName(one.text_of("frameworkidnumber") or "", one.text_of("idnumber") or "")
        keys.competencies = {**keys.competencies, int(one.text_of("id") or 0): names}


def unique_keys(wanted: Iterable[tuple[int, str, str]], taken: Iterable[str] = ()) -> dict[int, str]:
    """A key for each id: its idnumber where that is set, short enough and nobody else's, else the spare one.

    ``wanted``: id, idnumber, spare key. ``taken``: keys that others have already.
    """
    records = tuple(wanted)
    times = Counter([idnumber for _, idnumber, _ in records] + list(taken))
    return {
        own_id: idnumber if idnumber and len(idnumber) <= LONGEST_KEY and times[idnumber] == 1 else spare
        for own_id, idnumber, spare in records
    }
