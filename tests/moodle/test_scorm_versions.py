"""A SCORM activity that the program put into a Moodle package, and the next version of its package in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coursegen.activities.page import PageActivity
from coursegen.cli.app import run
from coursegen.courseware import Courseware, Html
from coursegen.outputs.scorm import Shape, write_scorm12, write_scorm2004

from .browser import PHONE, Visit
from .scorm_learner import Example, Learner
from .scorm_lesson import Lesson, enter, leave, restored
from .site import CourseModule, Site

pytestmark = pytest.mark.thorough

EXAMPLE = Path(__file__).parents[2] / "examples" / "one-ael"
_REPLACE = Path(__file__).parent / "php" / "replace_package.php"
_READ = 8  # screens: past the first test, in the middle of the first module


@pytest.fixture(scope="module")
def course() -> Example:
    return Example.read(EXAMPLE)


def later(courseware: Courseware) -> Courseware:
    """The next version: a page more in the first module, whose pages have other titles, a forum less in the last."""
    first = courseware.sections[1]
    more = PageActivity(key=f"{first.key}/nouveau", title="Lire les nouveautés", body=Html("<p>Du neuf.</p>"))
    pages = tuple(
        replace(a, title="Un titre refait") if isinstance(a, PageActivity) else a for a in (more, *first.activities)
    )
    last = courseware.sections[-1]
    kept = tuple(a for a in last.activities if not a.key.endswith("premiere-action"))
    sections = (courseware.sections[0], replace(first, activities=pages), *courseware.sections[2:-1])
    return replace(courseware, version="2.0", sections=(*sections, replace(last, activities=kept)))


@pytest.mark.parametrize("edition", [0, 4])
def test_a_new_version_keeps_place_answers_and_grade(
    edition: int, site: Site, visit: Visit, course: Example, tmp_path: Path
) -> None:
    write = write_scorm2004 if edition else write_scorm12
    lesson = restored(site, write(course.courseware, None, Shape()), tmp_path, f"version-{edition}")
    window = visit(site, lesson.student)
    learner = Learner(enter(window, lesson.module), course)
    learner.walk(_READ)
    place = learner.title()
    before = leave(window, lesson)

    new = tmp_path / "cours.zip"
    new.write_bytes(write(later(course.courseware), None, Shape()))
    site.php(_REPLACE, str(lesson.module.id), str(new))
    assert lesson.tracks() == before

    learner = Learner(enter(window, lesson.module), course)
    assert "Version 2.0" in learner.frame.locator("body").inner_text()
    assert learner.title() in (place, "Un titre refait")
    learner.go("Faire le test de positionnement")
    assert learner.frame.locator(".result-title").count() == 1, "the test taken before is to be taken again"
    learner.walk()
    leave(window, lesson)
    assert (lesson.grade(), lesson.completion()) == (100, 1)


@pytest.fixture
def modules(site: Site, tmp_path: Path) -> Iterator[dict[str, Lesson]]:
    """The example with one package a module, restored, a student in it; by the key of the activity."""
    assert run(["build", str(EXAMPLE), "-o", str(tmp_path), "--only", "mbz", "--scorm-moodle", "module"]) == 0
    result = site.strict_restore(tmp_path / "ONE-AEL-01.mbz")
    assert result.clean, str(result)
    student = site.create_user("ines")
    site.enrol(student.username, result.course_id)
    found: list[CourseModule] = site.modules(result.course_id, student)
    yield {m.key: Lesson(site, result.course_id, m, student) for m in found if m.type == "scorm"}


def test_modules_as_packages_are_read_on_a_phone_and_graded_once(
    modules: dict[str, Lesson], visit: Visit, course: Example, shots: Path
) -> None:
    reading, final = modules["ONE-AEL-01/M3/scorm"], modules["ONE-AEL-01/M5/scorm"]
    assert reading.module.open
    assert not final.module.open
    window = visit(reading.site, reading.student, width=PHONE)
    learner = Learner(enter(window, reading.module), course)
    window.page.screenshot(path=shots / f"scorm-activite-{reading.site.release}.png")
    learner.walk()
    leave(window, reading)
    assert (reading.grade(), reading.completion()) == (1, 1)  # of 1: finished

    window.open(f"/course/view.php?id={final.course}")
    total = reading.site.query(
        "SELECT g.finalgrade AS grade FROM {grade_grades} g JOIN {grade_items} i ON i.id = g.itemid "
        f"WHERE i.itemtype = 'course' AND i.courseid = {final.course} AND g.userid = {final.student.user_id}"
    )
    assert not total or not total[0]["grade"]
