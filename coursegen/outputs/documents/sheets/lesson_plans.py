"""The lesson plans: each sequence on one sheet that one holds while teaching."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Contents, Document, Heading, Orientation
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
    if not cards:
        return
    blocks: list[Block] = []
    for number, (title_line, card) in enumerate(cards, 1):
        blocks += (title_line, *card.blocks(last=number == len(cards)))
    double = any(card.overleaf(last=card is cards[-1][1]) for _title, card in cards)
    about = _("Une feuille par séquence, recto verso s'il le faut, à tenir en main ; rien n'y est abrégé.")
    single = _("Une page par séquence, à tenir en main ; rien n'y est abrégé.")
    more = _("Le guide du formateur donne aussi les intentions, les réponses attendues et les questions probables.")
    opening: list[Block] = [Contents(1), *pen.paragraphs(about if double else single, more), Orientation(True)]
    yield subject.document(KEY, title(), (*opening, *blocks), Audience.TRAINER)


def _cards(subject: Subject, pen: Pen) -> Iterator[tuple[Heading, Card]]:
    """Each sequence with its title; every one begins a page."""
    first = True
    for hue, module in enumerate(subject.course.sequencing.modules):
        for sequence in module.sequences:
            name = pen.heading(f"{sequence.id} · {sequence.title}", 1, new_page=not first, hue=hue)
            yield name, Card(subject.course, module, sequence, pen, subject.charter)
            first = False
