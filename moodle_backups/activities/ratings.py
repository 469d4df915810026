"""Ratings, which forums, glossaries and databases have alike: learners' or trainers' points for single posts."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import Final

from moodle_backups.columns import Columns, computed, moment, one_of
from moodle_backups.gradebook import Grade


class Rating(IntEnum):
    """How ratings make a grade (``RATING_AGGREGATE_*``); NONE: nothing is rated."""

    NONE = 0
    AVERAGE = 1
    COUNT = 2
    MAXIMUM = 3
    MINIMUM = 4
    SUM = 5


ASSESSED: Final[Columns] = (
    one_of("assessed", "rating", Rating),
    moment("assesstimestart", "rate_from"),
    moment("assesstimefinish", "rate_until"),
)
SCALE: Final[Columns] = (computed("scale", "rating_scale"),)


def rating_scale(rating: Rating, grade: Grade | None) -> int:
    """The highest rating, as Moodle stores it beside."""
    return int(grade.maximum) if rating is not Rating.NONE and grade is not None else 0


def rating_problems(rating: Rating, grade: Grade | None) -> Iterator[str]:
    """A grade without ratings, or ratings without a grade."""
    if grade is not None and rating is Rating.NONE:
        yield "has a grade, but nothing in it is rated"
    if grade is None and rating is not Rating.NONE:
        yield "has ratings, but no grade that says how many points they go up to"
