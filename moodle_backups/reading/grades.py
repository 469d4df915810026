"""Grades of activities back from their grade items."""

from __future__ import annotations

from moodle_backups.gradebook import Grade
from moodle_backups.reading.conditions import Keys
from moodle_backups.reading.owner import Owner
from moodle_backups.tree import Node


def read_grade(grades: Node, keys: Keys, owner: Owner) -> Grade | None:
    """The grade of an activity's grades.xml: its item number 0; None when it isn't graded."""
    items = grades.path("grade_items/grade_item")
    item = next((item for item in items if (item.text_of("itemnumber") or "0") == "0"), None)
    if item is None or item.text_of("gradetype") == "0":
        return None
    category = item.text_of("categoryid")
    return Grade(
        maximum=float(item.text_of("grademax") or 0),
        to_pass=float(item.text_of("gradepass") or 0),
        category=keys.categories.get(int(category)) if category else None,
        hidden=item.text_of("hidden") not in (None, "", "0"),
    )
