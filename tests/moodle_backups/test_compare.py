"""Two backups of a course: what differs is found whatever ids their packages gave to things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from moodle_backups import Backup, File, Section, write_backup
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Quiz
from moodle_backups.archive_source import open_archive
from moodle_backups.compare import Change, Difference, Thing, compare
from moodle_backups.compare_packages import JUSTIFIED, canonical, compare_packages
from moodle_backups.gradebook import Grade
from moodle_backups.questions.base import Answer
from moodle_backups.questions.multichoice import MultiChoice
from moodle_backups.read import read_backup

SUM = MultiChoice(
    key="sum", name="A sum", text="<p>2 + 2 = ?</p>", answers=(Answer("4", 1.0, "Right."), Answer("5"), Answer("6"))
)
PLAN = File("plan.png", b"one plan")
WELCOME = Page(
    key="",
    name="Welcome",
    content='<p>Read this <img src="file:plan.png"> first.</p>',
    files=(PLAN,),
)
TEST = Quiz(key="test", name="Test", grade=Grade(maximum=10, to_pass=6), questions=(SUM,))
NOTES = Page(key="notes", name="Notes", content="<p>Take notes about the plan, then go on.</p>")


def course(*sections: Section, **changes: Any) -> Backup:
    values: dict[str, Any] = {"idnumber": "C", "fullname": "Course", "shortname": "C", "timestamp": 1_780_000_000}
    return Backup(**values | changes, sections=(Section(key="top"), *sections))


FIRST = course(
    Section(key="a", name="Start", activities=(replace(WELCOME, key="welcome"), TEST)),
    Section(key="b", name="End", activities=(NOTES,)),
)


def changed(change: Callable[[Any], Any]) -> Backup:
    """The first course with its section "Start" changed."""
    top, start, end = FIRST.sections
    return replace(FIRST, sections=(top, change(start), end))


def found(second: Backup) -> list[tuple[Change, Thing, str]]:
    return [(one.change, one.thing, one.name) for one in compare(FIRST, second)]


def the_one(second: Backup) -> Difference:
    (only,) = compare(FIRST, second)
    return only


def test_a_course_is_the_same_as_itself() -> None:
    assert compare(FIRST, FIRST) == ()


def test_ids_and_the_clock_of_a_package_are_no_difference(tmp_path: Path) -> None:
    extra = Section(key="x", name="Extra", activities=(Page(key="p", name="P", content="<p>p</p>"),))
    shifted = replace(FIRST, timestamp=1_790_000_000, start_date=FIRST.timestamp)
    write_backup(FIRST, tmp_path / "first.mbz")
    write_backup(replace(shifted, sections=(FIRST.sections[0], extra, *FIRST.sections[1:])), tmp_path / "second.mbz")
    with read_backup(tmp_path / "first.mbz") as one, read_backup(tmp_path / "second.mbz") as two:
        second = replace(two.backup, sections=tuple(s for s in two.backup.sections if s.name != "Extra"))
        assert compare(one.backup, second) == ()


def test_activities_that_come_and_go_are_named() -> None:
    new = Page(key="new", name="Something else", content="<p>Quite another thing, not said before.</p>")
    second = changed(lambda start: replace(start, activities=(start.activities[0], new)))
    assert (Change.REMOVED, Thing.ACTIVITY, "Test") in found(second)
    assert (Change.ADDED, Thing.ACTIVITY, "Something else") in found(second)
    assert (Change.REMOVED, Thing.QUESTION, "A sum") in found(second)


def test_an_activity_in_another_section_has_moved() -> None:
    top, start, end = FIRST.sections
    second = replace(
        FIRST, sections=(top, replace(start, activities=start.activities[:1]), replace(end, activities=(NOTES, TEST)))
    )
    moved = the_one(second)
    assert (moved.change, moved.name, moved.before, moved.after) == (Change.MOVED, "Test", "Start", "End")


def test_only_the_one_that_changed_places_has_moved() -> None:
    second = changed(lambda start: replace(start, activities=start.activities[::-1]))
    (moved,) = compare(FIRST, second)
    assert moved.change is Change.MOVED
    assert {moved.before, moved.after} == {"1", "2"}


def test_a_renamed_activity_is_known_by_its_key_and_one_without_by_its_words() -> None:
    second = changed(
        lambda start: replace(start, activities=(replace(start.activities[0], name="Read first"), start.activities[1]))
    )
    renamed = the_one(second)
    assert (renamed.change, renamed.before, renamed.after) == (Change.RENAMED, "Welcome", "Read first")
    unkeyed = course(Section(key="a", activities=(replace(NOTES, key="page-1"),)))
    other = course(Section(key="a", activities=(replace(NOTES, key="page-9", name="Your notebook"),)))
    assert [(d.change, d.after) for d in compare(unkeyed, other)] == [(Change.RENAMED, "Your notebook")]


def test_prose_is_shown_by_the_words_that_changed() -> None:
    second = replace(
        FIRST,
        sections=(
            *FIRST.sections[:2],
            replace(
                FIRST.sections[2],
                activities=(replace(NOTES, content="<p>Take notes about the budget, then go on.</p>"),),
            ),
        ),
    )
    difference = the_one(second)
    assert difference.change is Change.TEXT
    assert "[-plan,-] {+budget,+}" in difference.excerpt
    assert "<p>" not in difference.excerpt


def test_answers_weights_and_files_are_told_apart() -> None:
    wrong = replace(SUM, answers=(Answer("4", 1.0, "Right."), Answer("7"), Answer("6")))

    def change(start: Section) -> Section:
        welcome = replace(start.activities[0], files=(File("plan.png", b"another plan"),))
        return replace(
            start, activities=(welcome, replace(TEST, grade=Grade(maximum=20, to_pass=6), questions=(wrong,)))
        )

    differences = compare(FIRST, changed(change))
    assert {(d.change, d.name, d.before, d.after) for d in differences} == {
        (Change.FILE, "plan.png", "", ""),
        (Change.GRADE, "Test", "10", "20"),
        (Change.ANSWER, "A sum", "5", "7"),
    }


def test_packages_of_the_same_course_are_the_same_document_by_document(tmp_path: Path) -> None:
    write_backup(FIRST, tmp_path / "first.mbz")
    write_backup(replace(FIRST, timestamp=1_790_000_000, start_date=FIRST.timestamp), tmp_path / "second.mbz")
    differences = compare_packages(tmp_path / "first.mbz", tmp_path / "second.mbz")
    assert [d for d in differences if "date" not in (d.before or "")] == []


def test_what_differs_in_packages_is_named_by_document_and_path(tmp_path: Path) -> None:
    write_backup(FIRST, tmp_path / "first.mbz")
    second = changed(
        lambda start: replace(start, activities=(replace(start.activities[0], intro="Other"), start.activities[1]))
    )
    write_backup(second, tmp_path / "second.mbz")
    differences = compare_packages(tmp_path / "first.mbz", tmp_path / "second.mbz")
    page = [d for d in differences if d.document.endswith("page.xml")]
    assert [(d.before, d.after) for d in page] == [
        ("activity/page/intro = ", "activity/page/intro = Other"),
    ]


def test_canonical_documents_hold_no_id_of_the_package(tmp_path: Path) -> None:
    write_backup(FIRST, tmp_path / "first.mbz")
    with open_archive(tmp_path / "first.mbz") as archive:
        documents = canonical(archive)
    page = documents["activities/page_Welcome/page.xml"]
    assert 'moduleid="module#page_Welcome"' in page
    assert "1780000000" not in page


@pytest.mark.parametrize("rule", JUSTIFIED, ids=lambda rule: f"{rule.document} {rule.path}")
def test_whatever_may_differ_has_its_reason(rule: Any) -> None:
    assert len(rule.reason.split()) >= 2
