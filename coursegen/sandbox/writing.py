"""Brings a course of the sandbox to what a package says, by the three-way rule of the plugin.

Per thing: L, somebody changed it here since our last write; S, the sources differ from those of that write. Neither:
never touched. S: updated. L: left alone. Both: a conflict, left alone until its key is in `overwrite`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from coursegen.sandbox.course import Course, Piece
from coursegen.sandbox.orders import Order
from coursegen.sandbox.section_order import SectionOrder
from coursegen.sandbox.shelf import Contents
from coursegen.sandbox.usage import Usage
from moodle_backups.activities.base import Activity
from moodle_backups.activities.quiz import Quiz
from moodle_backups.activities.scorm import Scorm
from moodle_backups.activities.subsection import Subsection
from moodle_backups.scorm_package import read_package

PLACES = "places"
"""The edit under which a test keeps the package that its list of questions comes from."""

_NOT_WRITTEN = frozenset({"unchanged", "conflict", "leftalone", "kept", "noted", "failed"})


@dataclass
class Writing:
    """One job at work on one course. `number` gives new ids; `step` is told before each activity is written.

    `before` gives a test as it was, with the list of questions that learners were asked.
    """

    course: Course
    contents: Contents
    order: Order
    usage: Usage
    number: Callable[[], int]
    step: Callable[[], None] = lambda: None
    before: Callable[[Piece], object] = lambda piece: None
    actions: list[dict[str, Any]] = field(default_factory=list)
    _hidden: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        keys = {piece.key for piece in self.course.activities if piece.only_visibility}
        self._hidden = frozenset(keys - self.order.overwrite)

    @property
    def writes(self) -> int:
        """How many things were written."""
        return sum(action["action"] not in _NOT_WRITTEN for action in self.actions)

    def announce(self) -> None:
        """Say what is going to be written: what breaks off then is ours, no edit of a person."""
        for key, (digest, _parts) in self.order.sources.activities.items():
            piece = self.course.activity(key)
            if piece and self.order.wants(key) and not self._is_safe(piece) and piece.source != digest:
                piece.pending = digest

    def write(self) -> None:
        """All of it."""
        steady = [piece for piece in (*self.course.sections, *self.course.activities) if not piece.edited]
        self._sections()
        for placed in self.contents.placed:
            if self.order.wants(placed.activity.key):
                self._activity(placed.activity.key, self._place(placed.section, placed.inside))
        self._arrange()
        self._missing()
        self._others()
        self._questions()
        for piece in steady:
            if piece.base and piece.key not in self._hidden:
                piece.refresh()

    def _is_safe(self, piece: Piece) -> bool:
        """A person's change that nobody has given up. Hiding is no word about the text."""
        return piece.edited and piece.key not in self.order.overwrite | self._hidden

    def _note(self, piece: Piece, action: str, code: str = "", parts: tuple[str, ...] = ()) -> None:
        self.actions.append(
            {
                "kind": "activity" if piece.kind else "section",
                "key": piece.key,
                "modname": piece.kind,
                "cmid": piece.id if piece.kind else 0,
                "action": action,
                "parts": list(parts),
                "code": code,
                "detail": piece.title,
            }
        )

    def _sections(self) -> None:
        numbers = {number: (key, digest) for key, number, digest in self.order.sources.sections}
        for number, section in enumerate(self.contents.backup.sections):
            key, digest = numbers.get(number, ("", ""))
            piece = self._known_section(key, number)
            if piece is None:
                piece = Piece(self.number(), key, section.name, self.contents.sha1, number=number)
                self.course.sections.append(piece)
                self._settle_section(piece, "added", number, digest)
            elif self.order.wants(piece.key or key):
                piece.key = piece.key or key
                self._known(piece, digest, partial(self._settle_section, number=number, digest=digest))
        ours = [self._known_section(key, number) for number, (key, _digest) in sorted(numbers.items())]
        if self.order.wants("course") or any(piece and self.order.wants(piece.key) for piece in ours):
            self._sort_sections([piece for piece in ours if piece])

    def _known_section(self, key: str, number: int) -> Piece | None:
        """By key; by number in a course whose sections have none yet."""
        if any(piece.key for piece in self.course.sections):
            return self.course.section(key)
        ordinary = self.course.ordinary_sections()
        return ordinary[number] if number < len(ordinary) else None

    def _settle_section(self, piece: Piece, action: str, number: int, digest: str) -> None:
        section = self.contents.backup.sections[number]
        piece.title, piece.package, piece.number = section.name, self.contents.sha1, number
        piece.visible, piece.edits = section.visible, {}
        if digest:
            piece.settle(digest, {})
        self._note(piece, action)

    def _sort_sections(self, ours: list[Piece]) -> None:
        """Ours in the order of the package, unless a person has put them into another one; see `SectionOrder`."""
        present = [piece.key or str(piece.id) for piece in self.course.sections]
        wanted = [piece.key or str(piece.id) for piece in ours]
        order = SectionOrder(wanted, present, self.course.order)
        overwrites = "course" in self.order.overwrite
        if order.conflict and not overwrites:
            self._note_course("kept", "movedonsite", parts=("sections",))
        target = order.target(overwrites)
        if target != present:
            self._note_course("moved", parts=("sections",))
            self.course.sections.sort(key=lambda piece: target.index(piece.key or str(piece.id)))
        self.course.order = SectionOrder(wanted, target, self.course.order).remembered

    def _note_course(self, action: str, code: str = "", kind: str = "course", parts: tuple[str, ...] = ()) -> None:
        about = {"modname": "", "cmid": 0, "parts": list(parts), "detail": ""}
        self.actions.append({"kind": kind, "key": kind, "action": action, "code": code, **about})

    def _known(self, piece: Piece, digest: str, settle: Callable[[Piece, str], None]) -> None:
        """The three-way rule for something that is there."""
        differs = piece.source != digest or bool(piece.pending)
        stays, visible = piece.key in self._hidden, piece.visible
        if self._is_safe(piece) or (stays and not differs):
            self._note(piece, *(("conflict", "conflict") if differs else ("leftalone", "edited")))
        elif differs or piece.edited:
            if stays:
                self._note(piece, "kept", "shownonsite" if visible else "hiddenonsite")
            settle(piece, "updated")
            piece.visible = visible if stays else piece.visible
        else:
            self._note(piece, "unchanged")

    def _place(self, number: int, inside: str) -> int:
        """The id of the section that an activity goes to."""
        if inside:
            return self._delegated(inside).id
        keys = {position: key for key, position, _digest in self.order.sources.sections}
        piece = self._known_section(keys.get(number, ""), number)
        return (piece or self.course.sections[0]).id

    def _delegated(self, key: str) -> Piece:
        found = self.course.section(key)
        if found is None:
            title = self.contents.activities[key].title()
            found = Piece(self.number(), key, title, self.contents.sha1, delegated=True)
            self.course.sections.append(found)
        return found

    def _activity(self, key: str, section: int) -> None:
        digest, parts = self.order.sources.activities.get(key, ("", {}))
        piece = self.course.activity(key)
        self.step()
        if piece is None:
            made = self.contents.activities[key]
            piece = Piece(self.number(), key, made.title(), self.contents.sha1, made.modname, section)
            self.course.activities.append(piece)
            if isinstance(made, Subsection):
                self._delegated(key)
            self._settle(piece, "added", digest, parts)
            return
        self._known(piece, digest, partial(self._settle, digest=digest, parts=parts))
        action = self.actions[-1]
        if action["action"] in ("conflict", "leftalone"):
            return
        if piece.section != section:
            piece.section = section
            action |= {"action": "moved"} if action["action"] == "unchanged" else {}
        graded = ("weight", "category", "categoryweight")
        if action["action"] == "unchanged" and any(piece.source_parts.get(p) != parts.get(p) for p in graded):
            action |= {"action": "updated", "parts": ["grade"]}
        if digest and piece.source == digest:
            piece.source_parts = parts

    def _settle(self, piece: Piece, action: str, digest: str, parts: dict[str, str]) -> None:
        made = self.contents.activities[piece.key]
        if lost := self._tracks_at_risk(piece):
            self._note(piece, "conflict", "tracksatrisk", tuple(lost))
            piece.pending = ""
            return
        changed = tuple(sorted(name for name, value in parts.items() if piece.source_parts.get(name) != value))
        kept = self._kept_places(piece, made)
        piece.title, piece.package, piece.visible, piece.edits = made.title(), self.contents.sha1, made.visible, kept
        if digest:
            piece.settle(digest, parts, kept="quizstructure" if kept else "")
        self._note(piece, action, "", () if action == "added" else changed[:20])
        if kept:
            self._note(piece, "kept", "quizstructure")

    def _kept_places(self, piece: Piece, made: Activity) -> dict[str, str]:
        """A test that learners have taken keeps its list of questions: the package it comes from, as an edit."""
        if not isinstance(made, Quiz) or not self.usage.records[piece.id]:
            return {}
        before = self.before(piece)
        differs = isinstance(before, Quiz) and places_of(before) != places_of(made)
        return {PLACES: piece.edits.get(PLACES, piece.package)} if differs else {}

    def _tracks_at_risk(self, piece: Piece) -> list[str]:
        """Parts of a SCORM package under which learners have tracks, and that the new one lacks."""
        new = self.contents.activities[piece.key]
        if piece.kind != "scorm" or not self.usage.records[piece.id] or piece.key in self.order.track_loss:
            return []
        old = {name for name in piece.source_parts if name.startswith("sco:")}
        return sorted(old - {f"sco:{identifier}" for identifier in identifiers(new)})

    def _arrange(self) -> None:
        """What the job is about stands after what is before it in the package."""
        before: dict[str, str] = {}
        last: dict[tuple[int, str], str] = {}
        for placed in self.contents.placed:
            place = (placed.section, placed.inside)
            before[placed.activity.key] = last.get(place, "")
            last[place] = placed.activity.key
        for key, previous in before.items():
            piece = self.course.activity(key)
            if piece and self.order.wants(key) and not self._is_safe(piece):
                self._stand_after(piece, self.course.activity(previous) if previous else None)

    def _stand_after(self, piece: Piece, previous: Piece | None) -> None:
        rest = [one for one in self.course.activities if one is not piece]
        if previous is not None and previous.section == piece.section:
            place = rest.index(previous) + 1
        else:
            mates = [n for n, one in enumerate(rest) if one.section == piece.section]
            place = mates[0] if mates else len(rest)
        rest.insert(place, piece)
        self.course.activities[:] = rest

    def _missing(self) -> None:
        ours = set(self.contents.activities)
        for piece in [*self.course.activities]:
            if piece.owned and piece.key not in ours and self.order.wants(piece.key):
                self._put_away(piece)

    def _put_away(self, piece: Piece) -> None:
        if self.order.missing == "keep":
            self._note(piece, "kept", "orphan")
        elif self._is_safe(piece) and (piece.visible or self.order.missing == "delete"):
            self._note(piece, "conflict", "conflict")
        elif self.order.missing == "delete" and not self.usage.is_used(piece.id):
            self._note(piece, "deleted")
            self.course.activities.remove(piece)
        elif piece.visible:
            self._note(piece, "hidden", "hasanswers" if self.usage.is_used(piece.id) else "")
            piece.visible, piece.source, piece.source_parts = False, "", {}
            piece.refresh()
        else:
            self._note(piece, "unchanged", "orphan")

    def _others(self) -> None:
        for kind, source in self.order.sources.others.items():
            if not self.order.wants(kind) or self.course.others.get(kind) == source:
                continue
            if kind in self.course.edits and kind not in self.order.overwrite:
                self._note_course("conflict", "conflict", kind)
                continue
            new = kind not in self.course.others
            self.course.others[kind] = source
            self.course.edits.pop(kind, None)
            if kind == "course":
                self.course.fullname = self.order.fullname or self.contents.backup.fullname
                self.course.package = self.contents.sha1
            self._note_course("added" if new else "updated", "", kind)

    def _questions(self) -> None:
        for key, (quiz, _question) in self.contents.questions.items():
            source = self.order.sources.questions.get(key, "")
            piece = self.course.activity(quiz) if quiz else None
            if piece is not None and (piece.package != self.contents.sha1 or piece.edited):
                continue
            known = self.course.questions.get(key)
            if known is None:
                self.course.questions[key] = {"quiz": quiz, "version": 1, "source": source}
            elif known["source"] != source:
                self.course.questions[key] = {"quiz": quiz, "version": known["version"] + 1, "source": source}


def places_of(quiz: Quiz) -> list[object]:
    """The list of questions of a test: what each place holds, and its mark."""
    places = [getattr(slot, "question", getattr(slot, "category", "")) for slot in quiz.slots]
    return [*zip(places, (slot.mark for slot in quiz.slots), strict=True)] or [(q.key, q.mark) for q in quiz.questions]


def identifiers(activity: object) -> list[str]:
    """The identifiers of a SCORM package under which learners' tracks are kept."""
    if not isinstance(activity, Scorm):
        return []
    items = activity.scos
    if not items and activity.package is not None:
        items = read_package(activity.package).items
    return [item.identifier for item in items if item.launch]
