"""The examples' own SCORM packages on real sites, in every edition and every cut, played by a student to the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from coursegen.outputs.scorm import Shape, write_scorm12, write_scorm2004

from .browser import Visit, Visitor
from .scorm_learner import Example, Learner
from .scorm_lesson import Lesson, Tracks, enter, enter_at, leave, restored
from .site import Site

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Case:
    """One package of one example. `edition` 0: SCORM 1.2."""

    example: str
    edition: int = 0
    shape: Shape = field(default_factory=Shape)

    def __str__(self) -> str:
        edition = f"2004-{self.edition}" if self.edition else "1.2"
        cut = self.shape.section.rpartition("/")[2] or ("impose" if self.shape.ordered else "")
        return f"{self.example}-{edition}-{cut or ('plusieurs' if self.shape.several else 'un')}"

    @property
    def student(self) -> str:
        """An account name of its own, such as Moodle takes."""
        return f"eleve-{self}".replace(".", "-").lower()

    def package(self) -> bytes:
        """The bytes of the package."""
        write = write_scorm2004 if self.edition else write_scorm12
        return write(example(self.example).courseware, None, self.shape)


def _shape(edition: int = 4, **cut: object) -> Shape:
    return Shape(edition=edition, **cut)  # type: ignore[arg-type]


_FIRST = Case("one-ael")
_ALONE = [
    Case("cipres-fdf"),
    Case("one-ael", 3, _shape(3)),
    Case("cipres-fdf", 4),
    Case("one-ael", 0, _shape(section="ONE-AEL-01/M5")),
    Case("cipres-fdf", 3, _shape(3, section="CIPRES-FDF-01/M6")),
]
_SEVERAL = [
    Case("one-ael", 0, _shape(several=True)),
    Case("cipres-fdf", 4, _shape(several=True)),
    Case("cipres-fdf", 0, _shape(several=True, ordered=True)),
    Case("one-ael", 3, _shape(3, several=True, ordered=True)),
]


@cache
def example(name: str) -> Example:
    """The example of that name."""
    return Example.read(EXAMPLES / name)


@dataclass(frozen=True)
class Seen:
    """What Moodle keeps of one SCO, in the words of SCORM 1.2 whatever the edition."""

    status: str
    score: float | None
    bookmark: str
    data: str

    @classmethod
    def of(cls, values: dict[str, str]) -> Seen:
        """From the tracks of one SCO."""
        old = "cmi.core.lesson_status" in values
        status = values.get("cmi.core.lesson_status", "") if old else values.get("cmi.completion_status", "")
        verdict = values.get("cmi.success_status", "")
        if verdict in ("passed", "failed"):
            status = f"{status} {verdict}" if status != "completed" else verdict
        raw = values.get("cmi.core.score.raw") or values.get("cmi.score.raw")
        bookmark = values.get("cmi.core.lesson_location") or values.get("cmi.location", "")
        return cls(status, float(raw) if raw else None, bookmark, values.get("cmi.suspend_data", ""))


def _play(case: Case, site: Site, visit: Visit, folder: Path) -> None:
    lesson = restored(site, case.package(), folder, case.student)
    window, course = visit(lesson.site, lesson.student), example(case.example)
    learner = Learner(enter(window, lesson.module), course, right=False)
    last = learner.walk(3)[-1]
    begun = _only(leave(window, lesson))
    assert (begun.status, begun.score, lesson.grade(), lesson.completion()) == ("incomplete", None, None, 0)

    learner = Learner(enter(window, lesson.module), course, right=False)
    assert learner.title() == last
    learner.walk()
    missed = _only(leave(window, lesson))
    assert missed.status == "failed"
    assert missed.score is not None
    assert (lesson.grade() or 0, lesson.completion()) == (missed.score, 0)
    assert missed.score < 60

    learner = Learner(enter(window, lesson.module), course)
    for title in course.counted:
        learner.retake(title)
    passed = _only(leave(window, lesson))
    assert (passed.status, passed.score) == ("passed", 100)
    assert (lesson.grade(), lesson.completion()) == (100, 1)

    learner = Learner(enter(window, lesson.module), course)
    learner.go("Bilan")
    assert "100" in learner.frame.locator("#page").inner_text()
    _reports_show(visit(site, site.admin), lesson, course)


pytestmark = pytest.mark.thorough  # ten minutes a site


def test_a_student_leaves_resumes_fails_retries_and_passes(site: Site, visit: Visit, tmp_path: Path) -> None:
    _play(_FIRST, site, visit, tmp_path)


@pytest.mark.parametrize("case", _ALONE, ids=str)
def test_every_edition_and_module_plays_the_same(case: Case, site: Site, visit: Visit, tmp_path: Path) -> None:
    _play(case, site, visit, tmp_path)


@pytest.mark.parametrize("case", _SEVERAL, ids=str)
def test_several_entries_are_played_one_after_the_other(case: Case, site: Site, visit: Visit, tmp_path: Path) -> None:
    shown = [s for s in example(case.example).courseware.sections if s.online or not s.number]
    lesson = restored(site, case.package(), tmp_path, case.student, entries=len(shown))
    window, course = visit(lesson.site, lesson.student), example(case.example)
    enter(window, lesson.module)  # Moodle unpacks SCORM 2004 when it is first opened
    entries = lesson.scos()
    assert len(entries) == len(shown)
    window.page.goto(f"{site.url}{lesson.module.address}")
    if not case.edition:  # Moodle lists every entry of SCORM 2004 as open, whatever its rules
        assert window.page.locator("#toc a").count() == (1 if case.shape.ordered else len(shown))
    for identifier, sco in entries.items():
        assert lesson.completion() == 0
        Learner(enter_at(window, lesson, sco), course).walk()
        seen = Seen.of(leave(window, lesson)[identifier])
        assert seen.status in ("completed", "passed"), f"{identifier} is {seen.status}"
    scores = [Seen.of(values).score for values in lesson.tracks().values()]
    assert [score for score in scores if score is not None] == [100]
    assert (lesson.grade(), lesson.completion()) == (100, 1)


def _only(tracks: Tracks) -> Seen:
    [values] = tracks.values()
    return Seen.of(values)


def _reports_show(admin: Visitor, lesson: Lesson, course: Example) -> None:
    """A teacher finds the attempt, its score and each answer in Moodle's reports, without any noise.

    Two are left alone, for 4.5 complains of them whatever the package is: one person's answers
    (userreportinteractions.php, a query without a key of its own) and objectives (a property that isn't there).
    The report of answers only knows the name that an answer has in SCORM 1.2.
    """
    kept = [pair for values in lesson.tracks().values() for pair in values.items()]
    answers = [value for name, value in kept if name.endswith("_response")]
    assert len(answers) >= sum(len(course.tests[title]) for title in course.counted)
    shown = [value for name, value in kept if name.endswith("student_response")]
    for mode, wanted in (("basic", ["100"]), ("interactions", shown)):
        page = admin.open(f"/mod/scorm/report.php?id={lesson.module.id}&mode={mode}")
        row = page.locator("table tr", has=page.locator("input[name='attemptid[]']")).inner_text()
        assert all(word in row for word in wanted), f"{mode}: {row}"
    sco = next(iter(lesson.scos().values()))
    query = f"id={lesson.module.id}&user={lesson.student.user_id}&attempt=1&scoid={sco}&mode="
    page = admin.open(f"/mod/scorm/report/userreporttracks.php?{query}")
    assert "suspend" in page.locator("#region-main").inner_text()
