"""What differs between two backups of a course, whatever ids their packages gave to things.

`compare` says what a person would: activities added, removed, moved, renamed, settings and texts changed, answers of
questions, weights of grades, files. `moodle_backups.compare_packages` compares the documents of two packages instead.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeVar

from moodle_backups.activities.base import Activity
from moodle_backups.backup import Backup, Section
from moodle_backups.compare_matching import (
    Pairs,
    Placed,
    activities_of,
    match_activities,
    match_questions,
    match_sections,
)
from moodle_backups.compare_values import authored, excerpt, is_text, leaves, markup, part_of
from moodle_backups.files import CHUNK, File, StoredContent
from moodle_backups.questions.bank import BankOwner
from moodle_backups.questions.base import Question
from moodle_backups.unknown import Unknown
from moodle_backups.unknown_question import UnknownQuestion

_ELSEWHERE: Final = frozenset(
    {"sections", "activities", "questions", "banks", "image", "record", "plugin", "timestamp"}
)
_WEIGHTS: Final = ("grade.", "gradebook.", "mark")
T = TypeVar("T")


class Change(StrEnum):
    """What happened to a thing."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENAMED = "renamed"
    CHANGED = "changed"
    TEXT = "text"
    ANSWER = "answer"
    GRADE = "grade"
    FILE = "file"


class Thing(StrEnum):
    """What it happened to."""

    COURSE = "course"
    SECTION = "section"
    ACTIVITY = "activity"
    QUESTION = "question"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference. ``place`` are the names around it, the course's page first (section, activity); ``name`` its own.

    ``kind``: the type of an activity or question. ``field`` is the dotted path of a changed value, ``before`` and
    ``after`` what it says as text; ``excerpt`` replaces them for prose.
    """

    change: Change
    thing: Thing
    name: str
    kind: str = ""
    place: tuple[str, ...] = ()
    field: str = ""
    before: str = ""
    after: str = ""
    excerpt: str = ""


def compare(first: Backup, second: Backup) -> tuple[Difference, ...]:
    """Every difference, in the order of the course page. The clock of the packages isn't one."""
    first, second = _numbered(first), _numbered(second)
    sections = match_sections(first, second)
    activities = match_activities(first, second, sections)
    asked = match_questions(questions(first), questions(second))
    return tuple(_Comparison(sections, activities, asked).differences(first, second))


