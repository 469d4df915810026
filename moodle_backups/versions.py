"""What depends on the Moodle release, as tables: labels, types, settings, lengths. Nothing else compares releases.

A package names the release that made it. A site older than that warns; labels older than 4.0 switch on legacy
question parsing. Newer fields under older labels are harmless: a restore drops the columns it doesn't know.
So the portable package carries the labels of 4.1 and the fields of 4.5, and restores without a warning on 4.1 and
everything later, as long as it holds nothing that one of them can't take (`moodle_backups.lacking`).

A new release is a row in `_LABELS`; what it brings or drops are rows in the other tables. Sources: version.php,
backup.class.php and db/ of 4.1 to 5.1, restores on 4.2, 4.5 and 5.0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

_LABELS: Final = {
    # release: branching date. The version of Moodle, of its backup format and of its core plugins is that date and 00.
    "4.1": 20221128,
    "4.2": 20230424,
    "4.3": 20231009,
    "4.4": 20240422,
    "4.5": 20241007,
    "5.0": 20250414,
    "5.1": 20251006,
}
_ORDER: Final = tuple(_LABELS)
_BRANCH: Final = re.compile(r"\d+\.\d+")
_OLDER: Final = re.compile(r"[23]\.\d+|4\.0")


@dataclass(frozen=True, slots=True)
class Target:
    """What a package is made for: every release from ``first`` to ``last``, with the labels of one of them."""

    name: str
    first: str
    last: str
    moodle_version: int
    moodle_release: str
    backup_version: int
    backup_release: str
    plugin_version: int

    def takes(self, span: Span) -> bool:
        """Whether all its releases have something."""
        return span.holds(self.first) and span.holds(self.last)

    def shortest(self, limit: Mapping[str, int]) -> int:
        """The length that all its releases take, of a limit that only ever grew."""
        return limit[max((release for release in limit if _at(release) <= _at(self.first)), key=_at)]


@dataclass(frozen=True, slots=True)
class Span:
    """The releases that have something, both ends included."""

    since: str = _ORDER[0]
    until: str = _ORDER[-1]

    def holds(self, release: str) -> bool:
        """Whether the release has it."""
        return _at(self.since) <= _at(release) <= _at(self.until)

    def __str__(self) -> str:
        if self.until == _ORDER[-1]:
            return f"Moodle {self.since} and later"
        if self.since == _ORDER[0]:
            return f"Moodle up to {self.until}"
        return f"Moodle {self.since} to {self.until}"


class Elsewhere(Enum):
    """What becomes of a setting on a release that doesn't have it: a restore that warns, or one that drops it."""

    WARNS = "warns"
    DROPS = "drops"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that some releases lack. ``path``: attributes of a value, through tuples (``slots.tags``).

    It is used when it differs from its default; with ``value`` when it is that, with ``holding`` when that is in it.
    """

    owner: str
    path: str
    span: Span
    what: str
    elsewhere: Elsewhere = Elsewhere.DROPS
    value: str | None = None
    holding: str | None = None


ACTIVITY_TYPES: Final = {
    "subsection": Span("4.5"),
    "qbank": Span("5.0"),
    "chat": Span(until="4.5"),
    "survey": Span(until="4.5"),
}
"""Core activity types that not every release has; a restore leaves out an activity of a type it doesn't know."""

QUESTION_TYPES: Final = {"ordering": Span("4.4")}
"""Core question types that not every release has."""

SECTION_PAGES: Final = Span("4.4")
"""Pages of single sections: links to them stay raw tokens elsewhere."""

SETTINGS: Final = (
    # From 5.0 on shared banks are activities: a bank of the course becomes one when restored, with a warning.
    Setting("course", "banks", Span(until="4.5"), "question banks of the course", Elsewhere.WARNS),
    Setting("assign", "reopen", Span("4.4"), "reopening after each grading", value="automatic"),
    Setting("assign", "anonymous_marking", Span("4.4"), "anonymous marking"),
    Setting("assign", "late_penalty", Span("5.0"), "the penalty for late work"),
    # 4.2 restores the text without them, 4.5 with them; those between were not looked at.
    Setting("assign", "instructions", Span("4.5"), "pictures in the instructions", holding="file:"),
    Setting("quiz", "grade_items", Span("4.4"), "grades for some of its slots"),
    Setting("quiz", "review.max_marks", Span("4.4"), "when the best possible mark is shown"),
    # Tags are found by name; before, by a number that no other site has.
    Setting("quiz", "slots.tags", Span("4.3"), "random questions by tags"),
    Setting("quiz", "precreate_attempts", Span("5.0"), "making attempts before it opens"),
    Setting("quiz", "questions.hide_zones", Span("5.0"), "hidden zones of pictures"),
    Setting("qbank", "questions.hide_zones", Span("5.0"), "hidden zones of pictures"),
    Setting("course", "banks.questions.hide_zones", Span("5.0"), "hidden zones of pictures"),
    Setting("bigbluebuttonbn", "show_presentation", Span("4.5"), "hiding the presentation"),
    Setting("bigbluebuttonbn", "grade", Span("5.0"), "a grade"),
    Setting("course", "badges.image_author", Span(until="4.5"), "the author of a badge's picture"),
    Setting("course", "groups.custom_fields", Span("4.3"), "custom fields of groups"),
    Setting("course", "groupings.custom_fields", Span("4.3"), "custom fields of groupings"),
)

LONGEST_FULLNAME: Final = {"4.1": 254, "5.0": 1333}
LONGEST_ACTIVITY_NAME: Final = {"4.1": 255, "5.1": 1333}
"""Columns of the database, in characters, from a release on; a restore on PostgreSQL breaks off at a longer text."""


def _at(release: str) -> int:
    return _ORDER.index(release)


def _target(name: str, first: str, last: str, release: str) -> Target:
    date = _LABELS[release]
    version = date * 100
    return Target(name, first, last, version, f"{release} (Build: {date})", version, release, version)


RELEASES: Final = {release: _target(release, release, release, release) for release in _ORDER}
PORTABLE: Final = _target("portable", _ORDER[0], _ORDER[-1], _ORDER[0])
TARGETS: Final = {target.name: target for target in (PORTABLE, *RELEASES.values())}
"""Every target by its name: ``portable``, ``4.1`` ... ``5.1``."""


def target_since(release: str) -> Target:
    """Every release from that one on: for a course that holds what older ones haven't. KeyError: no such release."""
    return _target(f"{release} and later", release, _ORDER[-1], release)


def target_of(release: str) -> Target:
    """The target for a package that goes back where it came from, by the words of its ``moodle_release``.

    ``4.5.6 (Build: 20250811)`` gives that of 4.5, an older release the oldest there is (which takes the question banks
    of courses that it may have), an unknown one the portable one.
    """
    found = _BRANCH.match(release)
    branch = found[0] if found else ""
    return TARGETS.get(branch, RELEASES[_ORDER[0]] if _OLDER.fullmatch(branch) else PORTABLE)
