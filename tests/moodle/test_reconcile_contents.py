"""What a second publication leaves in a course, read back by Moodle's own backup: exactly what the package says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from moodle_backups import Backup
from moodle_backups.compare import Change, Difference, compare
from moodle_backups.read import read_backup

from .site import Site
from .test_reconcile_types import Course
from .test_types_matrix import _may_differ as of_every_restore

pytestmark = pytest.mark.once
"""On one release by default: minutes on each (docs/tests-moodle.md)."""

_BACKUP = Path(__file__).parent / "php" / "backup_course.php"
_NUMBERED_BY_MOODLE = {
    ("book", "chapters[Un].content"),  # a link to another chapter: chapters have nothing but ids
    ("lesson", "pages[Ajoutée].buttons[1].jump"),
    ("lesson", "pages[Choix].answers[2].jump"),
    ("imscp", "revision"),
    ("scorm", "revision"),
    ("", "gradebook.categories[tests].maximum"),
    ("", "gradebook.categories[travaux].maximum"),  # with natural weights the sum of what is in it
}
_STAYS_ON_THE_WAY_BACK = re.compile(r"categories\[(Sac|tests)\]|groups\[G2\]|badges\[Second\]|blocks\[.*\]")


@pytest.fixture
def course(site: Site, tmp_path: Path) -> Course:
    return Course(site, tmp_path)


def differences(course: Course, wanted: Backup, folder: Path) -> list[Difference]:
    """What the course on the site has otherwise than a backup, by a backup that Moodle writes of it."""
    theirs = folder / "theirs.mbz"
    course.site.php(_BACKUP, str(course.id), str(theirs))
    ours = course.package(wanted, "wanted")
    with read_backup(ours) as one, read_backup(theirs) as other:
        return [found for found in compare(one.backup, other.backup) if not of_every_restore(found)]


def unexpected(found: list[Difference]) -> list[Difference]:
    """What no rule accounts for."""
    # Moodle 4.2 leaves badges out of a backup without users.
    found = [one for one in found if not (one.field.startswith("badges[") and not one.after)]
    return [one for one in found if (one.kind, one.field) not in _NUMBERED_BY_MOODLE and not _kept_aside(one)]


def _kept_aside(one: Difference) -> bool:
    # Questions that are no longer asked are hidden, never deleted; the former IMS package stays beside the new one.
    if one.change is Change.ADDED:
        return one.kind == "truefalse"
    return one.change is Change.FILE and one.name == "ims.zip"


def test_a_course_nobody_has_used_becomes_exactly_the_new_package(course: Course, tmp_path: Path) -> None:
    course.publish(course.second)
    assert list(map(str, unexpected(differences(course, course.second, tmp_path)))) == []


def test_going_back_leaves_only_what_may_not_be_taken_away(course: Course, tmp_path: Path) -> None:
    course.publish(course.second)
    course.publish(course.first)
    found = unexpected(differences(course, course.first, tmp_path))
    left = [one for one in found if not _STAYS_ON_THE_WAY_BACK.search(one.field)]
    assert [(one.change, one.name) for one in left] == [(Change.ADDED, "Page ajoutée")]
    hidden = f"SELECT visible FROM {{course_modules}} WHERE course = {course.id} AND idnumber = 'added'"
    assert course.site.query(hidden) == [{"visible": 0}]
