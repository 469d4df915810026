"""Where everything lies in the package: integer ids for the caller's keys, given out before anything is written.

One counter serves every kind of id, so that no two things of a package ever share one. The order of the values
decides the numbers: same backup, same ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final

from moodle_backups.activities.base import Activity
from moodle_backups.backup import Backup, Section
from moodle_backups.bank_places import BankPlaces, IdFor, place_bank, place_tags
from moodle_backups.competencies import CompetencyName
from moodle_backups.kept import Kept
from moodle_backups.questions.bank import BankLevel, BankOwner
from moodle_backups.roles import named_roles

SYSTEM_CONTEXT: Final = 1
_FIRST_ID: Final = 1000


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A section with its id and its number on the course page."""

    section: Section
    id: int
    number: int


@dataclass(frozen=True, slots=True)
class ActivityPlace:
    """An activity with its ids; ``anchors`` are the ids of what can be linked to inside it (chapters)."""

    activity: Activity
    section: SectionPlace
    module: int
    instance: int
    context: int
    grade_items: tuple[int, ...]
    anchors: Mapping[str, int]

    @property
    def grade_item(self) -> int:
        """The grade item with number 0; 0 without any."""
        return self.grade_items[0] if self.grade_items else 0

    @property
    def folder(self) -> str:
        """``page_1007``: the name of its folder and of its settings."""
        return f"{self.activity.modname}_{self.module}"


@dataclass(frozen=True, slots=True)
class Places:
    """Every place of a backup; the mappings are by key.

    ``given``: kinds and numbers of what has the id that it had in the package it was read from; copies get new ones.
    """

    course: int
    course_context: int
    sections: tuple[SectionPlace, ...]
    activities: tuple[ActivityPlace, ...]
    by_key: Mapping[str, ActivityPlace]
    course_grade_category: int
    course_total: int
    grade_categories: Mapping[str, int]
    category_totals: Mapping[str, int]
    manual_grades: Mapping[str, int]
    groups: Mapping[str, int]
    groupings: Mapping[str, int]
    scales: Mapping[str, int]
    badges: Mapping[str, int]
    roles: Mapping[str, int]
    competencies: Mapping[CompetencyName, int]
    banks: BankPlaces
    next_id: Callable[[], int]
    given: set[tuple[str, int]]

    def grade_item(self, key: str, number: int = 0) -> int | None:
        """The grade item of an activity, a manual grade, a category or (key empty) the course; None: there is none."""
        if not key:
            return self.course_total
        if key in self.by_key:
            items = self.by_key[key].grade_items
            return items[number] or None if 0 <= number < len(items) else None
        return self.manual_grades.get(key) or self.category_totals.get(key)


def place(backup: Backup) -> Places:
    """Gives ids to all of ``backup``; ``next_id`` goes on counting for what is nested deeper."""
    counter = count(max(_FIRST_ID, (backup.kept.id_of("last") or 0) + 1))
    given: set[tuple[str, int]] = set()

    def next_id() -> int:
        return next(counter)

    def id_for(what: str, kept: Kept) -> int:
        """The id of a package that was read, once; a copy of the value gets a new one."""
        known = kept.id_of(what)
        if known is None or (what, known) in given:
            return next_id()
        given.add((what, known))
        return known

    course, course_context = id_for("course", backup.kept), id_for("context", backup.kept)
    sections = tuple(SectionPlace(s, id_for("section", s.kept), n) for n, s in enumerate(backup.sections))
    activities = tuple(_place_activity(a, s, id_for, next_id) for s in sections for a in s.section.activities)
    book = backup.gradebook
    return Places(
        course=course,
        course_context=course_context,
        sections=sections,
        activities=activities,
        by_key={p.activity.key: p for p in activities},
        course_grade_category=id_for("category", book.kept),
        course_total=id_for("grade_item", book.kept.part("total")),
        grade_categories={c.key: id_for("category", c.kept) for c in book.categories},
        category_totals={c.key: id_for("grade_item", c.kept.part("total")) for c in book.categories},
        manual_grades={m.key: id_for("grade_item", m.grade.kept) for m in book.manual_grades},
        groups={g.key: id_for("group", g.kept) for g in backup.groups},
        groupings={g.key: id_for("grouping", g.kept) for g in backup.groupings},
        scales={s.key: id_for("scale", s.kept) for s in backup.scales},
        badges={b.key: id_for("badge", b.kept) for b in backup.badges},
        roles={role: id_for(f"role {role}", backup.kept) for role in _roles(backup)},
        competencies={c.named: id_for("competency", c.kept) for c in backup.competencies},
        banks=_place_banks(backup, activities, (course, course_context), id_for, next_id),
        next_id=next_id,
        given=given,
    )


def _roles(backup: Backup) -> list[str]:
    """Short names of the roles that something asks for."""
    approving = backup.completion.roles if backup.completion is not None else ()
    return sorted({*named_roles(backup), *approving})


def _place_activity(
    activity: Activity, section: SectionPlace, id_for: Callable[[str, Kept], int], next_id: Callable[[], int]
) -> ActivityPlace:
    return ActivityPlace(
        activity=activity,
        section=section,
        module=id_for("module", activity.kept),
        instance=id_for(f"{activity.modname} instance", activity.kept),
        context=id_for("context", activity.kept),
        grade_items=tuple(id_for("grade_item", g.kept) if g else 0 for g in activity.grades()),
        anchors={anchor: id_for(f"{activity.modname} {anchor}", activity.kept) for anchor in activity.anchors()},
    )


def _place_banks(
    backup: Backup,
    activities: tuple[ActivityPlace, ...],
    course: tuple[int, int],
    id_for: IdFor,
    next_id: Callable[[], int],
) -> BankPlaces:
    """``course``: its id and that of its context."""
    own = {
        place.activity.key: place_bank(
            place.activity.bank(),
            f'{place.activity.modname} "{place.activity.key}"',
            place.context,
            place.module,
            id_for,
        )
        for place in activities
        if isinstance(place.activity, BankOwner)
    }
    shared = []
    for bank in backup.banks:
        instance, context = course
        if bank.level is not BankLevel.COURSE:
            # A bank of an activity whose type the library doesn't know lies in that activity's own context.
            instance, context = bank.kept.id_of("instance") or 0, bank.kept.id_of("context") or next_id()
        shared.append(place_bank(bank, "course", context, instance, id_for))
    tags = place_tags([*(one.bank for one in own.values()), *backup.banks])
    return BankPlaces(own, tuple(shared), tags)
