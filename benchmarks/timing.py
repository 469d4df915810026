"""Timing whole processes: the median of several runs, in seconds of wall clock."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

RUNS = 3


@dataclass(frozen=True)
class Measure:
    """One line of the table. `seconds` is the median; `note` what it did."""

    name: str
    seconds: float
    note: str = ""


def timed(name: str, action: Callable[[], object], note: str = "", runs: int = RUNS, warm: bool = True) -> Measure:
    """The median time of `action`; with `warm`, after one run that is not counted."""
    if warm:
        action()
    return Measure(name, statistics.median(_once(action) for _ in range(runs)), note)


def command(arguments: Sequence[str]) -> Callable[[], object]:
    """An action that runs a program and fails when the program does."""
    return lambda: subprocess.run(arguments, check=True, capture_output=True)


def _once(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started
