"""The small records of a quiz: headings, feedback on the whole, grades of parts, exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from moodle_backups.activities.quiz_parts import FeedbackBand, QuizGradeItem, QuizSection
from moodle_backups.columns import Columns, fixed, flag, html, number, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.reading.markup import markup
from moodle_backups.xml import Scalar, Xml, points, record

if TYPE_CHECKING:
    from moodle_backups.reading.owner import Owner
    from moodle_backups.scope import ActivityScope
    from moodle_backups.tree import Node


def bands_xml(scope: ActivityScope, bands: Iterable[FeedbackBand], maximum: float) -> Iterator[Xml]:
    """Bands from the best down; each reaches up to the one above, the best beyond the maximum."""
    upper = maximum + 1
    for band in sorted(bands, key=lambda band: -band.from_percent):
        feedback_id, lower = scope.id_of(band), maximum * band.from_percent / 100
        values = written(BAND, band, scope, feedback_id)
        limits: dict[str, Scalar] = {"mingrade": points(lower), "maxgrade": points(upper)}
        kept = band.kept
        yield record("feedback", values | kept.part("limits").over(limits), *kept.elements, id=feedback_id)
        upper = lower


def section_xml(scope: ActivityScope, section: QuizSection) -> Xml:
    """A heading."""
    return record("section", written(SECTION, section, scope), *section.kept.elements, id=scope.id_of(section))


def grade_item_xml(item: QuizGradeItem, ids: Mapping[str, int], order: int) -> Xml:
    """A grade of the quiz; ``ids`` by key."""
    values = item.kept.over({"sortorder": order, "name": item.name})
    return record("quiz_grade_item", values, *item.kept.elements, id=ids[item.key])


def read_grade_items(node: Node, owner: Owner) -> tuple[tuple[QuizGradeItem, ...], dict[int, str]]:
    """The grades of a quiz, and their keys by id."""
    items, keys = [], {}
    records = sorted(node.path("quiz_grade_items/quiz_grade_item"), key=lambda one: int(one.text_of("sortorder") or 0))
    for order, one in enumerate(records, 1):
        item_id = int(one.attributes["id"])
        keys[item_id] = f"grade-{item_id}"
        kept = owner.kept_over({"sortorder": order}, one)
        items.append(QuizGradeItem(keys[item_id], one.text_of("name") or "", replace(kept, ids={"id": item_id})))
    return tuple(items), keys


def read_sections(node: Node, owner: Owner) -> tuple[QuizSection, ...]:
    """The headings in order."""
    records = sorted(node.path("sections/section"), key=lambda one: int(one.text_of("firstslot") or 0))
    ids = [int(one.attributes["id"]) for one in records]
    values = [owner.values(SECTION, one, ids={"id": i}) for one, i in zip(records, ids, strict=True)]
    return tuple(QuizSection(**one) for one in values)


def read_bands(node: Node, owner: Owner, maximum: float) -> tuple[FeedbackBand, ...]:
    """The feedback on the whole, the best band first."""
    records = sorted(node.path("feedbacks/feedback"), key=lambda one: -float(one.text_of("mingrade") or 0))
    bands, upper = [], maximum + 1
    for one in records:
        band_id = int(one.attributes["id"])
        lower = float(one.text_of("mingrade") or 0)
        values = owner.values(BAND, one, band_id, nested=("mingrade", "maxgrade"), ids={"id": band_id})
        percent = 100 * lower / maximum if maximum else 0.0
        limits: dict[str, Scalar] = {"mingrade": points(maximum * percent / 100), "maxgrade": points(upper)}
        other = owner.kept_over(limits, one)
        if other is not NOTHING_KEPT:
            values["kept"] = replace(values["kept"], parts={"limits": other})
        bands.append(FeedbackBand(from_percent=percent, **values))
        upper = lower
    return tuple(bands)


def read_overrides(node: Node, owner: Owner) -> Kept:
    """Exceptions for groups, kept as they are; those for people are dropped."""
    overrides = node.path("overrides/override")
    groups = [one for one in overrides if one.text_of("userid") is None]
    people = len(overrides) - len(groups)
    if people:
        owner.shared.dropped["overrides"] = owner.shared.dropped.get("overrides", 0) + people
    if groups:
        owner.note(f"{len(groups)} exceptions for groups")
    return Kept(elements=tuple(map(markup, groups)))


SECTION: Final[Columns] = (
    number("firstslot", "first_slot"),
    text("heading"),
    flag("shufflequestions", "shuffle"),
)
BAND: Final[Columns] = (html("feedbacktext", "text", "feedback"), fixed("feedbacktextformat", 1))
