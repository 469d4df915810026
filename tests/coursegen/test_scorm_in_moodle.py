"""SCORM packages as activities of the Moodle package: what gives way, what stays, and that nothing counts twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coursegen.activities.page import PageActivity
from coursegen.activities.quiz import QuizActivity
from coursegen.activities.scorm import ScormActivity
from coursegen.build.scorm_activities import with_scorm
from coursegen.charter import Charter, load_charter
from coursegen.cli.app import run
from coursegen.compose import compose
from coursegen.courseware import Access, AccessKind, Activity, CompletionRule, Courseware, Html, QuestionKind
from coursegen.outputs.moodle import to_backup
from coursegen.outputs.scorm import Shape
from methodology.folder import read_folder
from methodology.values import ScormInMoodle
from moodle_backups.activities.scorm import Scorm, ScormGrading, ScormStatus, SkipView
from moodle_backups.read import read_backup

from .conftest import rewrite

EXAMPLES = Path(__file__).parents[2] / "examples"
FINAL = "ONE-AEL-01/S5.2/test-final"


@pytest.fixture(scope="module")
def example() -> Courseware:
    reading = read_folder(EXAMPLES / "one-ael")
    assert reading.course is not None
    return compose(reading.course)


def placed(courseware: Courseware, place: ScormInMoodle) -> tuple[Courseware, list[tuple[Courseware, Shape]]]:
    """The course with its packages, and what each package was made of."""
    made: list[tuple[Courseware, Shape]] = []

    def write(told: Courseware, shape: Shape) -> bytes:
        made.append((told, shape))
        return b"zip"

    return with_scorm(courseware, Shape(), place, write), made


def packages(courseware: Courseware) -> list[ScormActivity]:
    return [a for a in courseware.activities() if isinstance(a, ScormActivity)]


def totals(courseware: Courseware) -> dict[str, float]:
    """The part of each activity in the course's total, by key, worked out as a gradebook of weighted means does."""
    parts: dict[str, float] = {}
    top = {c.key: c.weight for c in courseware.grade_categories}
    graded = [a for a in courseware.activities() if a.grade]
    for category, weight in top.items():
        inside = [a for a in graded if a.grade and a.grade.category == category]
        whole = sum(a.grade.weight or 1.0 for a in inside if a.grade)
        parts |= {a.key: weight * (a.grade.weight or 1.0) / whole for a in inside if a.grade}
    return parts | {a.key: a.grade.weight for a in graded if a.grade and not a.grade.category}


def test_without_a_word_in_the_folder_nothing_changes(example: Courseware) -> None:
    same, made = placed(example, ScormInMoodle.NOTHING)
    assert same == example
    assert not made


def test_the_whole_course_stands_after_the_guide_and_never_counts(example: Courseware) -> None:
    course, made = placed(example, ScormInMoodle.WHOLE)
    [package] = packages(course)
    assert course.sections[0].activities[1] == package
    assert [a for a in course.activities() if a is not package] == list(example.activities())
    assert package.completion is CompletionRule.NONE
    assert totals(course)[package.key] == 0
    assert made == [(example, Shape())]


def test_each_online_module_has_its_package_first_and_no_page_or_test_beside_it(example: Courseware) -> None:
    course, made = placed(example, ScormInMoodle.MODULE)
    modules = [s for s in course.sections if s.number and s.online]
    assert [s.activities[0].key for s in modules] == [f"{s.key}/scorm" for s in modules]
    assert len(made) == len(modules) == 5
    assert not [a.key for s in modules for a in s.activities if isinstance(a, PageActivity | QuizActivity)]
    for section in modules:
        assert section.activities[-1].completion is not CompletionRule.NONE, (
            f"a heading of nothing ends {section.title}"
        )


def test_what_only_moodle_can_do_stays_as_it_was(example: Courseware) -> None:
    course, _made = placed(example, ScormInMoodle.MODULE)
    kept = {a.key: type(a).__name__ for a in course.activities() if not isinstance(a, ScormActivity)}
    kinds = ("ForumActivity", "AssignActivity", "FeedbackActivity", "WikiActivity")
    wanted = {a.key: type(a).__name__ for a in example.activities() if type(a).__name__ in kinds}
    assert wanted.items() <= kept.items()


@pytest.mark.parametrize("name", ["one-ael", "cipres-fdf"])
def test_every_mark_counts_once_with_the_weight_of_the_plan(name: str) -> None:
    reading = read_folder(EXAMPLES / name)
    assert reading.course is not None
    before = compose(reading.course)
    course, _made = placed(before, ScormInMoodle.MODULE)
    was, now = totals(before), totals(course)
    assert sum(now.values()) == pytest.approx(sum(was.values())) == pytest.approx(100)
    kept = was.keys() & now.keys()
    assert {key: now[key] for key in kept} == pytest.approx({key: was[key] for key in kept})
    gone = {key: part for key, part in was.items() if key not in now and part}
    scored = {p.key: now[p.key] for p in packages(course) if now[p.key]}
    assert sum(scored.values()) == pytest.approx(sum(gone.values()))
    for key, part in scored.items():
        assert part == pytest.approx(sum(p for k, p in gone.items() if k.startswith(key.removesuffix("scorm")[:-3])))


