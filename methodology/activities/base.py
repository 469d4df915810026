"""What every activity on the platform has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import ClassVar

from methodology.findings import Where
from methodology.values import Record, Text


@dataclass(frozen=True, kw_only=True)
class OnlineActivity(Record):
    """An activity on the platform. `body` is its text: the page, the brief, the instruction.

    `graded`: it gives a mark. `asks`: the learner answers, posts or hands in something. `opens_next`: the
    sequences that require this one may wait for it.
    """

    graded: ClassVar[bool] = False
    asks: ClassVar[bool] = False
    opens_next: ClassVar[bool] = False

    body: Text | None = None

    def other_texts(self) -> Iterator[tuple[str, Where]]:
        """Markdown that learners read beside `body`, and where it is written."""
        yield from ()

    @classmethod
    def name_on_disk(cls) -> str:
        """The word an author writes after `type:`."""
        return str(next(f.default for f in fields(cls) if f.name == "type"))