class _Comparison:
    """The matches, and what they are for: a key of the second backup under the name that the first has for it."""

    def __init__(self, sections: Pairs[Section], activities: Pairs[Placed], questions: Pairs[Question]) -> None:
        self._sections, self._activities, self._questions = sections, activities, questions
        self._before: dict[str, str] = {}
        self._order: tuple[Section, ...] = ()
        self._after = {other.activity.key: one.activity.key for one, other in activities.both}
        self._after |= {other.key: one.key for one, other in questions.both}

    def differences(self, first: Backup, second: Backup) -> Iterator[Difference]:
        """All of them."""
        # Keys made out of ids are called by the names of what they stand for, after the same thing's in the first.
        self._order = second.sections
        self._before = _names(first)
        names = _names(second)
        self._after = names | {key: self._before.get(same, same) for key, same in self._after.items()}
        yield from self._fields(Thing.COURSE, "", first.fullname, (), first, second)
        yield from _files(_with_image(first), _with_image(second), first.fullname, ())
        yield from self._section_differences()
        yield from self._activity_differences()
        yield from self._question_differences(first, second)

    def _section_differences(self) -> Iterator[Difference]:
        for section in self._sections.gone:
            yield Difference(change=Change.REMOVED, thing=Thing.SECTION, name=_name(section))
        for section in self._sections.new:
            yield Difference(change=Change.ADDED, thing=Thing.SECTION, name=_name(section))
        places = {id(section): place for place, section in enumerate(self._order)}
        for pair in _moved(self._sections.both, sorted(self._sections.both, key=lambda pair: places[id(pair[1])])):
            yield Difference(change=Change.MOVED, thing=Thing.SECTION, name=_name(pair[0]))
        for one, other in self._sections.both:
            if one.name != other.name:
                yield _renamed(Thing.SECTION, "", (), _name(one), _name(other))
            yield from self._fields(Thing.SECTION, "", _name(one), (), one, other)
            yield from _files(one.files, other.files, _name(one), ())

    def _activity_differences(self) -> Iterator[Difference]:
        for item in self._activities.gone:
            yield _of(item, Change.REMOVED)
        for item in self._activities.new:
            yield _of(item, Change.ADDED)
        yield from self._moves()
        for one, other in self._activities.both:
            yield from self._activity(one, other)

    def _activity(self, one: Placed, other: Placed) -> Iterator[Difference]:
        a, b, place = one.activity, other.activity, (_name(one.section),)
        if a.name != b.name:
            yield _renamed(Thing.ACTIVITY, a.modname, place, a.name, b.name)
        if isinstance(a, Unknown) or isinstance(b, Unknown):
            yield from _markups(a, b, place)
            common = {f.name for f in fields(Activity)}
            yield from self._fields(Thing.ACTIVITY, a.modname, a.title(), place, a, b, common)
        else:
            yield from self._fields(Thing.ACTIVITY, a.modname, a.title(), place, a, b)
        yield from _files(files_of(a), files_of(b), a.title(), (*place, a.title()))

    def _moves(self) -> Iterator[Difference]:
        """Activities in another section, and those that changed places within theirs."""
        homes = {id(other): one for one, other in self._sections.both}
        stayed = [(a, b) for a, b in self._activities.both if homes.get(id(b.section)) is a.section]
        staying = {id(a) for a, _b in stayed}
        for one, other in self._activities.both:
            if id(one) not in staying:
                yield _of(one, Change.MOVED, before=_name(one.section), after=_name(other.section))
        for section in dict.fromkeys(id(a.section) for a, _b in stayed):
            group = [(a, b) for a, b in stayed if id(a.section) == section]
            for one, other in _moved(group, sorted(group, key=lambda pair: pair[1].place)):
                yield _of(one, Change.MOVED, before=str(one.place + 1), after=str(other.place + 1))

    def _question_differences(self, first: Backup, second: Backup) -> Iterator[Difference]:
        homes = dict(_homes(first)) | dict(_homes(second))
        for question in self._questions.gone:
            yield _asked(question, Change.REMOVED, homes)
        for question in self._questions.new:
            yield _asked(question, Change.ADDED, homes)
        for one, other in self._questions.both:
            place = homes[id(one)]
            if one.name != other.name:
                yield _renamed(Thing.QUESTION, one.qtype, place, one.name, other.name)
            if isinstance(one, UnknownQuestion) or isinstance(other, UnknownQuestion):
                if markup(getattr(one, "plugin", "")) != markup(getattr(other, "plugin", "")):
                    yield _asked(one, Change.CHANGED, homes)
            else:
                yield from self._fields(Thing.QUESTION, one.qtype, one.name, place, one, other)
            yield from _files(one.files, other.files, one.name, place)

    def _fields(
        self,
        thing: Thing,
        kind: str,
        name: str,
        place: tuple[str, ...],
        one: Any,
        other: Any,
        only: set[str] | None = None,
    ) -> Iterator[Difference]:
        """The values that differ; the name of sections, activities and questions apart."""
        own = _ELSEWHERE if thing is Thing.COURSE else _ELSEWHERE | {"name"}
        before = leaves(one, lambda key: self._before.get(key, key), own | _others(one, only))
        after = leaves(other, lambda key: self._after.get(key, key), own | _others(other, only))
        parts = [{part_of(path) for path in values} for values in (before, after)]
        said: set[str] = set()
        for path in dict.fromkeys((*before, *after)):
            a, b, part = before.get(path), after.get(path), part_of(path)
            if a == b or (a in (None, "") and b in (None, "")) or part in said:
                continue
            whole = bool(part) and not all(part in of_side for of_side in parts)  # an item of a list came or went
            if whole:
                said.add(part)
                a, b = (_item(values, part) for values in (before, after))
            yield _changed(thing, kind, name, place, part if whole else path, a, b)


def _others(value: Any, only: set[str] | None) -> frozenset[str]:
    return frozenset(f.name for f in fields(value) if only is not None and f.name not in only)


def _item(values: dict[str, Any], part: str) -> str | None:
    """The words of a list's item."""
    inside = [v for path, v in values.items() if part_of(path) == part and isinstance(v, str) and v]
    return (inside or [part])[0] if any(part_of(path) == part for path in values) else None


def _changed(thing: Thing, kind: str, name: str, place: tuple[str, ...], path: str, a: Any, b: Any) -> Difference:
    change = Change.CHANGED
    if path.startswith(_WEIGHTS) and thing is not Thing.SECTION:
        change = Change.GRADE
    elif thing is Thing.QUESTION and path.startswith(
        ("answers", "pairs", "correct", "distractors", "items", "choices")
    ):
        change = Change.ANSWER
    elif is_text(a) or is_text(b):
        change = Change.TEXT
    words = {"before": _said(a), "after": _said(b)}
    if is_text(a) or is_text(b):
        words = {"excerpt": excerpt(str(a or ""), str(b or ""))}
    return Difference(change=change, thing=thing, kind=kind, name=name, place=place, field=path, **words)


