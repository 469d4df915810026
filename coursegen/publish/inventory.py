"""What a course on a site holds, as the plugin's `get_inventory` tells it: what is there, what it was, who uses it.

`fingerprint` is over what is there now, `base` the fingerprint right after our own last write, `source` the digest
that we sent then. Where fingerprint and base differ, a person has changed something on the site since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import fields


@dataclass(frozen=True, slots=True)
class LiveSection:
    """A section on the site; `key` is empty for one that a person made there. `delegated`: of a subsection.

    `place`: among ours as they were published last, from 0; -1 where the site doesn't know.
    """

    id: int
    key: str
    number: int
    title: str
    visible: bool
    delegated: bool = False
    fingerprint: str = ""
    base: str = ""
    source: str = ""
    place: int = -1

    @property
    def edited(self) -> bool:
        """A person has changed it since we wrote it."""
        return bool(self.base) and self.fingerprint != self.base


@dataclass(frozen=True, slots=True)
class LiveActivity:
    """An activity on the site.

    `instance`: its number among those of its kind. `owned`: it came from a publication.
    `pending`: a publication of ours was writing it and didn't finish.
    `userdata`: records that learners made; `completions` and `grades`: learners with a state, with a mark.
    `touched`: something about anybody hangs on it, if only a remark or an exception (an older plugin doesn't say).
    `weight`, `pass_mark` and `grade_maximum` are None where it has no mark.
    `only_visibility`: a person has hidden or shown it since we wrote it, and done nothing else.
    """

    cmid: int
    kind: str
    key: str
    title: str
    section: int
    position: int
    visible: bool
    owned: bool = True
    fingerprint: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    base_parts: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    source_parts: Mapping[str, str] = field(default_factory=dict)
    pending: str = ""
    userdata: int = 0
    completions: int = 0
    grades: int = 0
    weight: float | None = None
    pass_mark: float | None = None
    grade_maximum: float | None = None
    instance: int = 0
    only_visibility: bool = False
    touched: bool = False

    @property
    def edited(self) -> bool:
        """A person has changed it since we wrote it; a write of ours that didn't finish is no such change."""
        return bool(self.base) and not self.pending and self.fingerprint != self.base

    @property
    def elsewhere(self) -> bool:
        """It lies in another section than the one that we put it into."""
        then, now = self.base_parts.get("placement"), self.parts.get("placement")
        return bool(then and now) and then != now

    @property
    def keeps_people(self) -> bool:
        """Something about somebody would go with it: the site never removes it."""
        return self.touched or bool(self.userdata or self.completions or self.grades)

    @property
    def edited_parts(self) -> tuple[str, ...]:
        """What of it a person has changed, in the plugin's words."""
        if self.only_visibility:
            return ("visibility",)
        names = sorted({*self.parts, *self.base_parts}) if self.edited else ()
        return tuple(name for name in names if self.parts.get(name) != self.base_parts.get(name))


@dataclass(frozen=True, slots=True)
class LiveQuestion:
    """A question on the site, in the bank of a quiz (its key). `attempts`: learners' answers to it."""

    key: str
    quiz: str
    version: int
    source: str
    attempts: int
    edited: bool


@dataclass(frozen=True, slots=True)
class LiveOther:
    """What belongs to the course as a whole: course, gradebook, completion, badges, competencies or groups."""

    kind: str
    source: str
    edited: bool


ROLLBACK = "rollback"
"""How the ids of orders to go back begin."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the site keeps of the course before a publication. `time` in Unix seconds, `size` in bytes."""

    id: int
    time: int
    size: int
    request_id: str

    @property
    def of_rollback(self) -> bool:
        """Whether it was made before going back: who goes back again wants the state before a publication."""
        return self.request_id.startswith(f"{ROLLBACK}-")


@dataclass(frozen=True, slots=True)
class Inventory:
    """A course on a site. `state` moves when anything moves that a plan depends on; `published`: our last label.

    `published_at`: when that was, in Unix seconds (0: not told); `category`: the number of the category it is in.
    `deleted`: activities of ours that people deleted, by key, with what they were made from.
    """

    course_id: int
    key: str
    title: str
    url: str
    visible: bool
    state: str
    published: str
    sections: tuple[LiveSection, ...]
    activities: tuple[LiveActivity, ...]
    questions: tuple[LiveQuestion, ...] = ()
    others: tuple[LiveOther, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    published_at: int = 0
    category: int = 0
    deleted: Mapping[str, str] = field(default_factory=dict)

    @property
    def sections_moved(self) -> bool:
        """A person has put our sections into another order since we did."""
        ours = [section for section in self.sections if section.place >= 0 and not section.delegated]
        return sorted(ours, key=lambda one: one.place) != sorted(ours, key=lambda one: one.number)

    @property
    def learners(self) -> int:
        """The most learners that any one activity has a mark of."""
        return max((activity.grades for activity in self.activities), default=0)


def inventory_of(answer: Mapping[str, Any]) -> Inventory:
    """The inventory in an answer. Raises UnreadableAnswer when it has another shape."""
    published = fields.record(answer.get("published") or {})
    return Inventory(
        course_id=fields.number(answer, "courseid"),
        key=fields.text(answer, "idnumber"),
        title=fields.text(answer, "fullname"),
        url=fields.text(answer, "url"),
        visible=fields.flag(answer, "visible"),
        state=fields.text(answer, "state"),
        published=fields.text_if_any(published, "label"),
        sections=tuple(map(_section, fields.records(answer.get("sections")))),
        activities=tuple(map(_activity, fields.records(answer.get("activities")))),
        questions=tuple(map(_question, fields.records_if_any(answer, "questions"))),
        others=tuple(map(_other, fields.records_if_any(answer, "others"))),
        snapshots=tuple(map(_snapshot, fields.records_if_any(answer, "snapshots"))),
        published_at=fields.number_if_any(published, "time"),
        category=fields.number_if_any(answer, "categoryid"),
        deleted={
            fields.text(gone, "idnumber"): fields.text(gone, "source")
            for gone in fields.records_if_any(answer, "deleted")
        },
    )


def _section(answer: Mapping[str, Any]) -> LiveSection:
    return LiveSection(
        id=fields.number(answer, "id"),
        key=fields.text(answer, "key"),
        number=fields.number(answer, "number"),
        title=fields.text(answer, "name"),
        visible=fields.flag(answer, "visible"),
        delegated=fields.flag(answer, "delegated"),
        fingerprint=fields.text(answer, "fingerprint"),
        base=fields.text(answer, "base"),
        source=fields.text(answer, "source"),
        place=fields.number(answer, "place") if "place" in answer else -1,
    )


def _activity(answer: Mapping[str, Any]) -> LiveActivity:
    return LiveActivity(
        cmid=fields.number(answer, "cmid"),
        kind=fields.text(answer, "modname"),
        key=fields.text(answer, "idnumber"),
        title=fields.text(answer, "name"),
        section=fields.number(answer, "sectionid"),
        position=fields.number(answer, "position"),
        visible=fields.flag(answer, "visible"),
        owned=fields.flag(answer, "owned"),
        fingerprint=fields.text(answer, "fingerprint"),
        parts=_map(answer, "parts"),
        base=fields.text(answer, "base"),
        base_parts=_map(answer, "baseparts"),
        source=fields.text(answer, "source"),
        source_parts=_map(answer, "sourceparts"),
        pending=fields.text(answer, "pending"),
        userdata=fields.number(answer, "userdata"),
        completions=fields.number(answer, "completions"),
        grades=fields.number(answer, "grades"),
        weight=_figure(answer, "weight"),
        pass_mark=_figure(answer, "gradepass"),
        grade_maximum=_figure(answer, "grademax"),
        instance=fields.number_if_any(answer, "instance"),
        only_visibility=fields.number_if_any(answer, "onlyvisibility") > 0,
        touched=fields.number_if_any(answer, "touched") > 0,
    )


def _question(answer: Mapping[str, Any]) -> LiveQuestion:
    base = fields.text(answer, "base")
    return LiveQuestion(
        key=fields.text(answer, "idnumber"),
        quiz=fields.text(answer, "quiz"),
        version=fields.number(answer, "version"),
        source=fields.text(answer, "source"),
        attempts=fields.number(answer, "attempts"),
        edited=bool(base) and base != fields.text(answer, "hash"),
    )


def _other(answer: Mapping[str, Any]) -> LiveOther:
    base = fields.text(answer, "base")
    edited = bool(base) and base != fields.text(answer, "fingerprint")
    return LiveOther(fields.text(answer, "kind"), fields.text(answer, "source"), edited)


def _snapshot(answer: Mapping[str, Any]) -> Snapshot:
    return Snapshot(
        id=fields.number(answer, "id"),
        time=fields.number(answer, "time"),
        size=fields.number(answer, "bytes"),
        request_id=fields.text(answer, "requestid"),
    )


def _map(answer: Mapping[str, Any], name: str) -> dict[str, str]:
    """A map that travels as JSON in a text; PHP writes an empty one as a list."""
    text = fields.text(answer, name)
    try:
        found = json.loads(text) if text else {}
    except json.JSONDecodeError:
        found = {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _figure(answer: Mapping[str, Any], name: str) -> float | None:
    """A number with a fraction; None where there is none, or an empty text."""
    try:
        return float(answer[name])
    except (KeyError, TypeError, ValueError):
        return None
