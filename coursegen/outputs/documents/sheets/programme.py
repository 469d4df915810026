"""The programme: what is learnt, in which order, how long; the page that goes with an invitation."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Document, Facts, Heading, Table, cell, heads, words
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.subject import Subject

KEY = "programme"


def title() -> str:
    """What it is, in the person's language."""
    return _("Programme")


def compose(subject: Subject) -> Iterator[Document]:
    """One for the course."""
    yield subject.document(KEY, title(), tuple(_blocks(subject)), Audience.LEARNER, cover=False)


def _blocks(subject: Subject) -> Iterator[Block]:
    course = subject.course
    yield Facts(((_("Durée"), words(duration(subject.courseware.minutes))),))
    yield Heading(_("Objectif général"), 2)
    yield from subject.text(course.objectives.general)
    yield Heading(_("Déroulement"), 2)
    rows = tuple(
        (cell(str(number)), cell(module.title), cell(duration(module.minutes), right=True))
        for number, module in enumerate(course.sequencing.modules, 1)
    )
    yield Table(heads(_("N°"), _("Module"), _("Durée")), rows, (1, 8, 2))
