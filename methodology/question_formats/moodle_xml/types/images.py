"""ddimageortext and ddmarker: things to drag onto a picture."""

from __future__ import annotations

import re
from typing import Any

from methodology.i18n import gettext as _
from methodology.question_formats.moodle_xml.reading import QuestionReader
from methodology.question_formats.moodle_xml.stream import Element
from methodology.question_formats.moodle_xml.types.names import SHAPE_NAMES, SHAPES
from methodology.question_formats.moodle_xml.writing import QuestionWriter
from methodology.question_parts import DragItem, DropZone, MarkerZone, ZoneShape

_COORDINATES = re.compile(r"-?\d+(?:\.\d+)?(?:[,;]-?\d+(?:\.\d+)?)+")


def _background(source: QuestionReader) -> str:
    source.ignore(("file",))
    found = list(source.files(source.element).values())
    if not found:
        source.fault(source.element, _("L'image du fond manque."), _("Exportez de nouveau la question de Moodle."))
    return found[0] if found else ""


def _in_order(source: QuestionReader, name: str) -> list[Element]:
    return sorted(source.every(name), key=lambda element: source.number_in(element.child("no"), 0))


def _numbers(source: QuestionReader, elements: list[Element]) -> dict[int, int]:
    """The place of each item by the number the file gives it."""
    return {int(source.number_in(element.child("no"), 0)): place for place, element in enumerate(elements, 1)}


def read_ddimageortext(source: QuestionReader) -> dict[str, Any]:
    """Texts or pictures, each for its place."""
    items = _in_order(source, "drag")
    places = _numbers(source, items)
    drags = tuple(
        DragItem(
            text=source.words(item),
            image=next(iter(source.files(item).values()), ""),
            group=int(source.number_in(item.child("draggroup"), 1)),
            unlimited=item.child("infinite") is not None,
            where=source.where(item),
        )
        for item in items
    )
    drops = tuple(
        DropZone(
            item=places.get(int(source.number_in(drop.child("choice"), 0)), 0),
            x=int(source.number_in(drop.child("xleft"), 0)),
            y=int(source.number_in(drop.child("ytop"), 0)),
            text=source.words(drop),
            where=source.where(drop),
        )
        for drop in _in_order(source, "drop")
    )
    return {"image": _background(source), "drags": drags, "drops": drops, "shuffle": source.present("shuffleanswers")}


def write_ddimageortext(out: QuestionWriter) -> None:
    """The same."""
    question = out.question
    if question.shuffle:
        out.tag("shuffleanswers")
    out.combined(question.combined)
    out.picture(question.image)
    for number, item in enumerate(question.drags, 1):
        with out.element("drag"):
            out.tag("no", number)
            out.words(item.text)
            out.tag("draggroup", item.group)
            if item.unlimited:
                out.tag("infinite")
            if item.image:
                out.picture(item.image)
    for number, drop in enumerate(question.drops, 1):
        with out.element("drop"):
            out.words(drop.text)
            out.tag("no", number)
            out.tag("choice", drop.item)
            out.tag("xleft", drop.x)
            out.tag("ytop", drop.y)


def read_ddmarker(source: QuestionReader) -> dict[str, Any]:
    """Markers, each for its areas."""
    items = _in_order(source, "drag")
    places = _numbers(source, items)
    drags = tuple(
        DragItem(
            text=source.words(item),
            unlimited=item.child("infinite") is not None or source.number_in(item.child("noofdrags"), 1) == 0,
            count=max(1, int(source.number_in(item.child("noofdrags"), 1))),
            where=source.where(item),
        )
        for item in items
    )
    return {
        "image": _background(source),
        "drags": drags,
        "zones": tuple(_zone(source, element, places) for element in _in_order(source, "drop")),
        "shuffle": source.present("shuffleanswers"),
        "show_misplaced": source.present("showmisplaced"),
    }


def _zone(source: QuestionReader, element: Element, places: dict[int, int]) -> MarkerZone:
    coordinates = element.value("coords")
    if not _COORDINATES.fullmatch(coordinates):
        message = _("« {text} » ne donne pas les coordonnées d'une zone.").format(text=coordinates[:40])
        source.fault(element, message, _("Écrivez par exemple 120,80;15 pour un cercle."))
    return MarkerZone(
        item=places.get(int(source.number_in(element.child("choice"), 0)), 0),
        shape=source.member(element, "shape", element.value("shape"), SHAPES, ZoneShape.CIRCLE),
        coordinates=coordinates,
        where=source.where(element),
    )


def write_ddmarker(out: QuestionWriter) -> None:
    """The same."""
    question = out.question
    if question.shuffle:
        out.tag("shuffleanswers")
    if question.show_misplaced:
        out.tag("showmisplaced")
    out.combined(question.combined)
    out.picture(question.image)
    for number, item in enumerate(question.drags, 1):
        with out.element("drag"):
            out.tag("no", number)
            out.words(item.text)
            if item.unlimited:
                out.tag("infinite")
            out.tag("noofdrags", 1 if item.unlimited else item.count)
    for number, zone in enumerate(question.zones, 1):
        with out.element("drop"):
            out.tag("no", number)
            out.tag("shape", SHAPE_NAMES[zone.shape])
            out.tag("coords", zone.coordinates)
            out.tag("choice", zone.item)
