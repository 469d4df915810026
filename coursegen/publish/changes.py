"""What a publication would do, as plain values: changes, announcements and decisions. See `plan` for the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from coursegen.publish.sources import Sources


class Act(StrEnum):
    """What happens to one thing. The first ones are written on the site, the others leave it as it is."""

    CREATE = "create"
    UPDATE = "update"
    RENAME = "rename"
    MOVE = "move"
    HIDE = "hide"
    DELETE = "delete"
    CONFLICT = "conflict"
    EDITED = "edited"
    GONE = "gone"
    ORPHAN = "orphan"
    LEFT = "left"
    HELD = "held"
    UNCHANGED = "unchanged"


EVERYTHING = "tout"
"""In `Choices.overwrite`: whatever a person has changed on the site."""

DELETED = "deleted"
"""In the parts of a conflict: a person has deleted the activity on the site."""

WRITTEN = frozenset({Act.CREATE, Act.UPDATE, Act.RENAME, Act.MOVE, Act.HIDE, Act.DELETE})


class Missing(StrEnum):
    """What becomes of an activity that is on the site and no longer in the folder."""

    HIDE = "hide"
    KEEP = "keep"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decides for one publication; keys are those of activities, sections or kinds of `others`.

    `overwrite`: ours wins over a change made on the site; `regrade`: quizzes whose marks are worked out again;
    `keep_marks`: quizzes whose marks stay although a right answer is another one now;
    `track_loss`: SCORM packages that may lose tracks. `snapshot` False: the site keeps no way back.
    """

    overwrite: frozenset[str] = frozenset()
    regrade: frozenset[str] = frozenset()
    track_loss: frozenset[str] = frozenset()
    missing: Missing = Missing.HIDE
    snapshot: bool = True
    keep_marks: frozenset[str] = frozenset()

    @property
    def figure(self) -> tuple[object, ...]:
        """The choices in one order, for ids."""
        keys = [sorted(self.overwrite), sorted(self.regrade), sorted(self.track_loss)]
        keys += [sorted(self.keep_marks)] if self.keep_marks else []
        return (*keys, self.missing.value, self.snapshot)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value that changes.

    `name` as in `source_parts` (`weight`, `date:due`), `pass_mark`, `grade_maximum`, or `category:NAME`, its weight.
    """

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one activity, section or other thing (`sort`: activity, section or other).

    `parts`: what of it changes, or (`edited`) what a person changed on the site, which stays. `kept`: codes of what
    stays as it is since learners have worked with it, with the names it is about. `records`: what learners made in it.
    `stale`: nothing to write, but what the site remembers of it is out of date.
    """

    sort: str
    key: str
    act: Act
    kind: str = ""
    title: str = ""
    old_title: str = ""
    parts: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    goes_to: str = ""
    comes_from: str = ""
    questions: tuple[str, ...] = ()
    kept: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    records: int = 0
    overwrites: bool = False
    edited: bool = False
    unfinished: bool = False
    first: bool = False
    stale: bool = False

    @property
    def is_written(self) -> bool:
        """Something on the site changes."""
        return self.act in WRITTEN


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something that a person should know before they say yes. `count`: how many it is about."""

    code: str
    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that only a person can decide. `decided`: they have, by an option; else the safe way is taken."""

    code: str
    key: str
    title: str
    names: tuple[str, ...] = ()
    count: int = 0
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing a folder to a site would do now. `state`: of the site, `source`: the digest of the folder.

    `foreign`: how many activities people added on the site: never touched.
    `memory`: the sources as the site is to keep them, where these aren't the folder's (see `held`).
    """

    course_key: str
    course_title: str
    course_id: int
    url: str
    source: str
    state: str
    label: str
    published: str
    choices: Choices
    changes: tuple[Change, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    decisions: tuple[Decision, ...] = ()
    foreign: int = 0
    memory: Sources | None = None

    @property
    def is_new(self) -> bool:
        """The site doesn't have the course yet."""
        return not self.course_id

    @property
    def writes(self) -> bool:
        """Something would be written."""
        return self.is_new or any(change.is_written for change in self.changes)

    @property
    def is_quiet(self) -> bool:
        """There is nothing that a person should know: all is as it was published."""
        told = any(change.act is not Act.UNCHANGED for change in self.changes)
        return not (told or self.announcements or self.decisions or self.foreign)

    @property
    def only(self) -> tuple[str, ...]:
        """The keys that the site is to look at."""
        return tuple(sorted({change.key for change in self.changes if change.is_written or change.stale}))

    def of(self, *acts: Act, sort: str = "") -> tuple[Change, ...]:
        """The changes of some acts."""
        return tuple(c for c in self.changes if c.act in acts and (not sort or c.sort == sort))
