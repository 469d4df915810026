"""Competencies of a course and its activities.

They are named by idnumber, their own and that of their framework: a site that lacks one leaves the link out in
silence. What learners reached belongs to people and doesn't travel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Scalar, Xml, element, listing, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import Draft
    from moodle_backups.tree import Node


class Outcome(IntEnum):
    """What happens to a competency when the course or activity is complete."""

    NOTHING = 0
    EVIDENCE = 1
    RECOMMEND = 2
    COMPLETE = 3


@dataclass(frozen=True, slots=True)
class CompetencyName:
    """A competency by idnumbers: that of its framework and its own."""

    framework: str
    competency: str


@dataclass(frozen=True, slots=True)
class CompetencyLink:
    """``competency`` and ``framework`` are idnumbers. ``override_grade``: a grade given already is replaced."""

    framework: str
    competency: str
    outcome: Outcome = Outcome.EVIDENCE
    override_grade: bool = False
    kept: Kept = NOTHING_KEPT

    @property
    def named(self) -> CompetencyName:
        """The competency alone."""
        return CompetencyName(self.framework, self.competency)


def course_competencies_xml(links: Iterable[CompetencyLink], push_ratings: bool | None, draft: Draft) -> Xml:
    """The root of course/competencies.xml. ``push_ratings``: ratings go to learning plans; None: the site decides."""
    settings = [] if push_ratings is None else [record("settings", {"pushratingstouserplans": push_ratings}, id="")]
    records = [_course_link(order, link, draft) for order, link in enumerate(links)]
    return element("course_competencies", *settings, listing("competencies", records), element("user_competencies"))


def _course_link(order: int, link: CompetencyLink, draft: Draft) -> Xml:
    values: dict[str, Scalar] = {
        "id": draft.places.competencies[link.named],
        "idnumber": link.competency,
        "ruleoutcome": link.outcome,
        "sortorder": order,
        "frameworkid": link.kept.id_of("framework") or draft.places.next_id(),
        "frameworkidnumber": link.framework,
    }
    return record("competency", link.kept.over(values))


def activity_competencies_xml(links: Iterable[CompetencyLink]) -> Xml:
    """The root of an activity's competencies.xml."""
    records = []
    for order, link in enumerate(links):
        values: dict[str, Scalar] = {
            "idnumber": link.competency,
            "ruleoutcome": link.outcome,
            "sortorder": order,
            "frameworkidnumber": link.framework,
            "overridegrade": link.override_grade,
        }
        records.append(record("competency", link.kept.over(values)))
    return element("course_module_competencies", listing("competencies", records))


def read_competencies(node: Node | None, owner: Owner) -> tuple[CompetencyLink, ...]:
    """The links of a competencies.xml, of a course or of an activity."""
    if node is None:
        return ()
    people = node.path("user_competencies/user_competency")
    if people:
        owner.shared.dropped["competencies"] = owner.shared.dropped.get("competencies", 0) + len(people)
    return tuple(_read(order, one, owner) for order, one in enumerate(node.path("competencies/competency")))


def _read(order: int, node: Node, owner: Owner) -> CompetencyLink:
    ids = {name: int(node.text_of(tag) or 0) for name, tag in (("competency", "id"), ("framework", "frameworkid"))}
    kept = owner.kept_over({"sortorder": order}, node, quiet=("sortorder",))
    known = Kept(ids=ids).merged(kept) if any(ids.values()) else kept
    return CompetencyLink(
        framework=node.text_of("frameworkidnumber") or "",
        competency=node.text_of("idnumber") or "",
        outcome=Outcome(int(node.text_of("ruleoutcome") or 0)),
        override_grade=node.text_of("overridegrade") == "1",
        kept=known,
    )


def push_ratings(node: Node | None) -> bool | None:
    """The course's own choice, None when it made none."""
    text = node.text_of("settings/pushratingstouserplans") if node is not None else None
    return None if text is None else text == "1"


def competency_problems(links: Iterable[CompetencyLink], course: Iterable[CompetencyLink] | None) -> Iterator[str]:
    """What is wrong with links; ``course``: those of the course, among which an activity's must be."""
    known = None if course is None else {link.named for link in course}
    seen: set[CompetencyName] = set()
    for link in links:
        name = link.named
        if not link.framework.strip() or not link.competency.strip():
            yield "links to a competency without the idnumbers of it and of its framework"
        if name in seen:
            yield f'links to competency "{link.competency}" twice'
        if known is not None and name not in known:
            yield f'links to competency "{link.competency}", which the course doesn\'t have'
        seen.add(name)
