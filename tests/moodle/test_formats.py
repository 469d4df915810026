"""Courses of every core format restore on real Moodle sites and keep their options."""

from __future__ import annotations

from pathlib import Path

import pytest

from moodle_backups import Backup, Section, write_backup
from moodle_backups.activities.base import Activity
from moodle_backups.activities.forum import Forum
from moodle_backups.activities.page import Page

from .site import Site

pytestmark = pytest.mark.thorough

PAGE = Page(key="p", name="Page", content="<p>Lire</p>")
FORUM = Forum(key="f", name="Forum")


@pytest.mark.parametrize(
    ("name", "activity", "options"),
    [
        ("weeks", PAGE, {"automaticenddate": "0"}),
        ("social", FORUM, {"numdiscussions": "12"}),
        ("singleactivity", PAGE, {"activitytype": "page"}),
    ],
)
def test_a_course_of_the_format_restores_with_its_options(
    site: Site, name: str, activity: Activity, options: dict[str, str], tmp_path: Path
) -> None:
    backup = Backup(
        idnumber=f"F-{name}",
        fullname=f"Format {name}",
        shortname=f"F-{name}",
        timestamp=1_780_000_000,
        format=name,
        activity_type=options.get("activitytype", ""),
        format_options=tuple(item for item in options.items() if item[0] != "activitytype"),
        sections=(Section(key="s0", activities=(activity,)),),
    )
    write_backup(backup, tmp_path / "c.mbz")
    restored = site.strict_restore(tmp_path / "c.mbz")
    assert restored.clean, str(restored)
    rows = site.query(
        f"SELECT format, name, value FROM {{course_format_options}} WHERE courseid = {restored.course_id}"
    )
    found = {str(row["name"]): str(row["value"]) for row in rows if row["format"] == name}
    assert options.items() <= found.items()
