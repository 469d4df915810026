"""A teacher works on the site between two publications, by Moodle's own forms; the three-way rule decides."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import pytest

from coursegen.publish.changes import Act, Choices

from .browser import Visit, Visitor, assert_no_php_noise
from .database_rows import losses
from .drill import Drill
from .drill_course import on
from .site import Site
from .type_matrix import SHOW_BLUE

pytestmark = pytest.mark.thorough

# Moodle's own form of a wiki counts unfinished work for ever.
_NEVER_DONE = ("wiki",)
# No settings of its own; a form that wants a conference server; a form that takes the marks of a tool away.
_NO_FORM = ("subsection", "qbank", "bigbluebuttonbn", "lti")
HERS, OURS = "De la formatrice", "De la deuxième version"


@pytest.fixture
def drill(site: Site, tmp_path: Path) -> Drill:
    """The course published, and used by four learners and a teacher."""
    begun = Drill(site, tmp_path, f"drill-{secrets.token_hex(4)}")
    begun.publish(begun.first)
    begun.use()
    return begun


@pytest.fixture
def teacher(site: Site, drill: Drill, visit: Visit) -> Visitor:
    """A teacher of the course at her browser."""
    account = site.create_user(f"prof-{drill.key[-4:]}")
    site.enrol(account.username, drill.inventory.course_id, "editingteacher")
    return visit(site, account)


def saved_by_hand(window: Visitor, drill: Drill, name: str, title: str = "") -> None:
    """Open the settings of an activity, give it a title (or change nothing), and save."""
    window.page.goto(f"{drill.site.url}/course/modedit.php?update={drill.cm(name)}")
    if name not in _NEVER_DONE:
        window.settle()
    if title:
        window.page.fill("#id_name", title)
    window.page.click("#id_submitbutton2")
    window.page.wait_for_url("**/course/view.php*")
    assert_no_php_noise(window.page)


def acts(drill: Drill, change: str, **values: Any) -> dict[str, Act]:
    """What a plan would do to activities, when one of them changes in the folder too."""
    plan = drill.plan(drill.prepared(on(drill.first, change, **values), "1.1").sources)
    return {
        c.key.rpartition("/")[2]: c.act for c in plan.changes if c.sort == "activity" and c.act is not Act.UNCHANGED
    }


def test_her_changes_stay_until_they_are_named(drill: Drill, teacher: Visitor) -> None:
    saved_by_hand(teacher, drill, "page", f"Page {HERS}")
    saved_by_hand(teacher, drill, "quiz", f"Quiz {HERS}")
    teacher.close()  # her browser notes what she opens
    before = drill.database.rows()
    assert acts(drill, "resource", name=OURS) == {"page": Act.EDITED, "quiz": Act.EDITED, "resource": Act.RENAME}
    assert acts(drill, "page", content=f"<p>{OURS}</p>{SHOW_BLUE}") == {"page": Act.CONFLICT, "quiz": Act.EDITED}
    revised = on(on(drill.first, "page", content=f"<p>{OURS}</p>{SHOW_BLUE}"), "resource", name=OURS)
    drill.publish(revised, label="1.1")
    assert drill.written() == [f"{drill.key}/resource"]
    titles = {one.key.rpartition("/")[2]: one.title for one in drill.inventory.activities}
    assert (titles["page"], titles["quiz"], titles["resource"]) == (f"Page {HERS}", f"Quiz {HERS}", OURS)
    drill.publish(revised, Choices(overwrite=frozenset({f"{drill.key}/page"})), label="1.1")
    titles = {one.key.rpartition("/")[2]: one.title for one in drill.inventory.activities}
    assert (titles["page"], titles["quiz"]) == ("Page", f"Quiz {HERS}")
    lost = losses(before, drill.database.rows())
    assert not lost, "\n".join(lost[:40])


def test_settings_saved_without_a_change_are_no_edit(drill: Drill, teacher: Visitor) -> None:
    names = [one.key.rpartition("/")[2] for one in drill.inventory.activities if one.kind not in _NO_FORM]
    for name in names:
        saved_by_hand(teacher, drill, name)
    taken = acts(drill, "resource", name=OURS)
    assert taken == {"resource": Act.RENAME}
