"""A test that asks every type of question of a folder, on a real Moodle: restored without a word, shown, marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coursegen.charter import load_charter
from coursegen.outputs.moodle import write_mbz
from methodology.values import Purpose
from tests.scorm import every_question

from .browser import Visit
from .site import Site

pytestmark = pytest.mark.thorough

_GRADE = Path(__file__).parent / "php" / "grade_right_answers.php"
_BY_HAND = {"description", "essay"}
_TYPES = 18  # every type of Moodle's core; a single and a multiple choice are one
_SINCE_4_4 = ("E-13", "E-14")


def restored(site: Site, folder: Path, purpose: Purpose) -> tuple[int, int]:
    """The course with that test on the site: its id, and that of the module."""
    release = tuple(int(part) for part in site.release.split(".")[:2])
    asked = [id_ for id_ in every_question.ASKED if release >= (4, 4) or id_ not in _SINCE_4_4]
    courseware = every_question.courseware(folder, purpose=purpose, asked=asked)
    write_mbz(courseware, load_charter("socieux", "fr"), folder / "tout.mbz")
    result = site.strict_restore(folder / "tout.mbz")
    assert result.clean, str(result)
    rows = site.query(
        "SELECT cm.id FROM {course_modules} cm JOIN {modules} m ON m.id = cm.module "
        f"WHERE m.name = 'quiz' AND cm.course = {result.course_id}"
    )
    assert result.course_id is not None
    return result.course_id, int(rows[0]["id"])


def test_right_answers_earn_their_whole_mark(site: Site, tmp_path: Path) -> None:
    course, module = restored(site, tmp_path, Purpose.SUMMATIVE)
    student = site.create_user("kossi")
    site.enrol(student.username, course)
    said = json.loads(site.php(_GRADE, str(module), student.username))
    assert [one for one in said if one["fraction"] != 1 and one["qtype"] not in _BY_HAND] == []
    assert len({one["qtype"] for one in said}) >= _TYPES - 1


def test_a_learner_sees_every_question_of_practice(site: Site, visit: Visit, tmp_path: Path) -> None:
    course, module = restored(site, tmp_path, Purpose.FORMATIVE)
    student = site.create_user("abla")
    site.enrol(student.username, course)
    window = visit(site, student)
    window.open(f"/mod/quiz/view.php?id={module}")
    window._start_attempt()
    seen: list[str] = []
    while "/attempt.php" in window.page.url:
        for question in window.page.locator(".que").all():
            seen.append((question.get_attribute("class") or "").split()[1])
        window.page.click("#mod_quiz-next-nav")
        window.settle()
        window.assert_quiet()
    window._hand_in()
    assert len(set(seen)) >= _TYPES - 1