def test_a_module_without_a_test_that_counts_is_marked_by_being_finished(example: Courseware) -> None:
    backup = to_backup(placed(example, ScormInMoodle.MODULE)[0], _charter())
    scorms = [a for s in backup.sections for a in s.activities if isinstance(a, Scorm)]
    reading, final = scorms[0], scorms[-1]
    assert (reading.grading, reading.complete_on) == (ScormGrading.COMPLETED_SCOS, ScormStatus.PASSED_OR_COMPLETED)
    assert (final.grading, final.complete_on) == (ScormGrading.HIGHEST, ScormStatus.PASSED)
    assert final.grade is not None
    assert (final.grade.maximum, final.grade.to_pass, final.grade.weight) == (100, 60, 30)


def test_a_phone_opens_the_package_in_the_page_with_one_tap(example: Courseware) -> None:
    backup = to_backup(placed(example, ScormInMoodle.WHOLE)[0], _charter())
    [scorm] = [a for s in backup.sections for a in s.activities if isinstance(a, Scorm)]
    assert not scorm.popup
    assert scorm.skip_view is SkipView.FIRST_ACCESS
    assert scorm.complete_on is None


def test_limited_tries_are_not_given_again_by_a_new_attempt(example: Courseware) -> None:
    limited = _changed(example, FINAL, attempts=2)
    assert packages(placed(limited, ScormInMoodle.MODULE)[0])[-1].attempts == 1
    free = _changed(_changed(example, FINAL, attempts=0), "ONE-AEL-01/S5.1/calcul", attempts=0)
    assert packages(placed(free, ScormInMoodle.MODULE)[0])[-1].attempts == 0


def test_who_waited_for_a_test_waits_for_its_package(example: Courseware) -> None:
    course, _made = placed(example, ScormInMoodle.MODULE)
    places = {a.key: n for n, s in enumerate(course.sections) for a in s.activities}
    waits = [(a, one.key) for a in course.activities() for one in a.access]
    assert waits
    for activity, key in waits:
        assert key in places, f"{activity.key} waits for {key}, which is not there"
    assert "ONE-AEL-01/M1/scorm" in [key for a, key in waits if a.key == "ONE-AEL-01/S2.1/rediger"]
    for package in packages(course):
        assert all(places[one.key] < places[package.key] for one in package.access)


def test_nothing_waits_for_what_stands_beside_it_in_its_module(example: Courseware) -> None:
    beside = next(a.key for s in example.sections for a in s.activities if a.key == "ONE-AEL-01/S5.2/premiere-action")
    waiting = _changed(example, FINAL, access=(Access(AccessKind.COMPLETED, beside),))
    waiting = _changed(waiting, beside, access=(Access(AccessKind.COMPLETED, FINAL),))
    course, _made = placed(waiting, ScormInMoodle.MODULE)
    found = {a.key: a.access for a in course.activities()}
    assert found[beside] == ()
    assert beside not in [one.key for one in found["ONE-AEL-01/M5/scorm"]]


def test_a_test_that_a_person_marks_stays_in_moodle_and_the_package_says_so(example: Courseware) -> None:
    final = next(a for a in example.activities() if a.key == FINAL)
    assert isinstance(final, QuizActivity)
    key = final.slots[0].question
    questions = tuple(replace(q, kind=QuestionKind.ESSAY) if q.key == key else q for q in example.questions)
    course, made = placed(replace(example, questions=questions), ScormInMoodle.MODULE)
    stays = next(a for a in course.activities() if a.key == FINAL)
    assert replace(stays, access=()) == replace(final, access=())
    assert [one.key for one in stays.access] == ["ONE-AEL-01/M5/scorm"]  # it waited for a test that is now in there
    told = next(a for a in made[-1][0].activities() if a.key == FINAL)
    assert type(told) is Activity
    assert sum(totals(course).values()) == pytest.approx(100)


def test_links_to_what_moved_lead_to_the_package(example: Courseware) -> None:
    page = next(a for a in example.sections[1].activities if isinstance(a, PageActivity))
    guide = example.sections[0].activities[0]
    text = Html(f'<p><a href="activity:{page.key}">Relire</a> <a href="activity:{FINAL}">Se tester</a></p>')
    course, _made = placed(_changed(example, guide.key, intro=text), ScormInMoodle.MODULE)
    intro = course.sections[0].activities[0].intro
    assert 'href="activity:ONE-AEL-01/M1/scorm"' in intro
    assert 'href="activity:ONE-AEL-01/M5/scorm"' in intro


def test_the_folder_or_the_command_line_says_what_stands_in_moodle(folder: Path, tmp_path: Path) -> None:
    def listed(*options: str) -> Sequence[str]:
        assert run(["build", str(folder), "-o", str(tmp_path / "out"), "--only", "mbz", *options]) == 0
        with read_backup(tmp_path / "out" / "TEST-01.mbz") as read:
            return [a.key for s in read.backup.sections for a in s.activities if isinstance(a, Scorm)]

    assert listed() == []
    assert listed("--scorm-moodle", "cours") == ["TEST-01/accueil/scorm"]
    rewrite(folder, "cours.yaml", "langue: fr", "langue: fr\nscorm: {dans_moodle: module}")
    assert listed() == ["TEST-01/M1/scorm"]
    assert listed("--scorm-moodle", "non") == []


def _charter() -> Charter:
    return load_charter("socieux", "fr")


def _changed(courseware: Courseware, key: str, **changes: Any) -> Courseware:
    sections = tuple(
        replace(s, activities=tuple(replace(a, **changes) if a.key == key else a for a in s.activities))
        for s in courseware.sections
    )
    return replace(courseware, sections=sections)
