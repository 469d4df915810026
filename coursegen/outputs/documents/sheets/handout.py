"""The slides as documents: with what the trainer says, and with room to write for those who listen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coursegen.content.charts import figures_table
from coursegen.courseware import MediaFile
from coursegen.documents_model import (
    AnswerLines,
    Audience,
    Block,
    Box,
    Callout,
    Cell,
    Contents,
    Document,
    Figure,
    Fill,
    ItemList,
    ListItem,
    Look,
    Paragraph,
    Table,
)
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.subject import Subject
from coursegen.slides_model import BulletList, Chart, Deck, Line, Picture, Slide, SlideKind
from coursegen.slides_model import Paragraph as SlideParagraph
from coursegen.slides_model import Table as SlideTable

KEY = "diapositives-commentees"
_FOR_LEARNERS = "diapositives-a-annoter"
_RASTER = ("image/png", "image/jpeg", "image/gif")
_SKIPPED = (SlideKind.TITLE, SlideKind.CREDITS)
_LINES = 3


def title() -> str:
    """What it is, in the person's language."""
    return _("Diapositives commentées")


def compose(subject: Subject) -> Iterator[Document]:
    """One for trainers and one for participants, with every deck of the course."""
    decks = [deck for deck in subject.courseware.decks if any(_slides(deck))]
    if decks:
        pen = Pen(subject.language)
        media = {file.name: file for file in subject.courseware.media}
        for key, kind, audience in (
            (KEY, title(), Audience.TRAINER),
            (_FOR_LEARNERS, _("Diapositives à annoter"), Audience.LEARNER),
        ):
            handout = _Handout(pen, media, noted=audience is Audience.TRAINER)
            blocks = tuple(block for deck in decks for block in handout.deck(deck))
            yield subject.document(key, kind, (Contents(2), *blocks), audience, notes_margin=True)


def _slides(deck: Deck) -> Iterator[Slide]:
    for section in deck.sections:
        yield from (slide for slide in section.slides if slide.kind not in _SKIPPED)


@dataclass(frozen=True)
class _Handout:
    """`noted`: with the trainer's notes, which hold the answers; else with lines."""

    pen: Pen
    media: dict[str, MediaFile]
    noted: bool

    def deck(self, deck: Deck) -> Iterator[Block]:
        """The slides of a module, sequence after sequence, numbered as they are shown."""
        name = _("Module {number} : {title}").format(number=deck.number, title=deck.title)
        yield self.pen.heading(name, 1, new_page=True, hue=deck.hue)
        number = 0
        for section in deck.sections:
            shown = tuple(section.slides)
            kept = [(number + n, slide) for n, slide in enumerate(shown, 1) if slide.kind not in _SKIPPED]
            number += len(shown)
            if kept:
                yield self.pen.heading(section.title, 2, hue=deck.hue)
            for place, slide in kept:
                yield from self._slide(place, slide)

    def _slide(self, place: int, slide: Slide) -> Iterator[Block]:
        pen = self.pen
        if slide.kind is not SlideKind.SECTION:
            yield pen.heading(f"{place}. {slide.title}", 3)
        yield from pen.paragraphs(slide.subtitle)
        for block in slide.blocks:
            yield from self._block(block)
        facts = (
            (_("Durée"), duration(slide.minutes)),
            (_("Organisation"), slide.grouping),
            (_("À rapporter"), slide.outcome),
            (_("Matériel"), slide.materials),
        )
        yield from pen.named(*facts)
        if self.noted and slide.notes:
            yield Callout(Box.TIP, pen.say(_("À dire")), tuple(pen.paragraphs(*slide.notes)))
        elif not self.noted and slide.kind is not SlideKind.SECTION:
            yield AnswerLines(_LINES)

    def _block(self, block: object) -> Iterator[Block]:
        if isinstance(block, Chart):
            block = figures_table(block)
        if isinstance(block, SlideParagraph) and block.line:
            yield Paragraph(block.line)
        elif isinstance(block, BulletList):
            items = tuple(ListItem(item.line, item.level) for item in block.items if item.line)
            if items:
                yield ItemList(items, block.ordered)
        elif isinstance(block, SlideTable) and block.header:
            header = tuple(self.pen.cell_of((line,), *_HEAD) for line in block.header)
            rows = tuple(self._row(row, len(header)) for row in block.rows)
            yield Table(header, rows, caption=block.caption, small=True)
        elif isinstance(block, Picture):
            yield from self._picture(block)

    def _row(self, row: tuple[Line, ...], width: int) -> tuple[Cell, ...]:
        lacking = (self.pen.cell(),) * (width - len(row))
        return (*(self.pen.cell_of((line,)) for line in row[:width]), *lacking)

    def _picture(self, picture: Picture) -> Iterator[Block]:
        file = self.media.get(picture.media)
        if file is not None and file.mime in _RASTER:
            yield Figure(file.data, picture.alt or file.alt, picture.caption, 0.8)
        else:
            yield from self.pen.paragraphs(picture.caption or picture.alt, look=Look.SMALL)


_HEAD = (Fill.HEAD, True)
