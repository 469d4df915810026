"""The gradebook: categories, weights, pass grades, scales, letters, formulas. The grades of learners never travel."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum

from moodle_backups.kept import NOTHING_KEPT, Kept


class Aggregation(IntEnum):
    """How a category makes one grade of its members (``GRADE_AGGREGATE_*`` of Moodle)."""

    MEAN = 0
    MEDIAN = 2
    MINIMUM = 4
    MAXIMUM = 6
    MODE = 8
    WEIGHTED_MEAN = 10
    SIMPLE_WEIGHTED_MEAN = 11
    MEAN_WITH_EXTRA_CREDITS = 12
    NATURAL = 13


class Display(IntEnum):
    """How a grade is shown (``GRADE_DISPLAY_TYPE_*``): the first of two, the other in brackets after it."""

    DEFAULT = 0
    POINTS = 1
    PERCENT = 2
    LETTER = 3
    POINTS_PERCENT = 12
    POINTS_LETTER = 13
    PERCENT_POINTS = 21
    PERCENT_LETTER = 23
    LETTER_POINTS = 31
    LETTER_PERCENT = 32


class GradeType(IntEnum):
    """What a grade is (``GRADE_TYPE_*``)."""

    NONE = 0
    POINTS = 1
    SCALE = 2
    TEXT = 3


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of one activity.

    ``maximum`` points; ``to_pass`` points (0: no pass grade); ``category`` key of a `GradeCategory` (None: the
    course itself). ``weight`` counts in the category around it: any positive number in a weighted mean (and for
    extra credit in a mean with extra credits), percent (0-100) of the category in the natural aggregation; None
    leaves Moodle's own weighting.

    ``scale``: key of a `Scale` whose words are the grades; ``maximum`` is then how many there are. ``text``: the
    trainer writes something, nothing counts. ``hidden``, or ``hidden_until`` a time; ``locked``, or from ``lock_after``
    on. ``formula``: how the grade follows from others, ``=average([[quiz-1]], [[oral]])``: in double brackets the
    keys of activities (``[[KEY#1]]``: their grade item 1), manual grades and categories. ``decimals`` 0 to 5, None:
    the site's.
    """

    maximum: float = 100.0
    to_pass: float = 0.0
    category: str | None = None
    weight: float | None = None
    extra_credit: bool = False
    hidden: bool = False
    minimum: float = 0.0
    scale: str | None = None
    text: bool = False
    hidden_until: int | None = None
    locked: bool = False
    lock_after: int | None = None
    formula: str = ""
    display: Display = Display.DEFAULT
    decimals: int | None = None
    multiplier: float = 1.0
    offset: float = 0.0
    kept: Kept = NOTHING_KEPT

    @property
    def type(self) -> GradeType:
        """What Moodle calls it."""
        if self.text:
            return GradeType.TEXT
        return GradeType.POINTS if self.scale is None else GradeType.SCALE

    @property
    def hidden_column(self) -> int:
        """0, 1, or the time until which it is hidden."""
        return self.hidden_until or int(self.hidden)

    @property
    def locked_column(self) -> int:
        """0, or when it was locked: Moodle asks only whether."""
        return int(self.locked)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeCategory:
    """A category of the gradebook; ``weight``, ``extra_credit`` and what follows ``hidden`` as in `Grade`.

    ``parent`` None: the course. ``hidden`` hides the category with all in it.
    """

    key: str
    name: str
    parent: str | None = None
    aggregation: Aggregation = Aggregation.NATURAL
    weight: float | None = None
    extra_credit: bool = False
    maximum: float = 100.0
    to_pass: float = 0.0
    only_graded: bool = True
    drop_lowest: int = 0
    keep_highest: int = 0
    hidden: bool = False
    total: Grade | None = None
    kept: Kept = NOTHING_KEPT

    def total_grade(self) -> Grade:
        """The grade of the category as a whole: that of ``total``, with what the category says itself."""
        return replace(
            self.total or Grade(),
            maximum=self.maximum,
            to_pass=self.to_pass,
            category=self.parent,
            weight=self.weight,
            extra_credit=self.extra_credit,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualGrade:
    """A grade that no activity gives: the trainer types it (a room exercise, an oral exam)."""

    key: str
    name: str
    grade: Grade = field(default_factory=Grade)
    info: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """``letter`` (or a word) is for grades from ``percent`` on."""

    percent: float
    letter: str
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradebook:
    """Categories in display order, the course's own aggregation, and the points needed to pass the course.

    ``total``: what else the course total has (`Grade`: hidden, formula, display, decimals). ``letters``: the course's
    own, from the best down; none: the site's. ``settings``: of the reports, by their names in Moodle.
    Outcomes stay off: Moodle itself keeps them for old courses only.
    """

    categories: tuple[GradeCategory, ...] = ()
    manual_grades: tuple[ManualGrade, ...] = ()
    aggregation: Aggregation = Aggregation.NATURAL
    maximum: float = 100.0
    to_pass: float = 0.0
    only_graded: bool = True
    drop_lowest: int = 0
    keep_highest: int = 0
    total: Grade | None = None
    letters: tuple[Letter, ...] = ()
    settings: tuple[tuple[str, str], ...] = (("minmaxtouse", "1"),)
    kept: Kept = NOTHING_KEPT

    def total_grade(self) -> Grade:
        """The course total."""
        return replace(self.total or Grade(), maximum=self.maximum, to_pass=self.to_pass)


def aggregation_in(gradebook: Gradebook, category: str | None) -> Aggregation:
    """How grades are aggregated in the category with this key (None or unknown: in the course)."""
    matching = (c.aggregation for c in gradebook.categories if c.key == category)
    return next(matching, gradebook.aggregation)
