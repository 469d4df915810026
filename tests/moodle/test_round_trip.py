"""Courses there and back: ours through Moodle, Moodle's through us, compared by what a person would call the same."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from moodle_backups import Backup, write_backup
from moodle_backups.compare import Difference, compare
from moodle_backups.read import read_backup
from moodle_backups.versions import target_of

from .site import Site

pytestmark = pytest.mark.thorough

_PHP = Path(__file__).parent / "php"
_TESTS = Path(__file__).parents[1] / "moodle_backups"
REFERENCE = Path(os.environ.get("MOODLE_BACKUPS_REFERENCE", Path(__file__).parents[3] / "shared/reference/mbz"))
_ENABLE = (
    "$DB->set_field_select('modules', 'visible', 1, \"name IN ('bigbluebuttonbn', 'subsection')\");"
    "core_plugin_manager::reset_caches(); rebuild_course_cache(0, true);"
)
# Ids in keys of what has no name of its own to Moodle: grouping-6, scale-3, badge-1.
_MADE = re.compile(r"(?:[a-z]+-)?\d+")
# Read from Moodle, written by us, restored, backed up again: field of a difference, and why it may differ.
_SECOND_TIME = {
    r"course (fullname|shortname)": "a restore calls the second copy so",
    r"course summary": "a link to another course of the first site",
    r"course badges\[.*\]\.criteria\[\d+\]\.every": "roles of a criterion have no names without users",
    r"page content|feedback thanks|workshop instructions": "links to chapters and pages of lessons: nothing but ids",
    r"lesson pages\[.*\]\.(content|(.*\.)?jump)": "pages of a lesson have nothing but ids",
}
# What a release doesn't have: `moodle_backups.versions`.
_RELEASE = {
    "4.2": {
        r"course badges\[.*": "no badges in a package without users",
        r"quiz review\.max_marks": "from 4.4 on",
        r"assign instructions": "without the files that it shows",
    },
    "5.0": {r"course badges\[.*\]\.image_author(_\w+)?": "until 4.5"},
}
# Ours, and what Moodle says of it once restored.
_FIRST_TIME = _SECOND_TIME | {
    r"course idnumber": "a restore drops that of another site's course",
    r"course gradebook\.(maximum|categories\[.*\]\.maximum)": "with natural weights the sum of all",
    r"course gradebook\.letters\[.*": "Moodle writes letters in no order",
    r"\w+ tags": "Moodle writes tags in no order, and the first spelling that the site saw",
    r"course custom_fields\[.*": "the site has no such fields",
    r"course enrolments\[.*": "the site adds the methods that it gives every new course",
    r"\w+ (badges\[.*\]\.criteria\[.*\]\.)?competencies\[.*": "the site has no such framework",
    r"course badges\[.*\]\.criteria\[\d+\]\.roles": "roles of a criterion have no names without users",
    r"bigbluebuttonbn meeting": "a restore names a room without a name",
    r"scorm (sha1|revision|scos\[.*)|file .* > Leçon 2004": "Moodle unpacks SCORM 2004 when it is first asked for",
}


@pytest.fixture
def rich(monkeypatch: pytest.MonkeyPatch) -> Iterator[Backup]:
    monkeypatch.syspath_prepend(str(_TESTS))
    from rich_backup import rich_backup

    yield rich_backup()
    for name in ("rich_backup", "rich_types_1", "rich_types_2"):
        sys.modules.pop(name, None)


def through_moodle(site: Site, package: Path) -> Path:
    """What Moodle makes of a package: restored without a word, backed up again."""
    site.php(_ENABLE)
    result = site.strict_restore(package)
    assert result.clean, str(result)
    again = package.with_name(f"{package.stem}-moodle.mbz")
    site.php(_PHP / "backup_course.php", str(result.course_id), str(again))
    return again


def through_us(package: Path) -> Path:
    """What the library makes of a package: read, written."""
    again = package.with_name(f"{package.stem}-ours.mbz")
    with read_backup(package) as read:
        write_backup(read.backup, again, version=read.target)
    return again


def assert_same(one: Path, other: Path, reasons: dict[str, str]) -> None:
    """Two packages say the same, but for what has a reason."""
    with read_backup(one) as first, read_backup(other) as second:
        found = compare(first.backup, second.backup)
    differing = [str(difference) for difference in found if not _explained(difference, reasons)]
    assert not differing, "\n".join(differing)


def _explained(difference: Difference, reasons: dict[str, str]) -> bool:
    if _MADE.fullmatch(difference.before) and _MADE.fullmatch(difference.after) and "-" in difference.before:
        return difference.before.rpartition("-")[0] == difference.after.rpartition("-")[0]
    field = f"{difference.kind or difference.thing} {difference.field or ' > '.join(difference.place)}"
    return any(re.fullmatch(pattern, field) for pattern in reasons)


def test_our_course_comes_back_from_moodle_and_again(site: Site, rich: Backup, tmp_path: Path) -> None:
    ours = tmp_path / "course.mbz"
    write_backup(rich, ours, version=target_of(site.release))
    theirs = through_moodle(site, ours)
    assert_same(ours, theirs, _FIRST_TIME | _RELEASE.get(target_of(site.release).name, {}))
    assert_same(theirs, through_moodle(site, through_us(theirs)), _SECOND_TIME)


def test_a_course_made_in_moodle_comes_back_as_from_its_own_backup(site: Site, tmp_path: Path) -> None:
    package = REFERENCE / "moodle45_no_users.mbz"
    if not site.release.startswith("4.5"):
        pytest.skip("the reference package is of 4.5")
    if not package.is_file():
        pytest.skip(f"NOT COMPARED with real Moodle: {package} is absent (set MOODLE_BACKUPS_REFERENCE)")
    native = tmp_path / "native.mbz"
    native.write_bytes(package.read_bytes())
    ours = through_us(native)
    assert_same(through_moodle(site, native), through_moodle(site, ours), _SECOND_TIME)
