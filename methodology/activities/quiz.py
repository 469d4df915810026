"""test: A test made of questions of the bank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from methodology.activities.base import OnlineActivity
from methodology.values import Purpose


@dataclass(frozen=True, kw_only=True)
class Quiz(OnlineActivity):
    """A test made of questions of the bank.

    `questions` are ids, or `bank` takes every question of a file of `questions/` (its stem). `attempts` 0 means as
    many as wanted; `minutes_limit` 0 no limit; `pass_percent` 0 no threshold.
    """

    graded: ClassVar[bool] = True
    asks: ClassVar[bool] = True
    opens_next: ClassVar[bool] = True

    type: Literal["test"] = "test"
    purpose: Purpose = Purpose.FORMATIVE
    questions: tuple[str, ...] = ()
    bank: str = ""
    attempts: int = 0
    minutes_limit: int = 0
    pass_percent: float = 0.0
    maximum: float = 20.0
