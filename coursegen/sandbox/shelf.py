"""The packages that courses are made of, opened once and kept open while they are used."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from moodle_backups.activities.base import Activity
from moodle_backups.activities.qbank import QBank
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.subsection import Subsection
from moodle_backups.backup import Backup, Section
from moodle_backups.questions.base import Question
from moodle_backups.read import read_backup

_MOST_OPEN: Final = 32  # a page that reads one is done long before as many others were opened


@dataclass(frozen=True)
class Placed:
    """An activity of a package with the number of its section there, or the key of the subsection it lies in."""

    activity: Activity
    section: int
    inside: str = ""


@dataclass(frozen=True)
class Contents:
    """One package, opened."""

    sha1: str
    backup: Backup
    closer: ExitStack = field(compare=False, repr=False)

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Its activities in the order of the course page."""
        return tuple(_placed(self.backup.sections))

    @cached_property
    def activities(self) -> dict[str, Activity]:
        """Its activities by key."""
        return {placed.activity.key: placed.activity for placed in self.placed}

    @cached_property
    def questions(self) -> dict[str, tuple[str, Question]]:
        """Its questions by key, with the key of the activity whose they are; empty for a bank of the course."""
        own = {
            question.key: (activity.key, question)
            for activity in self.activities.values()
            if isinstance(activity, (Quiz, QBank))
            for question in activity.questions
        }
        return {**{q.key: ("", q) for bank in self.backup.banks for q in bank.questions}, **own}


def _placed(sections: tuple[Section, ...]) -> Iterator[Placed]:
    for number, section in enumerate(sections):
        for activity in section.activities:
            yield Placed(activity, number)
            if isinstance(activity, Subsection):
                yield from (Placed(inner, number, activity.key) for inner in activity.activities)


class Shelf:
    """Packages by their sha1; the ones used last stay open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: OrderedDict[str, Contents] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, sha1: str) -> Contents:
        """The package of that sha1. Raises BackupError when it's none, OSError when it is not there."""
        with self._lock:
            if sha1 not in self._open:
                self._open[sha1] = _opened(self._folder / f"{sha1}.mbz", sha1)
            self._open.move_to_end(sha1)
            if len(self._open) > _MOST_OPEN:
                self._open.popitem(last=False)[1].closer.close()
            return self._open[sha1]

    def close(self) -> None:
        """Close every package."""
        with self._lock:
            for contents in self._open.values():
                contents.closer.close()
            self._open.clear()


def _opened(path: Path, sha1: str) -> Contents:
    closer = ExitStack()
    found = closer.enter_context(read_backup(path))
    return Contents(sha1, found.backup, closer)
