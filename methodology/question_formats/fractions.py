"""Parts of a mark: what a choice earns by custom, and the parts Moodle's importer takes.

Source of the list: Moodle, `question_bank::fraction_options_full` (the same from 4.2 to 5.0).
"""

from __future__ import annotations

from collections.abc import Sequence

from methodology.questions import Choice, QuestionType

_TOLERANCE = 0.0006  # of a percent: Moodle keeps seven digits of a fraction
_HALF = (
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20),
    *(16.66667, 14.28571, 12.5, 11.11111, 10, 5, 0),
)
PERCENTS: tuple[float, ...] = tuple(sorted({*_HALF, *(-p for p in _HALF)}))


def customary(kind: QuestionType, right: Sequence[bool]) -> tuple[float, ...]:
    """What each choice earns when nobody says otherwise: right ones share the mark, wrong ones cost as much in all.

    With one answer to give, a right one earns all and a wrong one nothing.
    """
    rights = sum(right)
    wrongs = len(right) - rights
    several = kind is QuestionType.MULTIPLE
    gain = 100 / rights if several and rights else 100.0
    loss = -100 / wrongs if several and wrongs else 0.0
    return tuple(gain if is_right else loss for is_right in right)


def percents_of(kind: QuestionType, choices: Sequence[Choice]) -> tuple[float, ...]:
    """What each choice earns."""
    usual = customary(kind, [choice.correct for choice in choices])
    return tuple(u if c.percent is None else c.percent for c, u in zip(choices, usual, strict=True))


def own_percents(kind: QuestionType, percents: Sequence[float]) -> tuple[tuple[bool, float | None], ...]:
    """For each choice, whether it is right, and its percent where custom would give another one.

    Custom is judged within what Moodle's list of parts can say.
    """
    right = [p >= 100 - _TOLERANCE if kind is QuestionType.SINGLE else p > 0 for p in percents]
    usual = [nearest_percent(p) for p in customary(kind, right)]
    rows = zip(right, percents, usual, strict=True)
    return tuple((is_right, None if same_percent(percent, custom) else percent) for is_right, percent, custom in rows)


def nearest_percent(percent: float) -> float:
    """The part nearest to this one that Moodle takes."""
    return min(PERCENTS, key=lambda known: (abs(known - percent), -abs(known)))


def same_percent(one: float, other: float) -> bool:
    """Whether both are the same part, rounding apart."""
    return abs(one - other) <= _TOLERANCE
