"""Gaps ``[[1]]`` in the text of a question, numbered like its choices from 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Protocol

_GAP: Final = re.compile(r"\[\[(\d+)\]\]")
LARGEST_GROUP: Final = 20


class Grouped(Protocol):
    """A choice of a group."""

    @property
    def group(self) -> int:
        """From 1."""


def gap_problems(text: str, choices: Sequence[Grouped], *, once: Sequence[bool] = ()) -> Iterator[str]:
    """What is wrong with gaps and choices. ``once``: which choices can fill one gap only."""
    gaps = [int(number) for number in _GAP.findall(text)]
    if not gaps:
        yield "has no gap ([[1]]) in its text"
    for gap in sorted({gap for gap in gaps if not 1 <= gap <= len(choices)}):
        yield f"has a gap [[{gap}]], but {len(choices)} choices"
    for number, single in enumerate(once, 1):
        if single and gaps.count(number) > 1:
            yield f"uses choice {number} in {gaps.count(number)} gaps: it can be used once only"
    yield from group_problems(choices)


def group_problems(choices: Sequence[Grouped]) -> Iterator[str]:
    """What is wrong with the groups of choices."""
    if any(not 1 <= choice.group <= LARGEST_GROUP for choice in choices):
        yield f"has a choice outside the groups 1 to {LARGEST_GROUP}"
