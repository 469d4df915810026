"""The running order by the clock, and what became of it: planned against real time, sequence by sequence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from methodology.course import Course
from methodology.sequencing import HotReview, Sequence, Step

_TIME = re.compile(r"([01]?\d|2[0-3])\s*[:hH]\s*([0-5]\d)?")
_DAY = 24 * 60


def minute_of_day(written: str) -> int | None:
    """Minutes since midnight of what an author writes: `9:15`, `09:15`, `9 h 15`, `9h`; None for anything else."""
    found = _TIME.fullmatch(" ".join(written.split()).replace("h ", "h"))
    return int(found[1]) * 60 + int(found[2] or 0) if found else None


@dataclass(frozen=True, slots=True)
class TimedStep:
    """A step with its start and end in minutes since midnight; None before the first time that is written.

    `gap` is the time left free before it, negative when it begins before the step above ends; 0 when nothing is said.
    """

    step: Step
    start: int | None
    end: int | None
    gap: int = 0

    @property
    def clock(self) -> str:
        """`09:15-09:45`; empty when it isn't known."""
        return "" if self.start is None or self.end is None else f"{_clock(self.start)}-{_clock(self.end)}"


def timed_steps(sequence: Sequence) -> tuple[TimedStep, ...]:
    """The steps in order: each begins when it says, or when the one above ends."""
    return tuple(_timed(sequence.steps))


def _timed(steps: tuple[Step, ...]) -> Iterator[TimedStep]:
    before: int | None = None
    for step in steps:
        said = minute_of_day(step.start)
        start = before if said is None else said
        gap = said - before if said is not None and before is not None else 0
        before = None if start is None else start + step.minutes
        yield TimedStep(step, start, before, gap)


def _clock(minute: int) -> str:
    return f"{minute % _DAY // 60:02}:{minute % 60:02}"


@dataclass(frozen=True, slots=True)
class Realised:
    """A sequence as it went in one session. `late` in minutes, negative when it was shorter; None when not timed."""

    sequence: Sequence
    review: HotReview
    late: int | None


def realised(course: Course) -> tuple[Realised, ...]:
    """Every hot review, in the order of the sequences: the "do" of the quality loop against its "plan"."""
    return tuple(
        Realised(sequence, review, None if review.actual_minutes is None else review.actual_minutes - sequence.minutes)
        for sequence in course.sequencing.sequences()
        for review in sequence.reviews
    )
