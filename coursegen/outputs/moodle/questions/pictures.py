"""Things to put on a picture."""

from __future__ import annotations

from coursegen.courseware import Question
from coursegen.outputs.moodle.questions.common import Common, combined
from coursegen.outputs.moodle.texts import Texts
from methodology.question_formats.moodle_xml.types.names import SHAPE_NAMES
from moodle_backups.questions.ddimageortext import DragItem, DragOntoImage, DropZone
from moodle_backups.questions.ddmarker import DragMarkers, Marker, MarkerArea, Shape


def drag_image(question: Question, common: Common, texts: Texts) -> DragOntoImage:
    """Texts or pictures, each for its place."""
    items = (
        DragItem(item.text, texts.file(item.image) if item.image else None, item.group, item.unlimited)
        for item in question.drags
    )
    return DragOntoImage(
        background=texts.file(question.picture.name) if question.picture else None,
        items=tuple(items),
        zones=tuple(DropZone(drop.x, drop.y, drop.item, drop.text) for drop in question.drops),
        shuffle=question.shuffle,
        feedback=combined(question, texts),
        **common,
    )


def markers(question: Question, common: Common, texts: Texts) -> DragMarkers:
    """Markers, each for its areas."""
    return DragMarkers(
        background=texts.file(question.picture.name) if question.picture else None,
        markers=tuple(Marker(item.text, item.times, item.unlimited) for item in question.drags),
        areas=tuple(MarkerArea(Shape(SHAPE_NAMES[zone.shape]), zone.coordinates, zone.item) for zone in question.zones),
        shuffle=question.shuffle,
        show_misplaced=question.show_misplaced,
        feedback=combined(question, texts),
        **common,
    )
