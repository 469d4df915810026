"""The lesson plans: each sequence on one page that one holds while teaching."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Contents, Document, Orientation
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
    pen = Pen(subject.language)
    cards = tuple(_cards(subject, pen))
    if cards:
        about = pen.paragraphs(_("Une page par séquence, à tenir en main ; le guide du formateur dit tout."))
        yield subject.document(KEY, title(), (Contents(1), *about, Orientation(True), *cards), Audience.TRAINER)


def _cards(subject: Subject, pen: Pen) -> Iterator[Block]:
    modules = subject.course.sequencing.modules
    every = [(hue, module, sequence) for hue, module in enumerate(modules) for sequence in module.sequences]
    for number, (hue, module, sequence) in enumerate(every, 1):
        yield pen.heading(f"{sequence.id} · {sequence.title}", 1, new_page=number > 1, hue=hue)
        yield from Card(subject.course, module, sequence, pen).blocks(last=number == len(every))
