"""Badges back from badges.xml."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from moodle_backups.badges import (
    ALIGNMENT,
    BADGE,
    ActivitiesDone,
    Alignment,
    Badge,
    BadgeCriterion,
    ByDate,
    CompetenciesReached,
    CourseDone,
    CriterionKind,
    GivenBy,
    Notification,
)
from moodle_backups.kept import Kept
from moodle_backups.reading.keys import Keys
from moodle_backups.reading.markup import markup
from moodle_backups.reading.numbers import whole
from moodle_backups.reading.owner import Owner, Shared
from moodle_backups.tags import read_tags
from moodle_backups.tree import Node

# Elements that are read apart, and columns that a restore sets itself.
_NESTED: Final = ("criteria", "alignments", "relatedbadges", "tags", "courseid", "status", "nextcron", "notification")


def read_badges(node: Node | None, shared: Shared, keys: Keys) -> tuple[Badge, ...]:
    """The badges of a badges.xml."""
    return tuple(_Badge(one, shared, keys).read() for one in node.named("badge")) if node is not None else ()


class _Badge:
    """One badge being read."""

    def __init__(self, node: Node, shared: Shared, keys: Keys) -> None:
        self._node, self._keys = node, keys
        self._id = whole(node.attributes.get("id"))
        self._owner = Owner(shared, f"badge_{self._id}", shared.course_context, "badges")

    def read(self) -> Badge:
        """All of it."""
        node, owner = self._node, self._owner
        columns = tuple(column for column in BADGE if column.name not in _NESTED)
        people = ("manual_awards",)
        values = owner.values(columns, node, nested=_NESTED, people=people, ids={"badge": self._id})
        kept = values.pop("kept").merged(owner.kept_over({"status": 0, "nextcron": None}, node, quiet=_NESTED))
        criteria, left = self._criteria()
        overall = next((one for one in self._all() if _kind(one) == CriterionKind.OVERALL), None)
        parts = {"criteria": Kept(elements=left)} if left else {}
        if overall is not None:
            parts["overall"] = Kept(ids={"id": whole(overall.attributes.get("id"))})
        return Badge(
            key=self._keys.badges[self._id],
            image=owner.image("badgeimage", self._id),
            criteria=criteria,
            every_criterion=overall is None or overall.text_of("method") != "2",
            description_of_criteria=(overall.text_of("description") or "") if overall else "",
            notification=Notification(whole(node.text_of("notification"))),
            alignments=tuple(self._alignment(one) for one in node.path("alignments/alignment")),
            related=tuple(self._related()),
            tags=read_tags(node),
            kept=replace(kept, parts=parts or None),
            **values,
        )

    def _all(self) -> tuple[Node, ...]:
        return self._node.path("criteria/criterion")

    def _criteria(self) -> tuple[tuple[BadgeCriterion, ...], tuple[Any, ...]]:
        """Criteria as values, and those of other kinds as they are."""
        found, left = [], []
        for one in self._all():
            if _kind(one) == CriterionKind.OVERALL:
                continue
            make = _KINDS.get(_kind(one))
            try:
                criterion = make(one, self._keys) if make else None
            except KeyError:
                criterion = None
            if criterion is None:
                self._owner.note(f"criterion of kind {one.text_of('criteriatype')}")
                left.append(markup(one))
            else:
                kept = Kept(ids={"id": whole(one.attributes.get("id"))})
                kept = kept.merged(self._owner.kept_over({"descriptionformat": 1}, one, quiet=("descriptionformat",)))
                found.append(replace(criterion, kept=kept, description=one.text_of("description") or ""))
        return tuple(found), tuple(left)

    def _alignment(self, node: Node) -> Alignment:
        ids = {"id": whole(node.attributes.get("id"))}
        return Alignment(**self._owner.values(ALIGNMENT, node, nested=("badgeid",), ids=ids))

    def _related(self) -> list[str]:
        ids = [whole(one.text_of("relatedbadgeid")) for one in self._node.path("relatedbadges/relatedbadge")]
        return [self._keys.badges[own] for own in ids if own in self._keys.badges]


def _parameters(node: Node) -> Mapping[tuple[str, int], str]:
    found = {}
    for one in node.path("parameters/parameter"):
        name, _, own = (one.text_of("name") or "").partition("_")
        found[name, whole(own)] = one.text_of("value") or ""
    return found


def _activities(node: Node, keys: Keys) -> BadgeCriterion:
    given = _parameters(node)
    asked = [own for name, own in given if name == "module"]
    dates = {own: whole(given["bydate", own]) for own in asked if ("bydate", own) in given}
    activities = tuple(ByDate(keys.activities[own], dates.get(own)) for own in asked)
    return ActivitiesDone(activities=activities, every=_every(node))


def _course(node: Node, keys: Keys) -> BadgeCriterion:
    given = {name: whole(value) for (name, _), value in _parameters(node).items()}
    return CourseDone(percent=given.get("grade"), until=given.get("bydate"))


def _given_by(node: Node, keys: Keys) -> BadgeCriterion:
    roles = tuple(keys.roles[own] for name, own in _parameters(node) if name == "role")
    return GivenBy(roles=roles, every=_every(node))


def _competencies(node: Node, keys: Keys) -> BadgeCriterion:
    names = tuple(keys.competencies[own] for name, own in _parameters(node) if name == "competency")
    return CompetenciesReached(competencies=names, every=_every(node))


def _every(node: Node) -> bool:
    return node.text_of("method") != "2"


def _kind(node: Node) -> int:
    return whole(node.text_of("criteriatype"))


_KINDS: Final[Mapping[int, Callable[[Node, Keys], BadgeCriterion]]] = {
    CriterionKind.ACTIVITY: _activities,
    CriterionKind.COURSE: _course,
    CriterionKind.MANUAL: _given_by,
    CriterionKind.COMPETENCY: _competencies,
}
