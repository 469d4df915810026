"""The order of the sections of a course: as they were published, as they are, as the package has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class SectionOrder:
    """Keys of sections: of the package, of the course with what is not ours, of the last publication."""

    wanted: Sequence[str]
    present: Sequence[str]
    known: Sequence[str]

    @property
    def edited(self) -> bool:
        """A person has put ours into another order."""
        return not _agree(self.known, self.present)

    @property
    def conflict(self) -> bool:
        """A person and the package want different things."""
        return self.edited and not _agree(self.known, self.wanted) and not _agree(self.wanted, self.present)

    def target(self, overwrites: bool) -> list[str]:
        """The order that all sections are to have. `overwrites`: the package's wins over a person's."""
        new = [key for key in self.wanted if key not in self.known] if self.known else []
        if self.edited and not overwrites:
            return _woven(_woven([key for key in self.present if key not in new], self.wanted), self.present)
        return _woven(list(self.wanted), self.present)

    @property
    def remembered(self) -> list[str]:
        """What is ours once everything is done: a person's order is never written down as ours."""
        if _agree(self.wanted, self.present) or (self.known and _agree(self.known, self.wanted)):
            return [*self.wanted]
        return [*(self.known or self.present)]


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    return [key for key in one if key in other] == [key for key in other if key in one]


def _woven(keys: list[str], other: Sequence[str]) -> list[str]:
    """A list with what it lacks of another one, each behind the one that it follows there."""
    for place, key in enumerate(other):
        if key not in keys:
            before = other[place - 1] if place else ""
            keys.insert(keys.index(before) + 1 if before in keys else 0, key)
    return keys
