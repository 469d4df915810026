"""The gradebook: categories, weights, pass grades."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class Aggregation(IntEnum):
    """How a category makes one grade of its members (``GRADE_AGGREGATE_*`` of Moodle)."""

    MEAN = 0
    MEDIAN = 2
    MINIMUM = 4
    MAXIMUM = 6
    MODE = 8
    WEIGHTED_MEAN = 10
    SIMPLE_WEIGHTED_MEAN = 11
    NATURAL = 13


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of one activity.

    ``maximum`` points; ``to_pass`` points (0: no pass grade); ``category`` key of a `GradeCategory` (None: the
    course itself). ``weight`` counts in the category around it: any positive number in a weighted mean, percent
    (0-100) of the category in the natural aggregation; None leaves Moodle's own weighting.
    """

    maximum: float = 100.0
    to_pass: float = 0.0
    category: str | None = None
    weight: float | None = None
    extra_credit: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeCategory:
    """A category of the gradebook; ``weight`` and ``extra_credit`` as in `Grade`; ``parent`` None: the course."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualGrade:
    """A grade that no activity gives: the trainer types it (a room exercise, an oral exam)."""

    key: str
    name: str
    grade: Grade = field(default_factory=Grade)
    info: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gradebook:
    """Categories in display order, the course's own aggregation, and the points needed to pass the course."""

    categories: tuple[GradeCategory, ...] = ()
    manual_grades: tuple[ManualGrade, ...] = ()
    aggregation: Aggregation = Aggregation.NATURAL
    maximum: float = 100.0
    to_pass: float = 0.0
    only_graded: bool = True


def aggregation_in(gradebook: Gradebook, category: str | None) -> Aggregation:
    """How grades are aggregated in the category with this key (None or unknown: in the course)."""
    matching = (c.aggregation for c in gradebook.categories if c.key == category)
    return next(matching, gradebook.aggregation)
