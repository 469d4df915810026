"""The running order by the clock, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from methodology.folder import read_folder
from methodology.running_order import minute_of_day, realised, timed_steps
from methodology.sequencing import Sequence, Step
from methodology.values import Modality
from tests.methodology.whole import whole_folder


@pytest.mark.parametrize(
    ("written", "minute"),
    [
        ("9:15", 555),
        ("09:15", 555),
        ("9 h 15", 555),
        ("9h", 540),
        ("23:59", 1439),
        ("24:00", None),
        ("tôt", None),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them(written: str, minute: int | None) -> None:
    assert minute_of_day(written) == minute


def sequence(*steps: tuple[str, int]) -> Sequence:
    made = tuple(Step(id=f"e{n}", title="Faire", minutes=m, method="active", start=s) for n, (s, m) in enumerate(steps))
    return Sequence(id="S1", title="Faire", minutes=90, modality=Modality.ONSITE, steps=made)


def test_each_step_follows_the_one_above_from_the_first_time_written() -> None:
    found = timed_steps(sequence(("", 10), ("9:15", 45), ("", 30), ("10:45", 15)))
    assert [step.clock for step in found] == ["", "09:15-10:00", "10:00-10:30", "10:45-11:00"]
    assert [step.gap for step in found] == [0, 0, 0, 15]


def test_a_step_that_begins_too_early_shows_it() -> None:
    assert timed_steps(sequence(("9:00", 30), ("9:20", 30)))[1].gap == -10


def test_what_a_session_took_is_held_against_the_plan(tmp_path: Path) -> None:
    course = read_folder(whole_folder(tmp_path / "cours")).course
    assert course is not None
    (line,) = realised(course)
    assert (line.sequence.id, line.review.session, line.late) == ("S1", "J1", 10)
    untimed = replace(line.sequence, reviews=(replace(line.review, actual_minutes=None),))
    module = replace(course.sequencing.modules[0], sequences=(untimed,))
    (other,) = realised(replace(course, sequencing=replace(course.sequencing, modules=(module,))))
    assert other.late is None
