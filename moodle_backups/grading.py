"""Advanced grading: a rubric (grid of criteria and levels)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a criterion: points and what it means (plain text)."""

    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the grid, its levels from lowest to highest; plain text."""

    description: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """A grid ready for use. ``description`` is HTML. The learner sees it before handing in when ``preview``.

    Moodle scales the points to the grade: all lowest levels give 0 unless ``lock_zero_points`` is False.
    """

    name: str
    criteria: tuple[Criterion, ...]
    description: str = ""
    preview: bool = True
    remarks: bool = True
    lock_zero_points: bool = True
