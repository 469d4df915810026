"""The course of the learner drill, with an activity of every type, and what changes in it between two versions.

Each function of `CHANGES` makes one kind of change, so that a failure names it; `second` makes many at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from moodle_backups import Backup, File, Section
from moodle_backups.activities.assign import FileUpload
from moodle_backups.activities.base import Activity
from moodle_backups.activities.page import Page
from moodle_backups.activities.quiz import Slot
from moodle_backups.availability import Completed
from moodle_backups.badges import ByDate
from moodle_backups.completion import Completion, CourseCompletion
from moodle_backups.gradebook import Gradebook, GradeCategory
from moodle_backups.subsections import every_activity
from moodle_backups.versions import target_of

from . import revised_types
from .revised_types import NEW, scorm_package
from .type_matrix import BLUE, SHOW_BLUE, h5p_zip

Change = Callable[[Backup], Backup]
_DAY = 86_400
_LATER = 1_800_000_000


def drill_course(key: str, release: str, address: str) -> Backup:
    """The course as first published under the code `key`, with the types that the release has."""
    course = revised_types.first(target_of(release), address)
    course = on(course, "assign", upload=FileUpload(), due=_LATER, completion=Completion(manual=True))
    course = on(course, "folder", availability=Completed("page"))
    return _under(course, key)


def second(course: Backup) -> Backup:
    """The course corrected in every activity at once: one is gone from it, one has come."""
    bare = _without(course, f"{course.idnumber}/")
    return _under(revised_types.second(bare), course.idnumber)


def on(course: Backup, name: str, change: Callable[[Any], Activity] | None = None, /, **values: Any) -> Backup:
    """The course with one activity otherwise, by the end of its key."""
    matching = [one for one in every_activity(course) if one.key.rpartition("/")[2] == name]
    assert matching, name

    def changed(activity: Activity) -> Activity:
        if activity.key != matching[0].key:
            return activity
        return change(activity) if change else replace(activity, **values)

    sections = (replace(one, activities=tuple(map(changed, one.activities))) for one in course.sections)
    return replace(course, sections=tuple(sections))


def found(course: Backup, name: str) -> Any:
    """An activity by the end of its key."""
    return next(one for one in every_activity(course) if one.key.rpartition("/")[2] == name)


def texts(course: Backup) -> Backup:
    """Every description, page, chapter, question of a lesson and instruction says something more."""
    for one in every_activity(course):
        name = one.key.rpartition("/")[2]
        if one.modname != "subsection" and name != "inner":
            course = on(course, name, intro=one.intro + NEW)
    book, lesson = found(course, "book"), found(course, "lesson")
    course = on(course, "book", chapters=tuple(replace(one, content=one.content + NEW) for one in book.chapters))
    course = on(course, "lesson", pages=tuple(replace(one, content=one.content + NEW) for one in lesson.pages))
    course = on(course, "workshop", instructions=NEW, conclusion=NEW)
    sections = tuple(replace(one, summary=NEW) for one in course.sections)
    return replace(on(course, "page", content=NEW + SHOW_BLUE), sections=sections)


def files(course: Backup) -> Backup:
    """Other contents under the same names, a file more, a file less."""
    red = File("bleu.png", BLUE.content + b"\n" if isinstance(BLUE.content, bytes) else b"")
    course = on(course, "page", files=(red,))
    course = on(course, "resource", main=File("fiche.txt", b"Autre fiche"))
    course = on(course, "folder", content=(File("a/b.txt", b"Autre"), File("c.txt", b"C")))
    course = on(course, "assign", attachments=(File("consigne.txt", b"Consigne"),))
    return on(course, "h5pactivity", package=File("autre.h5p", h5p_zip()))


def added_and_removed(course: Backup) -> Backup:
    """An activity that learners have used is gone, and one that nobody has used; a new one refers to others."""
    key = course.idnumber
    more = Page(
        key=f"{key}/neuve",
        name="Neuve",
        content=f'<p><a href="activity:{key}/quiz">le quiz</a></p>',
        availability=Completed(f"{key}/page"),
        completion=Completion(view=True),
    )
    first, *others = course.sections
    gone = (f"{key}/choice", f"{key}/url")
    kept = (replace(one, activities=tuple(a for a in one.activities if a.key not in gone)) for one in others)
    first = replace(first, activities=(more, *(a for a in first.activities if a.key not in gone)))
    return replace(course, sections=(first, *kept))


def moved_and_renamed(course: Backup) -> Backup:
    """Sections turned round and renamed, activities in another section and another order."""
    read, do = course.sections
    moved = [one for one in do.activities if one.key.endswith(("/quiz", "/forum"))]
    stay = [one for one in do.activities if one not in moved]
    more = Section(key="s2", name="En plus", activities=tuple(moved))
    return replace(
        course,
        sections=(
            replace(read, name="Lire d’abord"),
            more,
            replace(do, name="Faire ensuite", activities=tuple(reversed(stay))),
        ),
    )


def questions(course: Backup) -> Backup:
    """Texts, options, tolerances and answers of questions that were attempted; another order asked for."""
    changed = found(second(course), "quiz").questions
    old = {one.key: one for one in found(course, "quiz").questions}
    kept = tuple(one for one in changed if one.key in old)
    missing = tuple(one for key, one in old.items() if key not in {each.key for each in kept})
    slots = (Slot("q-num", 2.0), Slot("q-1"), *found(course, "quiz").slots[2:])
    return on(course, "quiz", questions=(*kept, *missing), slots=slots)


def packages(course: Backup) -> Backup:
    """A new SCORM package with the same items."""
    return on(course, "scorm", package=scorm_package("A", "B", text="SCO corrigé"))


def weights(course: Backup) -> Backup:
    """Marks count otherwise: another category, another weight, another pass mark."""
    travaux, tests = GradeCategory(key="travaux", name="Travaux", weight=30.0), GradeCategory(key="t", name="Tests")
    course = replace(course, gradebook=Gradebook(categories=(travaux, tests)))
    quiz, lesson = found(course, "quiz"), found(course, "lesson")
    course = on(course, "quiz", grade=replace(quiz.grade, category="t", weight=60.0, to_pass=7))
    return on(course, "lesson", grade=replace(lesson.grade, category="t", weight=40.0) if lesson.grade else None)


def dates(course: Backup) -> Backup:
    """Everything is due later, or from then on."""
    course = on(course, "assign", due=_LATER + 30 * _DAY, cutoff=_LATER + 40 * _DAY)
    course = on(course, "quiz", opens=_LATER - 900 * _DAY, closes=_LATER + 30 * _DAY)
    course = on(course, "choice", closes=_LATER)
    course = on(course, "feedback", opens=_LATER - 900 * _DAY, closes=_LATER)
    return on(course, "lesson", closes=_LATER)


CHANGES: dict[str, Change] = {
    "texts": texts,
    "files": files,
    "added and removed": added_and_removed,
    "moved and renamed": moved_and_renamed,
    "questions": questions,
    "packages": packages,
    "weights": weights,
    "dates": dates,
    "everything": second,
}


def _under(course: Backup, prefix: str) -> Backup:
    """The course with `prefix/` before the key of every activity, wherever the key stands."""
    keys = {one.key for one in every_activity(course)}
    named: Backup = _rekeyed(course, lambda key: f"{prefix}/{key}" if key in keys else key)
    return replace(named, idnumber=prefix)


def _without(course: Backup, prefix: str) -> Backup:
    """The course with short keys again."""
    return _rekeyed(course, lambda key: key.removeprefix(prefix))  # type: ignore[no-any-return]


def _rekeyed(value: Any, rename: Callable[[str], str]) -> Any:
    if type(value) is str:
        return re.sub(r"activity:([\w./-]+)", lambda link: "activity:" + rename(link.group(1)), value)
    if isinstance(value, tuple):
        return tuple(_rekeyed(one, rename) for one in value)
    if not is_dataclass(value) or isinstance(value, (type, File)):
        return value
    now = {
        one.name: _rekeyed(getattr(value, one.name), rename) for one in fields(value) if one.init and one.name != "kept"
    }
    if isinstance(value, (Activity, ByDate, Completed)):
        now["key"] = rename(value.key)
    if isinstance(value, CourseCompletion):
        now["activities"] = tuple(map(rename, value.activities))
    return replace(value, **now)
