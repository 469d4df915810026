"""A SCORM package as an activity of a course on a real site, and what Moodle kept of a student's work in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Frame, expect

from moodle_backups import Backup, File, Section, write_backup
from moodle_backups.activities.scorm import Scorm, ScormGrading, ScormStatus
from moodle_backups.gradebook import Grade

from .browser import Visitor
from .site import Account, CourseModule, Site

_DATE = 1_770_000_000
_MISSING_IN_MOODLE = "/theme/yui_image.php"  # a picture of its own player that its style sheets ask for
_VISITS = 20  # more page views than any last message of a closed window needs to arrive
_NEW_TRACKS = (4, 3)  # since then a track is spread over scorm_attempt, scorm_element and scorm_scoes_value

Tracks = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Lesson:
    """One SCORM activity of a restored course, and the student who takes it."""

    site: Site
    course: int
    module: CourseModule
    student: Account

    def tracks(self) -> Tracks:
        """What Moodle keeps of the student's work: SCORM element -> value, by the identifier of the SCO."""
        where = f"WHERE s.scorm = {self._instance()} AND {{0}}.userid = {self.student.user_id}"
        sql = (
            "SELECT s.identifier, e.element, v.value FROM {scorm_attempt} a "
            "JOIN {scorm_scoes_value} v ON v.attemptid = a.id JOIN {scorm_element} e ON e.id = v.elementid "
            "JOIN {scorm_scoes} s ON s.id = v.scoid " + where.format("a")
        )
        if tuple(int(part) for part in self.site.release.split(".")[:2]) < _NEW_TRACKS:
            sql = (
                "SELECT s.identifier, t.element, t.value FROM {scorm_scoes_track} t "
                "JOIN {scorm_scoes} s ON s.id = t.scoid " + where.format("t")
            )
        found: Tracks = defaultdict(dict)
        for row in self.site.query(sql):
            found[row["identifier"]][row["element"]] = row["value"]
        return dict(found)

    def grade(self) -> float | None:
        """The student's grade in the gradebook."""
        rows = self.site.query(
            "SELECT g.finalgrade AS grade FROM {grade_grades} g JOIN {grade_items} i ON i.id = g.itemid "
            f"WHERE i.itemmodule = 'scorm' AND i.iteminstance = {self._instance()} "
            f"AND g.userid = {self.student.user_id}"
        )
        return None if not rows or rows[0]["grade"] is None else float(rows[0]["grade"])

    def completion(self) -> int:
        """Moodle's state of the activity for the student: 0 not complete, 1 complete."""
        return self.site.completed(self.student).get(self.module.id, 0)

    def scos(self) -> dict[str, int]:
        """The entries that open something, in order: identifier -> Moodle's number."""
        sql = "SELECT id, identifier FROM {scorm_scoes} WHERE launch <> '' AND scorm = "
        return {row["identifier"]: row["id"] for row in self.site.query(f"{sql}{self._instance()} ORDER BY sortorder")}

    def _instance(self) -> int:
        sql = f"SELECT instance FROM {{course_modules}} WHERE id = {self.module.id}"
        return int(self.site.query(sql)[0]["instance"])


def restored(site: Site, package: bytes, folder: Path, student: str, entries: int = 1) -> Lesson:
    """The package alone in a course of its own, with that student."""
    scorm = Scorm(
        key="lecon",
        name="La partie en ligne",
        package=File("cours.zip", package),
        grade=Grade(maximum=100),
        grading=ScormGrading.HIGHEST,
        complete_on=ScormStatus.PASSED if entries == 1 else ScormStatus.PASSED_OR_COMPLETED,
        complete_all_scos=entries > 1,
        course_structure=entries > 1,
    )
    section = Section(key="s0", activities=(scorm,))
    name = f"scorm-{student}"
    backup = Backup(idnumber=name, fullname="Un paquet", shortname=name, timestamp=_DATE, sections=(section,))
    result = site.strict_restore(write_backup(backup, folder / "scorm.mbz").path)
    assert result.clean, str(result)
    account = site.create_user(student)
    site.enrol(account.username, result.course_id)
    [module] = site.modules(result.course_id, account)
    return Lesson(site, result.course_id, module, account)


def enter(window: Visitor, module: CourseModule) -> Frame:
    """Enter as a student does, by the activity's page and its button if it shows one; the frame of the course."""
    window.page.goto(window.site.url + module.address.removesuffix("&forceview=1"))
    window.settle()
    if "/player.php" not in window.page.url:
        window.page.locator("#scormviewform [type=submit]").last.click()
    return inside(window)


def enter_at(window: Visitor, lesson: Lesson, sco: int) -> Frame:
    """Enter one of several entries, at the address its line in the activity's table of contents has."""
    window.page.goto(
        f"{window.site.url}/mod/scorm/player.php?cm={lesson.module.id}&scoid={sco}&currentorg=&mode=normal"
    )
    return inside(window)


def inside(window: Visitor) -> Frame:
    """The frame of the course, once the window shows Moodle's player.

    Without movement: since 5.0 Moodle's page glides when it scrolls, and a press on what moves meanwhile is lost.
    """
    window.page.emulate_media(reduced_motion="reduce")
    frame = window.page.locator("#scorm_object").element_handle().content_frame()
    assert frame is not None
    expect(frame.locator("#title")).to_be_visible()
    window.settle()
    window.complaints[:] = [said for said in window.complaints if _MISSING_IN_MOODLE not in said]
    window.assert_quiet()
    return frame


def leave(window: Visitor, lesson: Lesson) -> Tracks:
    """Go back to the course page; what Moodle has once the last message of the closed package, its time, is there."""
    before = _times(lesson.tracks())
    for _visit in range(_VISITS):
        window.open(f"/course/view.php?id={lesson.course}")
        if _times(tracks := lesson.tracks()) != before:
            return tracks
    raise AssertionError("Moodle never heard that the package was closed")


def _times(tracks: Tracks) -> list[str | None]:
    names = ("cmi.core.total_time", "cmi.total_time")
    return [values.get(name) for _sco, values in sorted(tracks.items()) for name in names]
