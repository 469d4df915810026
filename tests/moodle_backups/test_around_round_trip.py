"""What lies around activities is read back as it was written, from our packages and from Moodle's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from package_reader import read_package
from rich_backup import rich_backup
from without_kept import bare

from moodle_backups import Backup, write_backup
from moodle_backups.read import ReadBackup, read_backup

REFERENCE = Path(os.environ.get("MOODLE_BACKUPS_REFERENCE", Path(__file__).parents[3] / "shared/reference/mbz"))
AROUND = (
    "fullname", "shortname", "idnumber", "format", "start_date", "end_date", "group_mode", "force_group_mode",
    "default_grouping", "highlighted", "max_upload", "hidden_sections_named", "show_reports", "announcements",
    "tags", "custom_fields", "text_filters", "blocks", "events", "enrolments", "competencies",
    "competency_ratings_to_plans", "groups", "groupings", "completion", "completion_defaults",
)  # fmt: skip


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("around") / "rich.mbz"
    write_backup(rich_backup(), path)
    return path


@pytest.fixture(scope="module")
def read(package: Path) -> Iterator[ReadBackup]:
    with read_backup(package, passwords=True) as found:
        yield found


@pytest.mark.parametrize("attribute", AROUND)
def test_the_course_is_read_as_it_was_written(read: ReadBackup, attribute: str) -> None:
    made, found = bare(getattr(rich_backup(), attribute)), bare(getattr(read.backup, attribute))
    if attribute == "groups":  # Moodle keeps pictures under names of their own
        found = tuple(replace(g, image=m.image) for g, m in zip(found, made, strict=True))
    assert found == made


def test_scales_and_badges_get_keys_of_their_ids(read: ReadBackup) -> None:
    made = bare(rich_backup())
    scales = bare(read.backup.scales)
    assert tuple(replace(s, key=m.key) for s, m in zip(scales, made.scales, strict=True)) == made.scales
    first, second = bare(read.backup.badges)
    wanted = replace(made.badges[0], key=first.key, image=first.image)
    assert first == wanted
    assert second.related == (first.key,)
    assert second.criteria == made.badges[1].criteria


def test_the_gradebook_is_read_as_it_was_written(read: ReadBackup) -> None:
    made, found = bare(rich_backup().gradebook), bare(read.backup.gradebook)
    names = {read.backup.scales[0].key: "echelle", read.backup.scales[1].key: "oui-non"}
    manual = tuple(
        replace(m, grade=replace(m.grade, scale=names.get(m.grade.scale or ""))) for m in found.manual_grades
    )
    assert manual == made.manual_grades
    for wanted, category in zip(made.categories, found.categories, strict=True):
        assert category == wanted
    assert (found.letters, found.settings, found.aggregation) == (made.letters, made.settings, made.aggregation)
    assert (found.maximum, found.to_pass, found.only_graded) == (100, 50, True)


def test_activities_keep_their_access_groups_tags_and_competencies(read: ReadBackup) -> None:
    made = {a.key: bare(a) for s in rich_backup().sections for a in s.activities}
    found = {a.key: bare(a) for s in read.backup.sections for a in s.activities}
    for key, activity in made.items():
        for attribute in (
            "availability", "completion", "group_mode", "grouping", "tags", "competencies", "text_filters", "events",
            "language", "downloadable",
        ):  # fmt: skip
            assert getattr(found[key], attribute) == getattr(activity, attribute), (key, attribute)
    sections = {s.name: s for s in read.backup.sections}
    assert sections["Conditions"].availability == rich_backup().sections[-1].availability


def test_nothing_of_our_own_packages_needs_to_be_kept(read: ReadBackup) -> None:
    assert read.kept == ()
    assert read.dropped == {}


def test_keys_of_enrolment_are_read_only_when_asked_for(package: Path) -> None:
    with read_backup(package) as found:
        assert [method.password for method in found.backup.enrolments] == ["", "", ""]
        assert {group.enrolment_key for group in found.backup.groups} == {""}
        assert found.dropped == {"passwords": 2}


def test_a_password_that_was_not_asked_for_is_not_written_either(package: Path, tmp_path: Path) -> None:
    with read_backup(package) as found:
        write_backup(found.backup, tmp_path / "again.mbz")
    again = read_package(tmp_path / "again.mbz")
    for name in ("groups.xml", "course/enrolments.xml"):
        assert "sésame".encode() not in again.members[name]
        assert "clé".encode() not in again.members[name]


def test_writing_what_was_read_gives_the_same_values(package: Path, tmp_path: Path) -> None:
    with read_backup(package, passwords=True) as first:
        write_backup(first.backup, tmp_path / "again.mbz")
        with read_backup(tmp_path / "again.mbz", passwords=True) as second:
            assert bare(second.backup) == bare(first.backup)


DOCUMENTS = (
    "gradebook.xml", "groups.xml", "scales.xml", "completion.xml", "badges.xml", "course/course.xml",
    "course/enrolments.xml", "course/calendar.xml", "course/competencies.xml", "course/completiondefaults.xml",
    "course/filters.xml",
)  # fmt: skip
BESIDE = ("module.xml", "grades.xml", "calendar.xml", "filters.xml", "competencies.xml", "section.xml", "block.xml")
# Ids that nothing refers to, the category of the course, and when a group joined a grouping.
MAY_DIFFER = ("/category", "/parameter", "/timeadded", "/tag")

# Columns that 4.2 doesn't have, and a restore there drops.
NEWER = ("/valuetrust", "/component", "/itemid", "/groupcustomfields", "/groupingcustomfields")


@pytest.mark.parametrize("name", ["moodle42_no_users", "moodle45_no_users"])
def test_a_package_of_moodle_is_written_again_as_moodle_wrote_it(name: str, tmp_path: Path) -> None:
    original = REFERENCE / f"{name}.mbz"
    if not original.is_file():
        pytest.skip(f"NOT COMPARED with real Moodle: {original} is absent (set MOODLE_BACKUPS_REFERENCE)")
    with read_backup(original) as found:
        write_backup(found.backup, tmp_path / "again.mbz", version=found.target, subsections=True)
    theirs, ours = read_package(original), read_package(tmp_path / "again.mbz")
    compared = [path for path in theirs.members if path in DOCUMENTS or path.rpartition("/")[2] in BESIDE]
    assert len(compared) > 100
    wrong = []
    for path in compared:
        wanted, given = (_leaves(package.xml(path)) for package in (theirs, ours))
        wrong += [f"{path}{leaf}" for leaf in wanted.keys() | given.keys() if wanted.get(leaf) != given.get(leaf)]
    may_differ = (*MAY_DIFFER, *(NEWER if "42" in name else ()))
    assert sorted(leaf for leaf in wrong if not any(part in leaf for part in may_differ)) == []


def _leaves(root: etree._Element) -> dict[str, list[str]]:
    """Every text by the path of its element, ids in it; records may come in any order."""
    found: dict[str, list[str]] = {}

    def walk(element: etree._Element, path: str) -> None:
        own = f"{path}/{element.tag}" + (f"#{element.get('id')}" if element.get("id") else "")
        if not len(element):
            found.setdefault(own, []).append((element.text or "").strip())
        for child in element:
            walk(child, own)

    walk(root, "")
    return {path: sorted(texts) for path, texts in found.items()}


def test_members_of_groups_and_enrolled_people_are_dropped_and_counted() -> None:
    original = REFERENCE / "moodle45_with_users.mbz"
    if not original.is_file():
        pytest.skip(f"NOT COMPARED with real Moodle: {original} is absent (set MOODLE_BACKUPS_REFERENCE)")
    with read_backup(original) as found:
        assert (found.dropped["user_enrolments"], found.dropped["group_members"]) == (3, 1)


def test_an_unchanged_course_has_the_date_it_starts_with(read: ReadBackup) -> None:
    made: Backup = rich_backup()
    assert read.backup.start_date == made.start_date