def _said(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _renamed(thing: Thing, kind: str, place: tuple[str, ...], before: str, after: str) -> Difference:
    return Difference(
        change=Change.RENAMED, thing=thing, kind=kind, name=before, place=place, before=before, after=after
    )


def _of(item: Placed, change: Change, before: str = "", after: str = "") -> Difference:
    activity, place = item.activity, (_name(item.section),)
    return Difference(
        change=change,
        thing=Thing.ACTIVITY,
        kind=activity.modname,
        name=activity.title(),
        place=place,
        before=before,
        after=after,
    )


def _asked(question: Question, change: Change, homes: dict[int, tuple[str, ...]]) -> Difference:
    return Difference(
        change=change, thing=Thing.QUESTION, kind=question.qtype, name=question.name, place=homes[id(question)]
    )


def _numbered(backup: Backup) -> Backup:
    """The backup with its unnamed sections called by their number, as people see them."""
    sections = tuple(
        section if section.name else replace(section, key=f"section-{number}")
        for number, section in enumerate(backup.sections)
    )
    return replace(backup, sections=sections)


def _name(section: Section) -> str:
    return section.name or section.key


def _names(backup: Backup) -> dict[str, str]:
    """What each key made out of an id stands for, by name."""
    activities = [a for section in backup.sections for a in activities_of(section)]
    banks = [a.bank() for a in activities if isinstance(a, BankOwner)] + list(backup.banks)
    named = {category.key: category.name for category in backup.gradebook.categories}
    for bank in banks:
        named |= {category.key: category.title for category in bank.categories}
        named |= {question.key: question.name for question in bank.questions}
    for activity in activities:
        named |= {item.key: item.name for item in getattr(activity, "grade_items", ())}
        named[activity.key] = activity.title()
    return {key: name for key, name in named.items() if not authored(key)}


def _homes(backup: Backup) -> Iterator[tuple[int, tuple[str, ...]]]:
    for section in backup.sections:
        for activity in activities_of(section):
            if isinstance(activity, BankOwner):
                yield from ((id(q), (_name(section), activity.title())) for q in activity.bank().questions)
    for bank in backup.banks:
        yield from ((id(question), (bank.default_name,)) for question in bank.questions)


def questions(backup: Backup) -> Iterator[Question]:
    """Every question: those of activities in the order of the page, then those of shared banks."""
    for section in backup.sections:
        for activity in activities_of(section):
            if isinstance(activity, BankOwner):
                yield from activity.bank().questions
    for bank in backup.banks:
        yield from bank.questions


def _moved(before: Sequence[tuple[T, T]], after: Sequence[tuple[T, T]]) -> Iterator[tuple[T, T]]:
    """The pairs outside the longest run that kept its order."""
    places = {id(pair[0]): place for place, pair in enumerate(before)}
    order = [places[id(pair[0])] for pair in after]
    kept = _longest_rise(order)
    yield from (pair for pair, place in zip(after, order, strict=True) if place not in kept)


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    best: list[list[int]] = []
    nothing: list[int] = []
    for number in numbers:
        before: list[int] = max((run for run in best if run[-1] < number), key=len, default=nothing)
        best.append([*before, number])
    longest: list[int] = max(best, key=len, default=nothing)
    return set(longest)


def _markups(one: Activity, other: Activity, place: tuple[str, ...]) -> Iterator[Difference]:
    before, after = markup(getattr(one, "record", "")), markup(getattr(other, "record", ""))
    if before != after:
        yield Difference(
            change=Change.TEXT,
            thing=Thing.ACTIVITY,
            kind=one.modname,
            name=one.title(),
            place=place,
            field="record",
            excerpt=excerpt(before, after),
        )


def _with_image(backup: Backup) -> tuple[File, ...]:
    return (*backup.files, *((backup.image,) if backup.image else ()))


def files_of(activity: Activity) -> tuple[File, ...]:
    """Those of its texts, of its own areas and of areas nobody knows."""
    return (*_inside(activity), *(kept.file for kept in activity.kept.files))


def _inside(value: Any) -> Iterator[File]:
    """The files in a value, whatever holds them, questions apart."""
    if isinstance(value, File):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for spec in fields(value):
            if spec.name not in ("kept", "questions", "categories"):
                yield from _inside(getattr(value, spec.name))


def digest(file: File) -> str:
    """The SHA-1 (hex) of a file's content. OSError when a path can't be read."""
    if isinstance(file.content, StoredContent):
        return file.content.sha1
    found = hashlib.sha1(usedforsecurity=False)
    with file.open() as stream:
        while chunk := stream.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _files(before: Iterable[File], after: Iterable[File], name: str, place: tuple[str, ...]) -> Iterator[Difference]:
    one, two = ({file.name: digest(file) for file in files} for files in (before, after))
    where = place if place[-1:] == (name,) else (*place, name)
    for file in dict.fromkeys((*one, *two)):
        if one.get(file) == two.get(file):
            continue
        change = Change.FILE if file in one and file in two else Change.REMOVED if file in one else Change.ADDED
        yield Difference(change=change, thing=Thing.FILE, name=file, place=where)
