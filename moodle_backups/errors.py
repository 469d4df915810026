"""What can be wrong with a backup, and the one exception that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a backup would be refused, lost or wrong in Moodle.

    ``where`` names the place by keys (``quiz "q1" > question "a"``), ``what`` says what is wrong there.
    """

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class BackupError(Exception):
    """The backup can't be written; ``problems`` lists every reason found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
