"""The course as a whole: sections, gradebook, completion, image."""

from __future__ import annotations

from coursegen.charter import Charter, course_image
from coursegen.courseware import Activity, CompletionRule, Courseware, GradeCategory, Section
from coursegen.outputs.moodle.activities import to_activity
from coursegen.outputs.moodle.activities.base import condition
from coursegen.outputs.moodle.texts import Texts
from moodle_backups.backup import Backup
from moodle_backups.backup import Section as BackupSection
from moodle_backups.completion import CourseCompletion
from moodle_backups.files import File
from moodle_backups.gradebook import Aggregation, Gradebook
from moodle_backups.gradebook import GradeCategory as BackupCategory

FULLNAME_LENGTH = 254


def to_backup(courseware: Courseware, charter: Charter) -> Backup:
    """The backup of a courseware. Everything in it is dated by the course's version."""
    texts = Texts(courseware)
    clock = int(courseware.date.timestamp())
    summary = texts.place(courseware.summary)
    return Backup(
        idnumber=courseware.key,
        fullname=courseware.title[:FULLNAME_LENGTH],
        shortname=courseware.key,
        timestamp=clock,
        start_date=int(courseware.start.timestamp()) if courseware.start else clock,
        end_date=int(courseware.end.timestamp()) if courseware.end else None,
        summary=summary.html,
        files=summary.files,
        one_section_per_page=True,
        image=File("image-du-cours.png", course_image(courseware.short_title, charter)),
        sections=tuple(_section(section, courseware, texts) for section in courseware.sections),
        gradebook=_gradebook(courseware),
        completion=_completion(courseware),
    )


def _section(section: Section, courseware: Courseware, texts: Texts) -> BackupSection:
    summary = texts.place(section.summary)
    return BackupSection(
        key=section.key,
        name=section.title,
        summary=summary.html,
        files=summary.files,
        availability=condition(section.access),
        activities=tuple(to_activity(a, courseware, texts) for a in section.activities),
    )


def _gradebook(courseware: Courseware) -> Gradebook:
    return Gradebook(
        categories=tuple(_category(c) for c in courseware.grade_categories),
        aggregation=Aggregation.WEIGHTED_MEAN,
        maximum=100.0,
        to_pass=courseware.pass_percent,
        only_graded=False,  # what is not handed in counts as 0: nobody passes on one good mark
    )


def _category(category: GradeCategory) -> BackupCategory:
    return BackupCategory(
        key=category.key,
        name=category.title,
        aggregation=Aggregation.WEIGHTED_MEAN,
        weight=category.weight,
        maximum=100.0,
    )


def _completion(courseware: Courseware) -> CourseCompletion | None:
    """The course is complete when everything that is handed in, answered or graded is; reading alone is not asked.

    A course that only gives to read is never complete: Moodle takes no completion without a criterion.
    """
    wanted = (CompletionRule.SUBMIT, CompletionRule.GRADE, CompletionRule.PASS)
    keys = tuple(a.key for a in courseware.activities() if _asked(a, wanted))
    grade = courseware.pass_percent or None
    return CourseCompletion(activities=keys, grade=grade) if keys or grade else None


def _asked(activity: Activity, wanted: tuple[CompletionRule, ...]) -> bool:
    return activity.completion in wanted
