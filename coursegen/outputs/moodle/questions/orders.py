"""Items to put in order."""

from __future__ import annotations

from coursegen.courseware import Question
from coursegen.outputs.moodle.questions.common import Common, combined
from coursegen.outputs.moodle.texts import Texts
from methodology.question_formats.moodle_xml.types.names import NUMBERING_NAMES
from methodology.question_parts import OrderingGrading, OrderingSelection
from moodle_backups.questions.ordering import Direction, OrderGrading, Ordering, OrderItem, Selection

_GRADINGS = {
    OrderingGrading.ALL_OR_NOTHING: OrderGrading.ALL_OR_NOTHING,
    OrderingGrading.ABSOLUTE_POSITION: OrderGrading.ABSOLUTE_POSITION,
    OrderingGrading.RELATIVE_NEXT_EXCLUDE_LAST: OrderGrading.NEXT_WITHOUT_LAST,
    OrderingGrading.RELATIVE_NEXT_INCLUDE_LAST: OrderGrading.NEXT_WITH_LAST,
    OrderingGrading.RELATIVE_ONE_PREVIOUS_AND_NEXT: OrderGrading.PREVIOUS_AND_NEXT,
    OrderingGrading.RELATIVE_ALL_PREVIOUS_AND_NEXT: OrderGrading.ALL_PREVIOUS_AND_NEXT,
    OrderingGrading.LONGEST_ORDERED_SUBSET: OrderGrading.LONGEST_ORDERED_SUBSET,
    OrderingGrading.LONGEST_CONTIGUOUS_SUBSET: OrderGrading.LONGEST_CONTIGUOUS_SUBSET,
    OrderingGrading.RELATIVE_TO_CORRECT: OrderGrading.RELATIVE_TO_CORRECT,
}


def order(question: Question, common: Common, texts: Texts) -> Ordering:
    """Items in their right order."""
    rule = question.ordering
    every = rule.selection is OrderingSelection.ALL
    return Ordering(
        items=tuple(OrderItem(texts.html(item)) for item in question.items),
        direction=Direction[rule.layout.name],
        selection=Selection[rule.selection.name],
        select_count=max(2, len(question.items)) if every else rule.shown,
        grading=_GRADINGS[rule.grading],
        show_grading=rule.show_grading,
        numbering=NUMBERING_NAMES[rule.numbering],
        feedback=combined(question, texts),
        **common,
    )
