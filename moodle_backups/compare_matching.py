"""Which thing of one backup is which of another, by what stays the same: keys an author set, places, names, words.

Ids of a package mean nothing to another one, nor do the keys that reading makes out of them (``page-1081``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Generic, TypeVar

from moodle_backups.activities.base import Activity
from moodle_backups.activities.subsection import Subsection
from moodle_backups.backup import Backup, Section
from moodle_backups.compare_values import authored
from moodle_backups.questions.base import Question

ALIKE: Final = 0.6
"""From this likeness on (0 to 1), two names or texts are those of one thing that somebody changed."""
_TAG: Final = re.compile(r"<[^<>]*>")
_COMPARED: Final = 2000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """What was found again, what is only in the first, and what is only in the second; each in its order."""

    both: tuple[tuple[T, T], ...]
    gone: tuple[T, ...]
    new: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """An activity with the section it lies in and its place there."""

    activity: Activity
    section: Section
    place: int


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, 0 to 1; markup doesn't count."""
    first, second = (_TAG.sub(" ", text)[:_COMPARED].casefold() for text in (one, other))
    if first == second:
        return 1.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return 0.0 if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE else matcher.ratio()


def match_sections(first: Backup, second: Backup) -> Pairs[Section]:
    """Sections: the top one is the top one; others by key, name, shared activities, place with a name alike."""
    numbers = {id(s): n for backup in (first, second) for n, s in enumerate(backup.sections)}
    matcher = _Matcher(first.sections, second.sections)
    matcher.by(lambda s: "top" if numbers[id(s)] == 0 else None)
    matcher.by(lambda s: s.key if authored(s.key) else None)
    matcher.by(lambda s: s.name or None)
    matcher.by(_activities)
    matcher.by(lambda s: None if s.name else numbers[id(s)])
    matcher.alike(lambda one, other: likeness(one.name, other.name) if one.name and other.name else 0.0)
    matcher.alike(lambda one, other: float(numbers[id(one)] == numbers[id(other)] and not (one.name and other.name)))
    return matcher.pairs()


def _activities(section: Section) -> Hashable:
    keys = tuple(a.key if authored(a.key) else (a.modname, a.name) for a in section.activities)
    return keys or None


def match_activities(first: Backup, second: Backup, sections: Pairs[Section]) -> Pairs[Placed]:
    """Activities: by key; then by type and name, in the same section first; then by likeness of name or content."""
    same = {id(other): id(one) for one, other in sections.both}
    matcher = _Matcher(placed(first), placed(second))

    def home(one: Placed) -> int:
        return same.get(id(one.section), id(one.section))

    matcher.by(lambda p: p.activity.key if authored(p.activity.key) else None)
    matcher.by(lambda p: (home(p), p.activity.modname, p.activity.name), repeated=True)
    matcher.by(lambda p: (p.activity.modname, p.activity.name))
    matcher.alike(lambda one, other: _likeness(one, other) if home(one) == home(other) else 0.0)
    return matcher.pairs()


def placed(backup: Backup) -> list[Placed]:
    """Every activity with its place."""
    return [Placed(a, section, place) for section in backup.sections for place, a in enumerate(activities_of(section))]


def activities_of(section: Section) -> Iterator[Activity]:
    """The activities of a section, those of its subsections after each of these."""
    for activity in section.activities:
        yield activity
        if isinstance(activity, Subsection):
            yield from activity.activities


def _likeness(one: Placed, other: Placed) -> float:
    if one.activity.modname != other.activity.modname:
        return 0.0
    return max(likeness(one.activity.name, other.activity.name), likeness(_words(one), _words(other)))


def _words(one: Placed) -> str:
    """What the activity says, enough of it to know it again; its own name when it says nothing."""
    return getattr(one.activity, "content", "") or one.activity.intro or f"{one.activity.key} {one.activity.name}"


def match_questions(first: Iterable[Question], second: Iterable[Question]) -> Pairs[Question]:
    """Questions: by key, by type and name, by the words they ask."""
    matcher = _Matcher(tuple(first), tuple(second))
    matcher.by(lambda q: q.key if authored(q.key) else None)
    matcher.by(lambda q: (q.qtype, q.name, q.text), repeated=True)
    matcher.by(lambda q: (q.qtype, q.name))
    matcher.by(lambda q: (q.qtype, q.text))
    matcher.alike(lambda one, other: likeness(one.text, other.text) if one.qtype == other.qtype else 0.0)
    return matcher.pairs()


class _Matcher(Generic[T]):
    """Takes pairs out of two lists, the surest first."""

    def __init__(self, first: Sequence[T], second: Sequence[T]) -> None:
        self._order = {id(item): place for place, item in enumerate(first)}
        self._gone, self._new = list(first), list(second)
        self._both: list[tuple[T, T]] = []

    def pairs(self) -> Pairs[T]:
        """What was found."""
        both = sorted(self._both, key=lambda pair: self._order[id(pair[0])])
        return Pairs(tuple(both), tuple(self._gone), tuple(self._new))

    def by(self, sign: Callable[[T], Hashable], repeated: bool = False) -> None:
        """Pairs what has the same sign (None: none); ``repeated``: several may have it, and go in order."""
        waiting: dict[Hashable, list[T]] = {}
        for item in self._new:
            waiting.setdefault(sign(item), []).append(item)
        waiting.pop(None, None)
        count: dict[Hashable, int] = {}
        for item in self._gone:
            count[sign(item)] = count.get(sign(item), 0) + 1
        for item in tuple(self._gone):
            found = waiting.get(sign(item))
            if found and (repeated or (len(found) == 1 and count[sign(item)] == 1)):
                self._take(item, found.pop(0))

    def alike(self, measure: Callable[[T, T], float]) -> None:
        """Pairs what is most alike, the most alike first."""
        found = [(measure(one, other), one, other) for one in self._gone for other in self._new]
        for much, one, other in sorted(found, key=lambda each: -each[0]):
            if much >= ALIKE and any(one is item for item in self._gone) and any(other is item for item in self._new):
                self._take(one, other)

    def _take(self, one: T, other: T) -> None:
        self._both.append((one, other))
        self._gone = [item for item in self._gone if item is not one]
        self._new = [item for item in self._new if item is not other]
