"""What bringing people into a course works with, and what came of a step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from coursegen.publish import fields
from coursegen.publish.errors import SiteRefused
from coursegen.publish.people.roster import Member, Roster
from coursegen.publish.rest import MoodleClient

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Done:
    """What one step did. `lines`: lines of the access list that it couldn't serve, each with the reason.

    `lacking`: functions that the token doesn't open; `refused`: why the whole step was refused.
    """

    step: str
    done: int = 0
    already: int = 0
    lines: Mapping[int, str] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    refused: str = ""

    @property
    def is_whole(self) -> bool:
        """Nothing is left to do by hand."""
        return not (self.lines or self.lacking or self.refused)


@dataclass(slots=True)
class Course:
    """A course on a site and those who are to follow it.

    `roles`: numbers by short names; `found`: the site's number of each line's account; filled by the first step.
    """

    client: MoodleClient
    course_id: int
    category_id: int
    roster: Roster
    functions: Collection[str] | None = None
    roles: Mapping[str, int] = field(default_factory=dict)
    timezone: str = ""
    found: dict[int, int] = field(default_factory=dict)
    _enrolled: list[Mapping[str, Any]] | None = None

    def lacks(self, *functions: str) -> tuple[str, ...]:
        """Those of the functions that the token doesn't open."""
        known = self.functions
        return tuple(name for name in functions if known is not None and name not in known)

    def members(self) -> Iterator[tuple[Member, int]]:
        """The lines whose account is known, with its number."""
        for member in self.roster.members:
            if number := self.found.get(member.line):
                yield member, number

    def enrolled(self, *, again: bool = False) -> list[Mapping[str, Any]]:
        """Those who are in the course, as the site tells it. Raises SiteError."""
        if self._enrolled is None or again:
            asked = {"courseid": self.course_id}
            self._enrolled = fields.records(self.client.ask("core_enrol_get_enrolled_users", asked))
        return self._enrolled


def batches(items: list[_T], size: int) -> Iterator[list[_T]]:
    """The items in lists of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def reason_of(refused: SiteRefused) -> str:
    """Moodle's code for a refusal. Its message may hold names and addresses: it goes nowhere."""
    return refused.code
