"""A lesson: pages of content and questions, each answer leading to another page.

User data, left out of a package without users: attempts, ways taken, grades, times spent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.activities.base import Activity
from moodle_backups.activities.lesson_pages import Cluster, EndOfCluster, Jump, LessonPage, LessonPair
from moodle_backups.activities.lesson_records import PageWriter, read_pages
from moodle_backups.activities.overrides import group_overrides
from moodle_backups.columns import LARGEST_SHORT, Columns, clock, computed, fixed, flag, moment, number, one_of, text
from moodle_backups.files import File, stored_path
from moodle_backups.gradebook import Grade
from moodle_backups.kept import KeptValue
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


class RetakeGrade(IntEnum):
    """The grade of several retakes."""

    MEAN = 0
    MAXIMUM = 1


class AfterCorrect(IntEnum):
    """Where a right answer leads: along its jump, or to a page that wasn't seen or answered yet."""

    JUMP = 0
    UNSEEN = 1
    UNANSWERED = 2


@dataclass(frozen=True, slots=True)
class Dependency:
    """What must be done in another lesson (its key) first: minutes spent, all of it, percent reached."""

    lesson: str
    minutes: int = 0
    completed: bool = False
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Slideshow:
    """Content shown as slides: pixels, and the colour behind them (``#RRGGBB``)."""

    width: int = 640
    height: int = 480
    background: str = "#FFFFFF"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Activity):
    """Pages in reading order; the first one starts the lesson.

    ``practice``: no grade goes into the gradebook. ``own_scores``: answers count by their scores; otherwise right is
    what leads to a later page. ``max_answers``: how many the form for a page offers. ``max_attempts`` at each question,
    0: unlimited; ``try_again`` offers another try after a wrong answer, ``revise`` to walk through once more at the
    end. ``min_questions`` for the full grade, ``pages_shown`` from a cluster (0: all). ``time_limit`` in seconds.
    ``next_activity``: key of what the end links to. ``media``: a file shown in a window of ``media_size`` pixels.
    ``menu_from`` percent of a grade reached shows the ``menu``. ``complete_after``: seconds spent.
    """

    modname: ClassVar[str] = "lesson"
    gradable: ClassVar[bool] = True
    grade_column: ClassVar[str] = "grade"

    pages: tuple[LessonPage, ...]
    grade: Grade | None = field(default_factory=Grade)
    practice: bool = False
    own_scores: bool = True
    show_score: bool = False
    retake: bool = False
    retake_grade: RetakeGrade = RetakeGrade.MEAN
    revise: bool = False
    try_again: bool = False
    max_answers: int = 5
    max_attempts: int = 1
    after_correct: AfterCorrect = AfterCorrect.JUMP
    default_feedback: bool = False
    min_questions: int = 0
    pages_shown: int = 1
    time_limit: int = 0
    password: str = ""
    depends_on: Dependency | None = None
    next_activity: str | None = None
    media: File | None = None
    media_size: tuple[int, int] = (650, 100)
    slideshow: Slideshow | None = None
    menu: bool = False
    menu_from: int = 0
    progress_bar: bool = False
    opens: int | None = None
    closes: int | None = None
    offline: bool = False
    complete_at_end: bool = False
    complete_after: int = 0

    @property
    def grade_points(self) -> int:
        """The grade as the record has it."""
        return 0 if self.grade is None else int(self.grade.maximum)

    @property
    def uses_password(self) -> bool:
        """Whether it asks for one."""
        return bool(self.password)

    @property
    def conditions(self) -> str:
        """What the lesson before asks for, as PHP serializes it."""
        asked = self.depends_on or Dependency("")
        values = {"timespent": asked.minutes, "completed": int(asked.completed), "gradebetterthan": asked.percent}
        members = "".join(f's:{len(name)}:"{name}";i:{value};' for name, value in values.items())
        return f'O:8:"stdClass":{len(values)}:{{{members}}}'

    @property
    def media_path(self) -> str:
        """The file as the record names it."""
        return f"/{stored_path(self.media.name)[1]}" if self.media else ""

    @property
    def has_slides(self) -> bool:
        """Whether content is shown as slides."""
        return self.slideshow is not None

    @property
    def slides(self) -> Slideshow:
        """The slides, with Moodle's own sizes when there are none."""
        return self.slideshow or Slideshow()

    def to_xml(self, scope: ActivityScope) -> Xml:
        if self.media is not None:
            scope.attach(self.media, "mediafile")
        pages = PageWriter(scope, self.pages).records()
        return record(
            "lesson",
            {"course": scope.draft.places.course} | self.fields(COLUMNS, scope) | self._references(scope),
            listing("pages", pages),
            element("grades"),
            element("timers"),
            listing("overrides", self.kept.part("overrides").elements),
            *self.kept.elements,
            id=scope.place.instance,
        )

    @classmethod
    def from_xml(cls, node: Node, owner: Owner, common: Mapping[str, Any]) -> Self:
        media = owner.files_in("mediafile")
        lesson = cls.read(
            tuple(column for column in COLUMNS if column.name not in _ELSEWHERE),
            node,
            owner,
            common,
            nested=("course", "pages", "overrides", *_ELSEWHERE),
            people=("grades", "timers"),
            pages=read_pages(node, owner),
            media=media[0] if media else None,
            media_size=(int(node.text_of("mediawidth") or 0), int(node.text_of("mediaheight") or 0)),
            slideshow=_slideshow(node),
            depends_on=_dependency(node, owner),
            next_activity=owner.shared.keys.get(int(node.text_of("activitylink") or 0)),
        )
        anchors = {f"lesson {page.key}": int(page.key) for page in lesson.pages}
        sizes = owner.kept_over(lesson._sizes(), node)
        kept = replace(
            lesson.kept,
            ids={**(lesson.kept.ids or {}), **anchors},
            values=(*lesson.kept.values, *sizes.values, *_dangling(lesson, node, owner)),
            parts={"overrides": group_overrides(node, owner)},
        )
        return replace(lesson, kept=kept)

    def anchors(self) -> tuple[str, ...]:
        return tuple(page.key for page in self.pages)

    def link_token(self, anchored: bool) -> str | None:
        return "LESSONVIEWPAGE" if anchored else "LESSONVIEWBYID"

    def own_completion_rule(self) -> bool:
        return self.complete_at_end or self.complete_after > 0

    def problems(self) -> Iterator[str]:
        if not self.pages:
            yield "has no page"
        for key, times in Counter(self.anchors()).items():
            if times > 1 or not key:
                yield f'has {times} pages with the key "{key}"'
        for page in self.pages:
            yield from (f'page "{page.key}" {problem}' for problem in self._page_problems(page))
        if self.grade is not None and not float(self.grade.maximum).is_integer():
            yield "takes whole points only as its maximum grade"
        if len(self.password) > 32:
            yield "has a password of more than 32 characters"
        yield from self._cluster_problems()

    def _page_problems(self, page: LessonPage) -> Iterator[str]:
        yield from page.problems()
        if not page.title.strip() or len(page.title) > 255:
            yield "needs a title of 1 to 255 characters"
        yield from self._jump_problems(page)

    def _jump_problems(self, page: LessonPage) -> Iterator[str]:
        known = set(self.anchors())
        for slip in page.slips():
            if not isinstance(slip, LessonPair) and not isinstance(slip.jump, Jump) and slip.jump not in known:
                yield f'leads to page "{slip.jump}", which doesn\'t exist'

    def _cluster_problems(self) -> Iterator[str]:
        """A cluster lasts to its end; a jump into one needs a cluster."""
        inside = None
        for page in self.pages:
            if isinstance(page, Cluster):
                if inside is not None:
                    yield f'starts cluster "{page.key}" within cluster "{inside}"'
                inside = page.key
            elif isinstance(page, EndOfCluster):
                if inside is None:
                    yield f'ends a cluster with page "{page.key}" that none has started'
                inside = None

    def _sizes(self) -> dict[str, Scalar]:
        (width, height), slides = self.media_size, self.slides
        sizes: tuple[Scalar, ...] = (height, width, slides.width, slides.height, slides.background)
        return dict(zip(_SIZES, sizes, strict=True))

    def _references(self, scope: ActivityScope) -> dict[str, Scalar]:
        """What names other things of the course, and sizes."""
        links: dict[str, Scalar] = {"dependency": 0, "activitylink": 0}
        places = scope.draft.places.by_key
        if self.depends_on is not None:
            before = places.get(self.depends_on.lesson)
            if before is None or before.activity.modname != self.modname:
                scope.report(f'depends on lesson "{self.depends_on.lesson}", which doesn\'t exist')
            else:
                links["dependency"] = before.instance
        if self.next_activity is not None:
            after = places.get(self.next_activity)
            if after is None:
                scope.report(f'ends with a link to activity "{self.next_activity}", which doesn\'t exist')
            else:
                links["activitylink"] = after.module
        return self.kept.over(links | self._sizes())


