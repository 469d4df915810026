"""SCORM packages as activities of the Moodle package: the whole course beside it, or one for each online module.

The whole course is one more way to follow it (the Moodle app keeps it for places without a line). It replaces nothing,
so it never counts: practice category, no completion.

The package of a module stands for its pages, books, links and tests, which leave the course page: what counted there
counts here, once, with the same weight. Beside it stays what only Moodle can do: forums, work to hand in,
questionnaires, files to download, and a test that counts and that no package can mark. The package says where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from coursegen.activities.book import BookActivity
from coursegen.activities.page import PageActivity
from coursegen.activities.quiz import QuizActivity
from coursegen.activities.resource import ResourceActivity
from coursegen.activities.scorm import ScormActivity
from coursegen.activities.url import UrlActivity
from coursegen.build.scorm_places import moved
from coursegen.build.scorm_words import course_words, module_words
from coursegen.courseware import Activity, CompletionRule, Courseware, Grade, Section
from coursegen.outputs.scorm import Shape, module_names, module_shapes
from coursegen.outputs.scorm.outline import counted_tests
from methodology.values import ScormInMoodle

Write = Callable[[Courseware, Shape], bytes]

_HELD = (PageActivity, BookActivity, UrlActivity, QuizActivity)
_BY_HAND = ("essay", "other")  # kinds of questions that a package cannot mark
_ASKED = (CompletionRule.SUBMIT, CompletionRule.GRADE, CompletionRule.PASS)


def with_scorm(courseware: Courseware, shape: Shape, place: ScormInMoodle, write: Write) -> Courseware:
    """`courseware` with its packages in place; `write` makes the bytes of one, `shape` is that of the whole course."""
    match place:
        case ScormInMoodle.WHOLE:
            return _with_course(courseware, shape, write)
        case ScormInMoodle.MODULE:
            return _with_modules(courseware, write)
        case _:
            return courseware


def _with_course(courseware: Courseware, shape: Shape, write: Write) -> Courseware:
    """One activity in the welcome, after the guide."""
    shapes = module_shapes(courseware) if shape.several else ()
    counted = _counted(courseware)
    keys = {one.section for one in shapes}
    scored = sum(any(a.key in counted for a in s.activities) for s in courseware.sections if s.key in keys)
    title, intro = course_words()
    welcome, *others = courseware.sections
    package = ScormActivity(
        key=f"{welcome.key}/scorm",
        title=title,
        intro=intro,
        package=f"{courseware.key}-scorm12.zip",
        data=write(courseware, shape),
        entries=len(shapes) or 1,
        scored=scored if shapes else min(1, len(counted)),
        completion=CompletionRule.NONE,
        grade=_practice(courseware, len(shapes) or 1, bool(counted)),
    )
    first, *rest = welcome.activities or (None,)
    activities = tuple(a for a in (first, package, *rest) if a)
    return replace(courseware, sections=(replace(welcome, activities=activities), *others))


def _with_modules(courseware: Courseware, write: Write) -> Courseware:
    """One activity at the head of each online module."""
    told = _told(courseware)
    shapes = {shape.section: shape for shape in module_shapes(told)}
    names = module_names(list(shapes))
    counted = _counted(told)
    made = {}
    for section in told.sections:
        if section.number and section.key in shapes and any(map(_is_held, section.activities)):
            module = _Module(told, section, counted)
            file = f"{courseware.key}-{names[section.key]}-scorm12.zip"
            made[section.key] = module.activity(file, write(told, shapes[section.key]))
    return moved(courseware, made, {a.key for s in told.sections for a in s.activities if s.number and _is_held(a)})


@dataclass(frozen=True)
class _Module:
    """One online section, as its package holds it."""

    courseware: Courseware
    section: Section
    counted: Mapping[str, float]

    def activity(self, file: str, data: bytes) -> ScormActivity:
        """The package as an activity; where it stands and what it waits for is `scorm_places`' to say."""
        held = [a for a in self.section.activities if _is_held(a)]
        tests = [a for a in held if a.key in self.counted]
        grade = self._grade(tests)
        title, intro = module_words(self.section, grade, bool(tests))
        limited = any(isinstance(a, QuizActivity) and a.attempts for a in tests)
        days = [a.due for a in held if a.due]
        return ScormActivity(
            key=f"{self.section.key}/scorm",
            title=title,
            intro=intro,
            minutes=sum(a.minutes for a in held),
            objectives=tuple(dict.fromkeys(key for a in held for key in a.objectives)),
            completion=self._completion(held, grade),
            grade=grade,
            due=max(days, default=None),
            package=file,
            data=data,
            scored=min(1, len(tests)),
            attempts=1 if limited else 0,  # the package itself counts the tries of each test
        )

    def _grade(self, tests: list[Activity]) -> Grade:
        """In the category of the tests; at the top of the gradebook when they belong to several."""
        parts = [a.grade for a in tests if a.grade and a.grade.weight]
        categories = {part.category for part in parts}
        if not parts:
            return _practice(self.courseware, 1, bool(tests))
        return Grade(
            maximum=100.0,
            pass_percent=self.courseware.pass_percent,
            category=categories.pop() if len(categories) == 1 else "",
            weight=sum(part.weight for part in parts),
        )

    @staticmethod
    def _completion(held: list[Activity], grade: Grade) -> CompletionRule:
        if grade.pass_percent:
            return CompletionRule.PASS
        return CompletionRule.SUBMIT if any(a.completion in _ASKED for a in held) else CompletionRule.VIEW


def _practice(courseware: Courseware, entries: int, scored: bool) -> Grade:
    """A grade that is shown and never counts. Without a score Moodle counts the entries that are finished."""
    category = next((c.key for c in reversed(courseware.grade_categories) if not c.weight), "")
    if not scored:
        return Grade(maximum=float(entries), category=category)
    return Grade(maximum=100.0, category=category)


def _told(courseware: Courseware) -> Courseware:
    """The course as its packages tell it: what stays beside them is a screen that says where it is done."""
    counted = _counted(courseware)
    sections = (
        replace(s, activities=tuple(_elsewhere(a) if _stays(a, courseware, counted) else a for a in s.activities))
        for s in courseware.sections
    )
    return replace(courseware, sections=tuple(sections))


def _stays(activity: Activity, courseware: Courseware, counted: Mapping[str, float]) -> bool:
    if isinstance(activity, ResourceActivity):
        return True
    if not isinstance(activity, QuizActivity) or not (activity.grade and activity.grade.weight):
        return False
    kinds = (courseware.question(slot.question).kind for slot in activity.slots)
    return activity.key not in counted or any(kind.value in _BY_HAND for kind in kinds)


def _elsewhere(activity: Activity) -> Activity:
    return Activity(
        key=activity.key,
        title=activity.title,
        intro=activity.intro,
        minutes=activity.minutes,
        objectives=activity.objectives,
        completion=activity.completion,
    )


def _is_held(activity: Activity) -> bool:
    return isinstance(activity, _HELD)


def _counted(courseware: Courseware) -> Mapping[str, float]:
    """The tests that make the score of the packages, by key."""
    weights = counted_tests([s for s in courseware.sections if s.online or s.number == 0])
    return {key: weight for key, weight in weights.items() if weight > 0}
