"""The course and its sections back from course/ and sections/, and what lies beside them in the package."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from moodle_backups.activities.base import Activity
from moodle_backups.backup import Section
from moodle_backups.blocks import read_block
from moodle_backups.calendar import read_events
from moodle_backups.competencies import push_ratings, read_competencies
from moodle_backups.course import COURSE, SECTION, SECTION_PLACE, WITHOUT_SECTIONS
from moodle_backups.custom_fields import read_custom_field
from moodle_backups.enrolment import read_enrolments
from moodle_backups.filters import read_filters
from moodle_backups.kept import Kept
from moodle_backups.reading.badges import read_badges
from moodle_backups.reading.completion import read_completion_defaults, read_course_completion
from moodle_backups.reading.conditions import condition
from moodle_backups.reading.grades import read_gradebook
from moodle_backups.reading.groups import read_groupings, read_groups, read_scales
from moodle_backups.reading.keys import Keys
from moodle_backups.reading.owner import Owner, Shared
from moodle_backups.roles import roles_of
from moodle_backups.subsections import PLUGIN
from moodle_backups.tags import read_tags
from moodle_backups.tree import Node

Document = Callable[[str], Node | None]

_DELEGATION: Final = ("component", "itemid")
_NESTED: Final = ("category", "tags", "customfields", "courseformatoptions", "defaultgroupingid")


def read_course(node: Node, shared: Shared, keys: Keys, document: Document, blocks: Iterable[str]) -> dict[str, Any]:
    """The attributes of a Backup apart from its sections. ``blocks``: the names of all block.xml."""
    context = shared.course_context
    owner = Owner(shared, "course", context, "course")
    columns = tuple(column for column in COURSE if column.name not in _NESTED)
    values = owner.values(columns, node, nested=_NESTED, ids={"course": shared.course, "context": context})
    images = owner.files_in("overviewfiles")
    values["image"] = images[0] if images else None
    values["files"] = owner.shown
    values["default_grouping"] = keys.groupings.get(int(node.text_of("defaultgroupingid") or 0))
    values["tags"] = read_tags(node)
    values["custom_fields"] = tuple(read_custom_field(one, owner) for one in node.path("customfields/customfield"))
    values |= _options(node)
    values |= _around(shared, keys, document, owner)
    values["blocks"] = tuple(_blocks(shared, document, blocks))
    values["kept"] = values["kept"].merged(Kept(ids=_role_ids(values, keys), files=owner.left()))
    return values


def _role_ids(values: Mapping[str, Any], keys: Keys) -> dict[str, int]:
    """The ids of the roles that something of the course names."""
    approving = values["completion"].roles if values["completion"] is not None else ()
    named = {*roles_of(values["enrolments"], values["badges"]), *approving}
    return {f"role {name}": own for own, name in keys.roles.items() if name in named}


def _options(node: Node) -> dict[str, Any]:
    """The options of the course format."""
    options = {
        option.text_of("name") or "": option.text_of("value") or ""
        for option in node.path("courseformatoptions/courseformatoption")
    }
    values: dict[str, Any] = {"activity_type": options.pop("activitytype", "")}
    if node.text_of("format") not in WITHOUT_SECTIONS:
        values["one_section_per_page"] = options.pop("coursedisplay", None) == "1"
        values["hidden_sections_named"] = options.pop("hiddensections", None) == "0"
    return values | {"format_options": tuple(options.items())}


def _around(shared: Shared, keys: Keys, document: Document, owner: Owner) -> dict[str, Any]:
    groups, competencies = document("groups.xml"), document("course/competencies.xml")
    return {
        "text_filters": read_filters(document("course/filters.xml")),
        "events": read_events(document("course/calendar.xml"), owner, keys.groups),
        "enrolments": read_enrolments(document("course/enrolments.xml"), owner, keys.roles),
        "competencies": read_competencies(competencies, owner),
        "competency_ratings_to_plans": push_ratings(competencies),
        "completion": read_course_completion(document("completion.xml"), keys, owner),
        "completion_defaults": read_completion_defaults(document("course/completiondefaults.xml"), owner),
        "gradebook": read_gradebook(document("gradebook.xml"), keys, owner),
        "scales": read_scales(document("scales.xml"), shared, keys),
        "groups": read_groups(groups, shared, keys),
        "groupings": read_groupings(groups, shared, keys),
        "badges": read_badges(document("badges.xml"), shared, keys),
    }


def _block_id(name: str) -> int:
    """Of ``course/blocks/html_6/block.xml``: blocks are in the order in which they were made."""
    number = name.rpartition("/")[0].rpartition("_")[2]
    return int(number) if number.isdigit() else 0


def _blocks(shared: Shared, document: Document, names: Iterable[str]) -> Iterable[Any]:
    for name in sorted(names, key=_block_id):
        node = document(name)
        if node is not None:
            yield read_block(node, shared)


def read_section(node: Node, shared: Shared, keys: Keys, activities: tuple[Activity, ...]) -> tuple[int, Section]:
    """A section with its number on the course page."""
    section_id = int(node.attributes.get("id") or 0)
    owner = Owner(shared, f"section_{section_id}", shared.course_context, "course")
    apart = (*SECTION_PLACE, *(_DELEGATION if node.text_of("component") == PLUGIN else ()))
    columns = tuple(column for column in SECTION if column.name not in apart)
    values = owner.values(columns, node, section_id, nested=apart, ids={"section": section_id})
    section = Section(
        key=f"section-{section_id}",
        availability=condition(node.text_of("availabilityjson"), keys, owner),
        files=owner.shown,
        activities=activities,
        **values,
    )
    return int(node.text_of("number") or 0), section
