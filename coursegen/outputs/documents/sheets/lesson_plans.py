"""The lesson plans: each sequence on one page that one holds while teaching."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Contents, Document
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.parts.card import Card
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.subject import Subject

KEY = "fiches-de-sequence"


def title() -> str:
    """What it is, in the person's language."""
    return _("Fiches de séquence")


def compose(subject: Subject) -> Iterator[Document]:
    """One file with all of them."""
    blocks = tuple(_cards(subject, Pen(subject.language)))
    if blocks:
        whole = (Contents(1), *blocks)
        yield subject.document(KEY, title(), whole, Audience.TRAINER, landscape=True)


def _cards(subject: Subject, pen: Pen) -> Iterator[Block]:
    for hue, module in enumerate(subject.course.sequencing.modules):
        for sequence in module.sequences:
            yield pen.heading(f"{sequence.id} · {sequence.title}", 1, new_page=True, hue=hue)
            yield from Card(subject.course, module, sequence, pen).blocks()
