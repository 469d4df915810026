"""Scales: grades in words. A scale of the course, or a standard one of the site.

A restore takes a scale with the same words that the course or site already has, and makes a standard scale only for
those who may; others get one of the course. Files in descriptions aren't supported: Moodle keeps them with the site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from moodle_backups.columns import AUTHOR, Columns, clock, computed, fixed, html, person, text, written
from moodle_backups.errors import Problem
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.xml import Xml, listing, record

if TYPE_CHECKING:
    from moodle_backups.scope import Draft

SYSTEM_CONTEXT: Final = 1
_LONGEST_NAME: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """``items`` from the worst to the best. ``standard``: of the site, not of the course alone."""

    key: str
    name: str
    items: tuple[str, ...]
    description: str = ""
    standard: bool = False
    kept: Kept = NOTHING_KEPT

    @property
    def words(self) -> str:
        """The items as Moodle stores them."""
        return ",".join(self.items)


SCALE: Final[Columns] = (
    person("userid", AUTHOR),
    text("name"),
    computed("scale", "words"),
    html("description", "description", "scale", "grade"),
    fixed("descriptionformat", 1),
    clock("timemodified"),
)


def scales_xml(scales: Iterable[Scale], draft: Draft) -> Xml:
    """The root of scales.xml."""
    return listing("scales_definition", [_scale(scale, draft) for scale in scales])


def _scale(scale: Scale, draft: Draft) -> Xml:
    scope = draft.scope(f'scale "{scale.key}"', SYSTEM_CONTEXT, "grade")
    own_id = draft.places.scales[scale.key]
    values = {"courseid": 0 if scale.standard else draft.places.course} | written(SCALE, scale, scope, own_id)
    return record("scale", values, *scale.kept.elements, id=own_id)


def scale_problems(scales: Iterable[Scale]) -> Iterator[Problem]:
    """What is wrong with scales."""
    given = tuple(scales)
    for key, times in Counter(scale.key for scale in given).items():
        if times > 1:
            yield Problem(f'scale "{key}"', f"{times} of them have this key")
    for scale in given:
        where = f'scale "{scale.key}"'
        if not scale.name.strip() or len(scale.name) > _LONGEST_NAME:
            yield Problem(where, f"needs a name of 1 to {_LONGEST_NAME} characters")
        if len(scale.items) < 2:
            yield Problem(where, "needs two items or more")
        if any("," in item or not item.strip() for item in scale.items):
            yield Problem(where, "has an item that is empty or holds a comma: Moodle separates items by commas")
