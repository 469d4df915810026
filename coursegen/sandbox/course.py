"""A course on the sandbox: sections and activities that point into packages, and what was said of them at publication.

The text of an activity isn't copied: `package` names the package it comes from, `key` which one it is there. A person's
change on the site stands in `edits` (name, text, visible). The fingerprint is over what a learner would see of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from coursegen.sandbox.store import Store, as_json


def figure(*values: object) -> str:
    """One figure for some values."""
    return hashlib.sha1(as_json(values).encode(), usedforsecurity=False).hexdigest()


@dataclass
class Piece:
    """A section or an activity. Not frozen: it is what changes on this site. `number`: a section's in its package."""

    id: int
    key: str
    title: str
    package: str
    kind: str = ""
    section: int = 0
    number: int = 0
    visible: bool = True
    delegated: bool = False
    owned: bool = True
    edits: dict[str, str] = field(default_factory=dict)
    base: str = ""
    base_parts: dict[str, str] = field(default_factory=dict)
    source: str = ""
    source_parts: dict[str, str] = field(default_factory=dict)
    pending: str = ""

    @property
    def parts(self) -> dict[str, str]:
        """Figures of what is there now."""
        return {
            "name": figure(self.title),
            "content": figure(self.package, self.number if not self.kind else self.key, self.edits),
            "visible": figure(self.visible),
        }

    @property
    def fingerprint(self) -> str:
        """One figure for all of it."""
        return figure(self.parts)

    @property
    def edited(self) -> bool:
        """A person has changed it since our last write; one of ours that broke off is no such change."""
        return bool(self.base) and not self.pending and self.base != self.fingerprint

    @property
    def only_visibility(self) -> bool:
        """A person has hidden or shown it since our last write, and done nothing else."""
        return self.edited and self.base == replace(self, visible=not self.visible).fingerprint

    def settle(self, source: str, parts: dict[str, str], kept: str = "") -> None:
        """It is as a publication left it. `kept`: code of what stayed for learners; written down as the plugin does."""
        if kept:
            source = hashlib.sha1(f"held:{source}".encode(), usedforsecurity=False).hexdigest()
            parts = {**parts, f"kept:{kept}": ""}
        self.source, self.source_parts, self.pending = source, parts, ""
        self.refresh()

    def refresh(self) -> None:
        """What is there now is ours."""
        self.base, self.base_parts = self.fingerprint, self.parts


@dataclass
class Course:
    """A course. `package`: where its name and settings come from; `others`, `questions`: sources by kind and key.

    `order`: keys of the sections as they were published; `gone`: sources of activities that a person deleted.
    """

    id: int
    idnumber: str
    shortname: str
    fullname: str
    package: str
    visible: bool = False
    sections: list[Piece] = field(default_factory=list)
    activities: list[Piece] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)
    questions: dict[str, dict[str, Any]] = field(default_factory=dict)
    published: dict[str, Any] = field(default_factory=dict)
    edits: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    gone: dict[str, str] = field(default_factory=dict)

    def delete(self, piece: Piece) -> None:
        """A person deletes an activity."""
        self.activities.remove(piece)
        if piece.owned and piece.source:
            self.gone[piece.key] = piece.source

    def deleted(self) -> dict[str, str]:
        """The sources of ours that people deleted and that nobody has put back, by key."""
        return {key: source for key, source in self.gone.items() if self.activity(key) is None}

    def activity(self, key: str) -> Piece | None:
        """The activity of that key."""
        return next((piece for piece in self.activities if piece.key == key), None)

    def module(self, cmid: int) -> Piece | None:
        """The activity of that number."""
        return next((piece for piece in self.activities if piece.id == cmid), None)

    def section(self, key: str) -> Piece | None:
        """The section of that key."""
        return next((piece for piece in self.sections if piece.key == key and key), None)

    def of_section(self, section: int) -> list[Piece]:
        """The activities of a section, in their order."""
        return [piece for piece in self.activities if piece.section == section]

    def ordinary_sections(self) -> list[Piece]:
        """The sections of the course page."""
        return [section for section in self.sections if not section.delegated]

    def content(self) -> str:
        """All of it, as it is kept."""
        return as_json(asdict(self))

    @classmethod
    def of(cls, content: str) -> Course:
        """The course that was kept."""
        values = json.loads(content)
        for name in ("sections", "activities"):
            values[name] = [Piece(**piece) for piece in values[name]]
        return cls(**values)


class Courses:
    """The courses in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def all(self) -> Iterator[Course]:
        """Every course, oldest first."""
        for (content,) in self.store.rows("SELECT content FROM course ORDER BY id"):
            yield Course.of(content)

    def get(self, course_id: int) -> Course | None:
        """The course of that number."""
        found = self.store.row("SELECT content FROM course WHERE id = ?", course_id)
        return Course.of(found[0]) if found else None

    def named(self, field_name: str, value: str) -> Course | None:
        """The course whose `idnumber` or `shortname` is this."""
        if field_name not in ("idnumber", "shortname") or not value:
            return None
        found = self.store.row(f"SELECT content FROM course WHERE {field_name} = ?", value)
        return Course.of(found[0]) if found else None

    def keep(self, course: Course) -> None:
        """Keep a course as it is now."""
        values = (course.id, course.idnumber, course.shortname, course.content())
        self.store.do("INSERT OR REPLACE INTO course VALUES (?, ?, ?, ?)", *values)

    def of_module(self, cmid: int) -> Course | None:
        """The course that has this activity."""
        return next((course for course in self.all() if course.module(cmid)), None)
