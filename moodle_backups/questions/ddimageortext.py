"""Texts and pictures dragged onto places of a background picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from moodle_backups.columns import Columns, flag, number, text
from moodle_backups.files import File
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import FEEDBACK, SHOW_NUMBER, CombinedFeedback, Question
from moodle_backups.questions.gaps import group_problems
from moodle_backups.questions.records import item_xml, options_xml
from moodle_backups.xml import Xml, listing

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource

_COMPONENT: Final = "qtype_ddimageortext"


@dataclass(frozen=True, slots=True)
class DragItem:
    """Something to drag: a ``label``, or a picture whose alternative text the label then is.

    It fits the places of its ``group`` (from 1). ``unlimited``: it can be used several times.
    """

    label: str
    image: File | None = None
    group: int = 1
    unlimited: bool = False
    number: int = 0
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class DropZone:
    """A place of the background: pixels from its left and top, and the number of the right item (from 1)."""

    x: int
    y: int
    choice: int
    label: str = ""
    number: int = 0
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class DragOntoImage(Question):
    """``background``: at most 600 x 400 pixels; larger ones Moodle scales down when the question is edited.

    Items and zones are numbered in order, unless ``number`` says otherwise (0: it doesn't). ``hide_zones``: the empty
    places aren't shown, from Moodle 5.0 on.
    """

    qtype: ClassVar[str] = "ddimageortext"

    background: File | None
    items: tuple[DragItem, ...]
    zones: tuple[DropZone, ...]
    shuffle: bool = True
    hide_zones: bool = False
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        items = tuple(_item(source, n, values) for n, values in enumerate(source.items("drags/drag", ITEM), 1))
        zones = tuple(DropZone(**_counted(values, n)) for n, values in enumerate(source.items("drops/drop", ZONE), 1))
        background = source.file("bgimage", source.id, _COMPONENT)
        own = source.options("ddimageortext", OPTIONS_5)
        return source.build(cls, background=background, items=items, zones=zones, **own)

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        if self.background is not None:
            scope.attach(self.background, "bgimage", question_id, component=_COMPONENT)
        items = [_item_xml(scope, item, number) for number, item in enumerate(self.items, 1)]
        zones = [item_xml("drop", ZONE, _numbered(zone, number), scope) for number, zone in enumerate(self.zones, 1)]
        return (
            options_xml("ddimageortext", OPTIONS_5 if self.hide_zones else OPTIONS, self, scope, question_id),
            listing("drags", items),
            listing("drops", zones),
        )

    def problems(self) -> Iterator[str]:
        if self.background is None:
            yield "has no background picture"
        if not self.items or not self.zones:
            yield "needs something to drag and a place to drop it"
        numbers = {item.number or number for number, item in enumerate(self.items, 1)}
        if any(zone.choice not in numbers for zone in self.zones):
            yield "has a place whose right item doesn't exist"
        if any(zone.x < 0 or zone.y < 0 for zone in self.zones):
            yield "has a place outside its background"
        if any(not item.label.strip() and item.image is None for item in self.items):
            yield "has an item without label and picture"
        yield from group_problems(self.items)


def _numbered(zone: DropZone, number: int) -> DropZone:
    return zone if zone.number else replace(zone, number=number)


def _counted(values: dict[str, Any], number: int) -> dict[str, Any]:
    """The values of a record that stands where its number says: it needs none."""
    return values | {"number": 0} if values.get("number") == number else values


def _item(source: QuestionSource, number: int, values: dict[str, Any]) -> DragItem:
    return DragItem(image=source.file("dragimage", values["kept"].id_of("id"), _COMPONENT), **_counted(values, number))


def _item_xml(scope: QuestionScope, item: DragItem, number: int) -> Xml:
    item_id = scope.id_of(item)
    if item.image is not None:
        scope.attach(item.image, "dragimage", item_id, component=_COMPONENT)
    return item_xml("drag", ITEM, item if item.number else replace(item, number=number), scope, item_id)


OPTIONS: Final[Columns] = (flag("shuffleanswers", "shuffle"), *FEEDBACK, SHOW_NUMBER)
OPTIONS_5: Final[Columns] = (*OPTIONS, flag("dropzonevisibility", "hide_zones"))
ITEM: Final[Columns] = (
    number("no", "number"),
    number("draggroup", "group"),
    flag("infinite", "unlimited"),
    text("label"),
)
ZONE: Final[Columns] = (
    number("no", "number"),
    number("xleft", "x", least=None),
    number("ytop", "y", least=None),
    number("choice"),
    text("label"),
)
