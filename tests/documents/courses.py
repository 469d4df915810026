"""Courses whose sheets are looked at: the two examples, the beginner's in every language, an almost empty one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path

from coursegen.charter import load_charter
from coursegen.compose import compose
from coursegen.content.media import MediaPool
from coursegen.content.render import Renderer
from coursegen.documents_model import Block, Callout, Contents, Document, Heading, Orientation, PageBreak, Table
from coursegen.examples import example_folder
from coursegen.outputs.documents import Subject, sheets
from coursegen.slides_model import Run
from methodology.course import Course, Identity
from methodology.delivery import Delivery
from methodology.evaluation import Evaluation
from methodology.folder import read_folder
from methodology.i18n import speaking
from methodology.needs import NeedsAnalysis
from methodology.objectives import Objectives
from methodology.sequencing import Module, Sequence, Sequencing
from methodology.values import Modality

EXAMPLES = ("cipres-fdf", "one-ael")
OWN = (
    "attestation",
    "attestation-objectifs",
    "diapositives-a-annoter",
    "diapositives-commentees",
    "feuilles-d-emargement",
    "fiches-de-sequence",
    "grilles-d-observation",
    "guide-du-formateur",
    "livret-du-participant",
    "matrice-d-alignement",
    "plan-d-evaluation",
    "programme",
    "questionnaires",
    "table-de-specification",
)
"""The ends of the names of these files."""


@cache
def example(name: str) -> Course:
    folder = example_folder(name)
    assert folder is not None
    course = read_folder(folder).course
    assert course is not None
    return course


def read(folder: Path) -> Course:
    course = read_folder(folder).course
    assert course is not None
    return course


def bare_course(*sequences: Sequence) -> Course:
    """A course that says nothing but its name, with these sequences in one module."""
    modules = (Module(id="M1", title="Essayer", sequences=sequences),) if sequences else ()
    return Course(
        identity=Identity(code="MIN-01", title="Presque rien", version="0.1", date=date(2026, 11, 22)),
        needs=NeedsAnalysis(),
        objectives=Objectives(),
        sequencing=Sequencing(modules=modules),
        delivery=Delivery(),
        evaluation=Evaluation(),
    )


def bare_sequence() -> Sequence:
    return Sequence(id="S1", title="Une séance", minutes=60, modality=Modality.ONSITE)


def subject_of(course: Course) -> Subject:
    with speaking(course.identity.language):
        renderer = Renderer(course, MediaPool(course))
        return Subject(course, compose(course), load_charter(course.identity.charter), renderer.fragment)


@cache
def example_subject(name: str) -> Subject:
    return subject_of(example(name))


def documents_of(course: Course) -> dict[str, Document]:
    """The documents of the course that are its own sheets, by the end of their names."""
    subject = subject_of(course)
    with speaking(course.identity.language):
        made = [document for sheet in sheets() for document in sheet.compose(subject)]
    ends = {document.name.removeprefix(f"{course.identity.code}-"): document for document in made}
    return {end: document for end, document in ends.items() if end in OWN}


@cache
def example_documents(name: str) -> dict[str, Document]:
    return documents_of(example(name))


def text_of(made: object) -> str:
    """Every word of blocks, one run a line."""
    return "\n".join(_runs(made))


def _runs(made: object) -> Iterator[str]:
    if isinstance(made, Enum):
        return
    if isinstance(made, str):
        yield made
    elif isinstance(made, Run):
        yield made.text
    elif isinstance(made, tuple) and made and all(isinstance(part, Run) for part in made):
        yield "".join(part.text for part in made)
    elif isinstance(made, tuple | list):
        for part in made:
            yield from _runs(part)
    elif is_dataclass(made):
        for field in fields(made):
            yield from _runs(getattr(made, field.name))


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    """Every table, those inside boxes too."""
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Callout):
            found += tables(block.blocks)
    return found


def empty_titles(blocks: tuple[Block, ...]) -> list[str]:
    """The titles that nothing stands under: neither text nor a title of a lower level."""
    kept = [block for block in blocks if not isinstance(block, Contents | Orientation | PageBreak)]
    return [
        one.text
        for one, after in zip(kept, [*kept[1:], None], strict=True)
        if isinstance(one, Heading) and (after is None or (isinstance(after, Heading) and after.level <= one.level))
    ]
