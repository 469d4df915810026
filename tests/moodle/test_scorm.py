"""The SCORM package in a course of a real Moodle: read, answered, left, reopened by a student."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Frame, expect

from coursegen.outputs.scorm import write_scorm12
from moodle_backups import Backup, File, Section, write_backup
from moodle_backups.activities.scorm import Scorm, ScormStatus
from moodle_backups.gradebook import Grade
from tests.scorm.learner import answer
from tests.scorm.sample import courseware

from .browser import Visit, Visitor
from .site import Account, CourseModule, Site

_DATE = 1_770_000_000
_PAGES = ("Comprendre comment se déroule le parcours", "Présentez-vous au groupe")
_FINAL = "Évaluation finale"
_MISSING_IN_MOODLE = "/theme/yui_image.php"  # a picture of its own player that its style sheets ask for
_VISITS = 20  # more page views than any last message of a closed window needs to arrive
_NEW_TRACKS = (4, 3)  # since then a track is spread over scorm_attempt, scorm_element and scorm_scoes_value


@dataclass(frozen=True)
class Lesson:
    """The package as an activity of a course, and the student who takes it."""

    site: Site
    course: int
    module: CourseModule
    student: Account

    def tracks(self) -> dict[str, str]:
        """What Moodle keeps of the student's work: SCORM element -> value."""
        sql = (
            "SELECT e.element, v.value FROM {scorm_attempt} a JOIN {scorm_scoes_value} v ON v.attemptid = a.id "
            "JOIN {scorm_element} e ON e.id = v.elementid WHERE a.userid = "
        )
        if tuple(int(part) for part in self.site.release.split(".")[:2]) < _NEW_TRACKS:
            sql = "SELECT element, value FROM {scorm_scoes_track} WHERE userid = "
        return {row["element"]: row["value"] for row in self.site.query(f"{sql}{self.student.user_id}")}

    def grade(self) -> float | None:
        """The student's grade in the gradebook."""
        rows = self.site.query(
            "SELECT g.finalgrade AS grade FROM {grade_grades} g JOIN {grade_items} i ON i.id = g.itemid "
            f"WHERE i.itemmodule = 'scorm' AND i.courseid = {self.course} AND g.userid = {self.student.user_id}"
        )
        return None if not rows or rows[0]["grade"] is None else float(rows[0]["grade"])

    def completion(self) -> int:
        """Moodle's state of the activity for the student: 0 not complete, 1 complete."""
        return self.site.completed(self.student).get(self.module.id, 0)


@pytest.fixture
def lesson(site: Site, tmp_path: Path) -> Lesson:
    scorm = Scorm(
        key="lecon",
        name="La partie en ligne",
        package=File("demo.zip", write_scorm12(courseware())),
        grade=Grade(maximum=100),
        complete_on=ScormStatus.PASSED_OR_COMPLETED,
    )
    section = Section(key="s0", activities=(scorm,))
    backup = Backup(idnumber="scorm", fullname="Un paquet", shortname="scorm", timestamp=_DATE, sections=(section,))
    result = site.strict_restore(write_backup(backup, tmp_path / "scorm.mbz").path)
    assert result.clean, str(result)
    student = site.create_user("fatou")
    site.enrol(student.username, result.course_id)
    [module] = site.modules(result.course_id, student)
    return Lesson(site, result.course_id, module, student)


def test_a_student_reads_leaves_resumes_answers_and_completes(lesson: Lesson, visit: Visit) -> None:
    window = visit(lesson.site, lesson.student)
    course = _enter(window, lesson.module)
    for title in _PAGES:
        course.locator("#next").click()
        expect(course.locator("#title")).to_have_text(title)
    tracks = _leave(window, lesson)
    assert (tracks["cmi.core.lesson_status"], tracks["cmi.core.exit"]) == ("incomplete", "suspend")
    assert "cmi.core.score.raw" not in tracks
    assert (lesson.grade(), lesson.completion()) == (None, 0)

    course = _enter(window, lesson.module)
    expect(course.locator("#title")).to_have_text(_PAGES[-1])
    expect(course.locator(".resumed")).to_have_text("Vous reprenez où vous étiez.")
    _go(course, _FINAL)
    answer(course, right=True)
    expect(course.locator("#saved")).to_have_text("Enregistré")
    tracks = _leave(window, lesson)
    # Passed, by Moodle's own comparison with the mastery score on leaving.
    assert (tracks["cmi.core.score.raw"], tracks["cmi.core.lesson_status"]) == ("100", "passed")
    assert [tracks[f"cmi.interactions_{n}.result"] for n in range(7)] == ["correct"] * 6 + ["neutral"]
    assert (tracks["cmi.objectives_0.id"], tracks["cmi.objectives_0.score.raw"]) == ("DEMO-FDF-O1", "100")
    assert (lesson.grade(), lesson.completion()) == (100, 1)

    course = _enter(window, lesson.module)
    expect(course.locator(".result-title")).to_contain_text("100")
    assert course.locator("input[type=text]").first.input_value() == "14,0 %"
    _go(course, "Bilan")
    expect(course.locator(".lead")).to_contain_text("Parcours réussi avec 100")


def _enter(window: Visitor, module: CourseModule) -> Frame:
    """Enter as a student does, by the button of the activity's page; the frame that holds the course."""
    window.open(module.address)
    window.page.locator("#scormviewform [type=submit]").click()
    frame = window.page.locator("#scorm_object").element_handle().content_frame()
    assert frame is not None
    expect(frame.locator("#title")).to_be_visible()
    window.settle()
    window.complaints[:] = [said for said in window.complaints if _MISSING_IN_MOODLE not in said]
    window.assert_quiet()
    return frame


def _go(course: Frame, title: str) -> None:
    if course.locator("#contents-button").is_visible():
        course.locator("#contents-button").click()
    course.locator("#contents a", has_text=title).first.click()
    expect(course.locator("#title")).to_have_text(title)


def _leave(window: Visitor, lesson: Lesson) -> dict[str, str]:
    """Go back to the course page; what Moodle has once the last message of the closed package, its time, is there."""
    before = lesson.tracks().get("cmi.core.total_time")
    for _visit in range(_VISITS):
        window.open(f"/course/view.php?id={lesson.course}")
        if (tracks := lesson.tracks()).get("cmi.core.total_time") != before:
            return tracks
    raise AssertionError("Moodle never heard that the package was closed")
