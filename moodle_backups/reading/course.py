"""The course and its sections back from course/ and sections/."""

from __future__ import annotations

from typing import Any, Final

from moodle_backups.activities.base import Activity
from moodle_backups.backup import Section
from moodle_backups.columns import Columns, clock, fixed, flag, html, moment, text
from moodle_backups.kept import Kept
from moodle_backups.reading.conditions import Keys, condition
from moodle_backups.reading.owner import Owner, Shared
from moodle_backups.tree import Node

COURSE: Final[Columns] = (
    text("shortname"),
    text("fullname"),
    text("idnumber"),
    html("summary", "summary", "summary"),
    fixed("summaryformat", 1),
    text("format"),
    flag("showgrades", "show_grades"),
    moment("startdate", "start_date"),
    moment("enddate", "end_date"),
    flag("visible"),
    text("lang", "language"),
    flag("showactivitydates", "show_activity_dates"),
    flag("showcompletionconditions", "show_completion_conditions"),
    clock("timecreated"),
    clock("timemodified"),
)
SECTION: Final[Columns] = (
    text("name"),
    fixed("summaryformat", 1),
    flag("visible"),
)


def read_course(node: Node, shared: Shared, context: int) -> dict[str, Any]:
    """The attributes of a Backup that course.xml holds."""
    owner = Owner(shared, "course", context, "course")
    nested = ("category", "tags", "customfields", "courseformatoptions")
    values = owner.values(COURSE, node, nested=nested, ids={"course": shared.course, "context": context})
    images = owner.files_in("overviewfiles")
    values["image"] = images[0] if images else None
    values["files"] = owner.shown
    options = {o.text_of("name"): o.text_of("value") for o in node.path("courseformatoptions/courseformatoption")}
    values["one_section_per_page"] = options.get("coursedisplay") == "1"
    return values


def read_section(
    node: Node, shared: Shared, keys: Keys, context: int, activities: tuple[Activity, ...]
) -> tuple[int, Section]:
    """A section with its number on the course page."""
    section_id = int(node.attributes.get("id") or 0)
    owner = Owner(shared, f"section_{section_id}", context, "course")
    nested = ("number", "sequence", "availabilityjson", "component", "itemid", "timemodified", "summary")
    values = owner.values(SECTION, node, nested=nested, ids={"section": section_id})
    values["summary"] = owner.html(node.text_of("summary"), "section", section_id)
    values.setdefault("kept", Kept(ids={"section": section_id}))
    section = Section(
        key=f"section-{section_id}",
        availability=condition(node.text_of("availabilityjson"), keys, owner),
        files=owner.shown,
        activities=activities,
        **values,
    )
    return int(node.text_of("number") or 0), section
