"""The SCORM package in a course of a real Moodle: read, answered, left, reopened by a student."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Frame, expect

from coursegen.outputs.scorm import write_scorm12
from tests.scorm.learner import answer
from tests.scorm.sample import courseware

from .browser import Visit
from .scorm_lesson import Lesson, enter, leave, restored
from .site import Site

_PAGES = ("Comprendre comment se déroule le parcours", "Présentez-vous au groupe")
_FINAL = "Évaluation finale"


@pytest.fixture
def lesson(site: Site, tmp_path: Path) -> Lesson:
    return restored(site, write_scorm12(courseware()), tmp_path, "fatou")


@pytest.mark.once
def test_a_student_reads_leaves_resumes_answers_and_completes(lesson: Lesson, visit: Visit) -> None:
    window = visit(lesson.site, lesson.student)
    course = enter(window, lesson.module)
    for title in _PAGES:
        course.locator("#next").click()
        expect(course.locator("#title")).to_have_text(title)
    [tracks] = leave(window, lesson).values()
    assert (tracks["cmi.core.lesson_status"], tracks["cmi.core.exit"]) == ("incomplete", "suspend")
    assert "cmi.core.score.raw" not in tracks
    assert (lesson.grade(), lesson.completion()) == (None, 0)

    course = enter(window, lesson.module)
    expect(course.locator("#title")).to_have_text(_PAGES[-1])
    expect(course.locator(".resumed")).to_have_text("Vous reprenez où vous étiez.")
    _go(course, _FINAL)
    answer(course, right=True)
    expect(course.locator("#saved")).to_have_text("Enregistré")
    [tracks] = leave(window, lesson).values()
    # Passed, by Moodle's own comparison with the mastery score on leaving.
    assert (tracks["cmi.core.score.raw"], tracks["cmi.core.lesson_status"]) == ("100", "passed")
    assert [tracks[f"cmi.interactions_{n}.result"] for n in range(7)] == ["correct"] * 6 + ["neutral"]
    assert (tracks["cmi.objectives_0.id"], tracks["cmi.objectives_0.score.raw"]) == ("DEMO-FDF-O1", "100")
    assert (lesson.grade(), lesson.completion()) == (100, 1)

    course = enter(window, lesson.module)
    expect(course.locator(".result-title")).to_contain_text("100")
    assert course.locator("input[type=text]").first.input_value() == "14,0 %"
    _go(course, "Bilan")
    expect(course.locator(".lead")).to_contain_text("Parcours réussi avec 100")


def _go(course: Frame, title: str) -> None:
    if course.locator("#contents-button").is_visible():
        course.locator("#contents-button").click()
    course.locator("#contents a", has_text=title).first.click()
    expect(course.locator("#title")).to_have_text(title)
