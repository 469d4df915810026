"""The rarer question types in Moodle's exchange format: worked out from variables, dragged onto pictures."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from coursegen.importers.backup.question_xml import Writer, body, enclosed_file, percent, tag_of, text_of
from moodle_backups.questions.calculated import Calculated, CalculatedAnswer
from moodle_backups.questions.calculatedmulti import CalculatedMulti
from moodle_backups.questions.calculatedsimple import CalculatedSimple
from moodle_backups.questions.datasets import Dataset
from moodle_backups.questions.ddimageortext import DragOntoImage
from moodle_backups.questions.ddmarker import DragMarkers


@body.register
def _calculated(question: Calculated, out: Writer) -> Iterator[str]:
    yield tag_of("synchronize", int(question.synchronize.value > 0))
    yield from (_formula(answer, out) for answer in question.answers)
    yield _units(question)
    yield _datasets(question.datasets)


@body.register
def _calculatedsimple(question: CalculatedSimple, out: Writer) -> Iterator[str]:
    yield tag_of("synchronize", int(question.synchronize.value > 0))
    yield from (_formula(answer, out) for answer in question.answers)
    yield _units(question)
    yield _datasets(question.datasets)


@body.register
def _calculatedmulti(question: CalculatedMulti, out: Writer) -> Iterator[str]:
    yield tag_of("synchronize", int(question.synchronize.value > 0))
    yield tag_of("single", int(question.single))
    yield tag_of("answernumbering", question.numbering)
    yield tag_of("shuffleanswers", int(question.shuffle))
    yield out.combined(question.feedback)
    for answer in question.answers:
        yield out.html("answer", answer.formula, _tolerance(answer, out), fraction=percent(answer.fraction))
    yield _datasets(question.datasets)


def _formula(answer: CalculatedAnswer, out: Writer) -> str:
    inside = text_of(answer.formula) + _tolerance(answer, out)
    return f'<answer fraction="{percent(answer.fraction)}">{inside}</answer>'


def _tolerance(answer: CalculatedAnswer, out: Writer) -> str:
    return "".join(
        (
            tag_of("tolerance", answer.tolerance),
            tag_of("tolerancetype", int(answer.tolerance_type)),
            tag_of("correctanswerformat", int(answer.precision)),
            tag_of("correctanswerlength", answer.length),
            out.html("feedback", answer.feedback) if answer.feedback else "",
        )
    )


def _units(question: Calculated | CalculatedSimple) -> str:
    units = (f"<unit>{tag_of('multiplier', u.multiplier)}{tag_of('unit_name', u.name)}</unit>" for u in question.units)
    return "".join(
        (
            f"<units>{''.join(units)}</units>",
            tag_of("unitgradingtype", max(0, int(question.unit_grading))),
            tag_of("unitpenalty", question.unit_penalty),
            tag_of("showunits", int(question.unit_input)),
            tag_of("unitsleft", int(question.unit_left)),
        )
    )


def _datasets(datasets: tuple[Dataset, ...]) -> str:
    return f"<dataset_definitions>{''.join(map(_dataset, datasets))}</dataset_definitions>"


def _dataset(dataset: Dataset) -> str:
    said = {
        "status": "shared" if dataset.shared else "private",
        "name": dataset.name,
        "distribution": dataset.distribution.value,
        "minimum": f"{dataset.minimum:g}",
        "maximum": f"{dataset.maximum:g}",
        "decimals": str(dataset.decimals),
    }
    items = (
        f"<dataset_item>{tag_of('number', number)}{tag_of('value', repr(value))}</dataset_item>"
        for number, value in enumerate(dataset.values, 1)
    )
    parts = "".join(f"<{name}>{text_of(words)}</{name}>" for name, words in said.items())
    return f"<dataset_definition>{parts}<dataset_items>{''.join(items)}</dataset_items></dataset_definition>"


@body.register
def _ddimageortext(question: DragOntoImage, out: Writer) -> Iterator[str]:
    yield "<shuffleanswers/>" if question.shuffle else ""
    yield out.combined(question.feedback)
    yield enclosed_file(question.background) if question.background else ""
    for place, item in enumerate(question.items, 1):
        image = enclosed_file(item.image) if item.image else ""
        endless = "<infinite/>" if item.unlimited else ""
        said = tag_of("no", item.number or place) + text_of(item.label) + tag_of("draggroup", item.group)
        yield f"<drag>{said}{endless}{image}</drag>"
    for place, zone in enumerate(question.zones, 1):
        said = text_of(zone.label) + tag_of("no", zone.number or place) + tag_of("choice", zone.choice)
        yield f"<drop>{said}{tag_of('xleft', zone.x)}{tag_of('ytop', zone.y)}</drop>"


@body.register
def _ddmarker(question: DragMarkers, out: Writer) -> Iterator[str]:
    yield "<shuffleanswers/>" if question.shuffle else ""
    yield "<showmisplaced/>" if question.show_misplaced else ""
    yield out.combined(question.feedback)
    yield enclosed_file(question.background) if question.background else ""
    for place, marker in enumerate(question.markers, 1):
        endless = "<infinite/>" if marker.unlimited else ""
        said = tag_of("no", marker.number or place) + text_of(marker.label)
        yield f"<drag>{said}{endless}{tag_of('noofdrags', 1 if marker.unlimited else marker.times)}</drag>"
    for place, area in enumerate(question.areas, 1):
        said = tag_of("no", area.number or place) + tag_of("shape", area.shape.value)
        yield f"<drop>{said}<coords>{escape(area.coordinates)}</coords>{tag_of('choice', area.choice)}</drop>"
