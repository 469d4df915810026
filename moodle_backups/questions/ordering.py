"""Items to be put in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar, Final, Self

from moodle_backups.columns import LARGEST_SHORT, Columns, fixed, flag, html, number, one_of, text, written
from moodle_backups.kept import NOTHING_KEPT, Kept
from moodle_backups.questions.base import SHOW_NUMBER, CombinedFeedback, Question
from moodle_backups.questions.multichoice import NUMBERINGS
from moodle_backups.questions.records import options_xml
from moodle_backups.xml import Xml, listing, record, share

if TYPE_CHECKING:
    from moodle_backups.question_bank import QuestionScope
    from moodle_backups.reading.question_source import QuestionSource


class Direction(IntEnum):
    """How the items lie (``qtype_ordering_question::LAYOUT_*``)."""

    VERTICAL = 0
    HORIZONTAL = 1


class Selection(IntEnum):
    """Which items a learner gets (``SELECT_*``)."""

    ALL = 0
    RANDOM = 1
    CONTIGUOUS = 2


class OrderGrading(IntEnum):
    """What earns marks (``GRADING_*``)."""

    ALL_OR_NOTHING = -1
    ABSOLUTE_POSITION = 0
    NEXT_WITHOUT_LAST = 1
    NEXT_WITH_LAST = 2
    PREVIOUS_AND_NEXT = 3
    ALL_PREVIOUS_AND_NEXT = 4
    LONGEST_ORDERED_SUBSET = 5
    LONGEST_CONTIGUOUS_SUBSET = 6
    RELATIVE_TO_CORRECT = 7


@dataclass(frozen=True, slots=True)
class OrderItem:
    """An item (HTML)."""

    text: str
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """``items`` in the right order. ``select_count``: how many a learner gets, unless ``selection`` is ALL."""

    qtype: ClassVar[str] = "ordering"

    items: tuple[OrderItem, ...]
    direction: Direction = Direction.VERTICAL
    selection: Selection = Selection.ALL
    select_count: int = 2
    grading: OrderGrading = OrderGrading.ABSOLUTE_POSITION
    show_grading: bool = True
    numbering: str = "none"
    feedback: CombinedFeedback = field(default_factory=CombinedFeedback)

    @classmethod
    def from_xml(cls, source: QuestionSource) -> Self:
        places = source.numbers("answers/answer", "fraction")
        if places != sorted(places) or places != [float(number) for number in range(1, len(places) + 1)]:
            raise ValueError("items of an order with gaps in it")
        items = tuple(OrderItem(**values) for values in source.items("answers/answer", _READ, nested=("fraction",)))
        return source.build(cls, items=items, **source.options("ordering", OPTIONS))

    def body(self, scope: QuestionScope, question_id: int) -> Iterable[Xml]:
        return (
            listing("answers", [_item(scope, item, place) for place, item in enumerate(self.items, 1)]),
            options_xml("ordering", OPTIONS, self, scope, question_id),
        )

    def problems(self) -> Iterator[str]:
        if len(self.items) < 2:
            yield "needs two items or more"
        if not all(item.text.strip() for item in self.items):
            yield "has an empty item"
        if self.selection is not Selection.ALL and not 2 <= self.select_count <= len(self.items):
            yield f"is to show {self.select_count} of {len(self.items)} items"
        if self.numbering not in NUMBERINGS:
            yield f'"{self.numbering}" is no numbering of items'


def _item(scope: QuestionScope, item: OrderItem, place: int) -> Xml:
    item_id = scope.id_of(item)
    # The place stands where other types have the share of the mark.
    values = written(ITEM, item, scope, item_id) | {"fraction": share(place)}
    return record("answer", values, *item.kept.elements, id=item_id)


ITEM: Final[Columns] = (
    html("answertext", "text", "answer"),
    fixed("answerformat", 1),
    fixed("fraction", None),
    fixed("feedback", ""),
    fixed("feedbackformat", 0),
)
_READ: Final[Columns] = tuple(column for column in ITEM if column.name != "fraction")
OPTIONS: Final[Columns] = (
    one_of("layouttype", "direction", Direction),
    one_of("selecttype", "selection", Selection),
    number("selectcount", "select_count", most=LARGEST_SHORT),
    one_of("gradingtype", "grading", OrderGrading),
    flag("showgrading", "show_grading"),
    text("numberingstyle", "numbering", longest=10),
    html("correctfeedback", "feedback.correct", "correctfeedback"),
    fixed("correctfeedbackformat", 1),
    html("incorrectfeedback", "feedback.incorrect", "incorrectfeedback"),
    fixed("incorrectfeedbackformat", 1),
    html("partiallycorrectfeedback", "feedback.partially_correct", "partiallycorrectfeedback"),
    fixed("partiallycorrectfeedbackformat", 1),
    SHOW_NUMBER,
)
