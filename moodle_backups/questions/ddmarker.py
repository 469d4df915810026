"""Markers dragged onto areas of a background picture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import Columns, flag, number, one_of, text
from moodle_backups.files import File
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import FEEDBACK, SHOW_NUMBER, CombinedFeedback, Question
from moodle_backups.questions.records import item_xml, options_xml
from moodle_backups.xml import Xml, listing

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource

_COMPONENT: Final = "qtype_ddmarker"


class Shape(StrEnum):
    """The form of an area (``qtype_ddmarker_shape``)."""

    CIRCLE = "circle"
    RECTANGLE = "rectangle"
    POLYGON = "polygon"


_COORDINATES: Final = {
    Shape.CIRCLE: re.compile(r"\d+,\d+;\d+"),
    Shape.RECTANGLE: re.compile(r"\d+,\d+;\d+,\d+"),
    Shape.POLYGON: re.compile(r"\d+,\d+(;\d+,\d+){2,}"),
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker with its ``label``; ``times``: how many of it there are, unless ``unlimited``."""

    label: str
    times: int = 1
    unlimited: bool = False
    number: int = 0
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class MarkerArea:
    """An area of the background, right for marker ``choice`` (from 1).

    ``coordinates`` in pixels: ``x,y;radius`` of a circle, ``x,y;width,height`` of a rectangle, ``x,y;x,y;x,y`` of a
    polygon.
    """

    shape: Shape
    coordinates: str
    choice: int
    number: int = 0
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class DragMarkers(Question):
    """``show_misplaced``: wrong markers are named after the answer. Areas may overlap; markers without distract.

    Markers and areas are numbered in order, unless ``number`` says otherwise (0: it doesn't).
    """

    qtype: ClassVar[str] = "ddmarker"

    background: File | None
    markers: tuple[Marker, ...]
    areas: tuple[MarkerArea, ...]
    shuffle: bool = True
    show_misplaced: bool = False
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        markers = [Marker(**values) for values in source.items("drags/drag", MARKER)]
        areas = [MarkerArea(**values) for values in source.items("drops/drop", AREA)]
        return source.build(
            cls,
            background=source.file("bgimage", source.id, _COMPONENT),
            markers=tuple(replace(m, number=0) if m.number == n else m for n, m in enumerate(markers, 1)),
            areas=tuple(replace(a, number=0) if a.number == n else a for n, a in enumerate(areas, 1)),
            **source.options("ddmarker", OPTIONS),
        )

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        if self.background is not None:
            scope.attach(self.background, "bgimage", question_id, component=_COMPONENT)
        markers = [marker if marker.number else replace(marker, number=n) for n, marker in enumerate(self.markers, 1)]
        areas = [area if area.number else replace(area, number=n) for n, area in enumerate(self.areas, 1)]
        return (
            options_xml("ddmarker", OPTIONS, self, scope, question_id),
            listing("drags", [item_xml("drag", MARKER, marker, scope) for marker in markers]),
            listing("drops", [item_xml("drop", AREA, area, scope) for area in areas]),
        )

    def problems(self) -> Iterator[str]:
        if self.background is None:
            yield "has no background picture"
        if not self.markers or not self.areas:
            yield "needs a marker and an area"
        numbers = {marker.number or number for number, marker in enumerate(self.markers, 1)}
        if any(area.choice not in numbers for area in self.areas):
            yield "has an area whose right marker doesn't exist"
        if not all(marker.label.strip() for marker in self.markers):
            yield "has a marker without label"
        for area in self.areas:
            if not _COORDINATES[area.shape].fullmatch(area.coordinates.replace(" ", "")):
                yield f'has coordinates "{area.coordinates}", which make no {area.shape}'


OPTIONS: Final[Columns] = (
    flag("shuffleanswers", "shuffle"),
    *FEEDBACK,
    SHOW_NUMBER,
    flag("showmisplaced", "show_misplaced"),
)
MARKER: Final[Columns] = (
    number("no", "number"),
    flag("infinite", "unlimited"),
    text("label"),
    number("noofdrags", "times"),
)
AREA: Final[Columns] = (
    number("no", "number"),
    one_of("shape", "shape", Shape),
    text("coords", "coordinates"),
    number("choice"),
)