def _slideshow(node: Node) -> Slideshow | None:
    if node.text_of("slideshow") in (None, "", "0"):
        return None
    return Slideshow(int(node.text_of("width") or 0), int(node.text_of("height") or 0), node.text_of("bgcolor") or "")


def _dependency(node: Node, owner: Owner) -> Dependency | None:
    lesson = owner.shared.lessons.get(int(node.text_of("dependency") or 0))
    if lesson is None:
        return None
    found = dict(_CONDITION.findall(node.text_of("conditions") or ""))
    minutes, percent = int(found.get("timespent") or 0), int(found.get("gradebetterthan") or 0)
    return Dependency(lesson, minutes, found.get("completed", "0") not in ("", "0"), percent)


def _dangling(lesson: Lesson, node: Node, owner: Owner) -> Iterator[KeptValue]:
    """References to what the package doesn't hold."""
    for name, found in (("dependency", lesson.depends_on), ("activitylink", lesson.next_activity)):
        value = node.text_of(name)
        if found is None and value not in (None, "", "0"):
            owner.note(f"<{name}>: {value}")
            yield KeptValue(name, value, "0")


_SIZES: Final = ("mediaheight", "mediawidth", "width", "height", "bgcolor")
_ELSEWHERE: Final = ("dependency", "activitylink", *_SIZES)
"""Columns of the record that no single attribute says."""
_CONDITION: Final = re.compile(r'"(timespent|completed|gradebetterthan)";[is]:(?:\d+:")?(\d*)')

