"""Things to put on a picture, as the player reads them; coordinates in pixels of the picture's own size."""

from __future__ import annotations

import re

from coursegen.courseware import Question
from coursegen.courseware_questions import DragItem
from coursegen.outputs.scorm.question_data_parts import Data, Ground, said
from methodology.question_parts import ZoneShape

_SHAPES = {ZoneShape.CIRCLE: "circle", ZoneShape.RECTANGLE: "rectangle", ZoneShape.POLYGON: "polygon"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def items_on_picture(question: Question, ground: Ground) -> Data:
    """Texts or pictures, each for its place."""
    places = [
        {"x": drop.x, "y": drop.y, "item": drop.item - 1, "among": _group(question, drop.item - 1)}
        | said({"name": drop.text})
        for drop in question.drops
    ]
    return {
        "image": _image(question, ground),
        "items": [_item(item, ground) for item in question.drags],
        "places": places,
    }


def markers_on_picture(question: Question, ground: Ground) -> Data:
    """Markers, each for its areas."""
    zones = [
        {"item": zone.item - 1, "shape": _SHAPES[zone.shape], "at": _numbers(zone.coordinates)}
        for zone in question.zones
    ]
    items = [{"text": item.text, "times": 0 if item.unlimited else item.times} for item in question.drags]
    data: Data = {"image": _image(question, ground), "items": items, "zones": zones}
    return data | said({"showMisplaced": question.show_misplaced})


def _image(question: Question, ground: Ground) -> Data:
    picture = question.picture
    if picture is None:  # such a question isn't playable
        return {}
    source = ground.place.file(picture.name)
    return {"src": source, "alt": picture.alt, "width": picture.width, "height": picture.height}


def _item(item: DragItem, ground: Ground) -> Data:
    what = {"src": ground.place.file(item.image), "alt": item.text} if item.image else {"text": item.text}
    return {**what, "group": item.group, "times": 0 if item.unlimited else item.times}


def _group(question: Question, item: int) -> list[int]:
    """The items that may stand where that one belongs; all of them where none does."""
    if not 0 <= item < len(question.drags):
        return list(range(len(question.drags)))
    group = question.drags[item].group
    return [number for number, one in enumerate(question.drags) if one.group == group]


def _numbers(text: str) -> list[float]:
    found = [float(number) for number in _NUMBER.findall(text)]
    return [int(number) if number.is_integer() else number for number in found]