COLUMNS: Final[Columns] = (
    flag("practice"),
    flag("modattempts", "revise"),
    computed("usepassword", "uses_password"),
    text("password"),
    fixed("dependency", 0),
    computed("conditions", "conditions"),
    computed("grade", "grade_points"),
    flag("custom", "own_scores"),
    flag("ongoing", "show_score"),
    one_of("usemaxgrade", "retake_grade", RetakeGrade),
    number("maxanswers", "max_answers", most=LARGEST_SHORT),
    number("maxattempts", "max_attempts", most=LARGEST_SHORT),
    flag("review", "try_again"),
    one_of("nextpagedefault", "after_correct", AfterCorrect),
    flag("feedback", "default_feedback"),
    number("minquestions", "min_questions", most=LARGEST_SHORT),
    number("maxpages", "pages_shown", most=LARGEST_SHORT),
    number("timelimit", "time_limit"),
    flag("retake"),
    fixed("activitylink", 0),
    computed("mediafile", "media_path"),
    fixed("mediaheight", 0),
    fixed("mediawidth", 0),
    fixed("mediaclose", 0),
    computed("slideshow", "has_slides"),
    fixed("width", 0),
    fixed("height", 0),
    fixed("bgcolor", ""),
    flag("displayleft", "menu"),
    number("displayleftif", "menu_from", most=LARGEST_SHORT),
    flag("progressbar", "progress_bar"),
    moment("available", "opens"),
    moment("deadline", "closes"),
    clock("timemodified"),
    flag("completionendreached", "complete_at_end"),
    number("completiontimespent", "complete_after"),
    flag("allowofflineattempts", "offline"),
)
