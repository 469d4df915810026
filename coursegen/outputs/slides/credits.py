"""The clause closes every deck: in its own zone, word for word and once."""

from __future__ import annotations

from dataclasses import replace

from coursegen.courseware import Courseware
from coursegen.i18n import gettext as _
from coursegen.outputs.slides.flow import fitted
from coursegen.outputs.slides.forms import Form, Role
from coursegen.outputs.slides.mapping import LayoutMap
from coursegen.outputs.slides.paragraphs import Para
from coursegen.slides_model import (
    Block,
    BulletList,
    Deck,
    Item,
    Paragraph,
    Run,
    Slide,
    SlideKind,
    SlideSection,
)


def closed(deck: Deck, courseware: Courseware, layouts: LayoutMap) -> tuple[Deck, str]:
    """The deck with a credits slide, and the clause for that slide's zone.

    The clause is "" when there is none, or when the layout has no zone that holds it: it is then in the slide's text.
    """
    clause = courseware.clause
    if not any(slide.kind is SlideKind.CREDITS for section in deck.sections for slide in section.slides):
        deck = _with_credits(deck, courseware)
    if not clause:
        return deck, ""
    zoned = _holds(layouts, clause)
    added = () if zoned else (Paragraph((Run(clause),)),)
    sections = tuple(replace(section, slides=_cleaned(section.slides, clause, added)) for section in deck.sections)
    return replace(deck, sections=sections), clause if zoned else ""


def _cleaned(slides: tuple[Slide, ...], clause: str, added: tuple[Block, ...]) -> tuple[Slide, ...]:
    """Credits slides without the clause in their own text, and with `added` at the end."""
    return tuple(
        replace(slide, blocks=(*(block for block in slide.blocks if not _says(block, clause)), *added))
        if slide.kind is SlideKind.CREDITS
        else slide
        for slide in slides
    )


def _says(block: Block, clause: str) -> bool:
    return isinstance(block, Paragraph) and _bare(clause) in _bare("".join(run.text for run in block.line))


def _bare(text: str) -> str:
    """Without what may differ between two copies of one sentence: spaces and the apostrophe's form."""
    return "".join(text.replace("’", "'").split())


def _holds(layouts: LayoutMap, clause: str) -> bool:
    place = layouts[Form.CREDITS].places.get(Role.CLAUSE)
    if place is None:
        return False
    size = place.frame.levels[0].size
    return fitted((Para((Run(clause),)),), place.frame, size) is not None


def _with_credits(deck: Deck, courseware: Courseware) -> Deck:
    lines = [
        (_("Autrices et auteurs : "), ", ".join(courseware.authors)),
        (_("Licence : "), courseware.licence),
        (_("Commanditaire : "), courseware.sponsor),
    ]
    items = tuple(Item((Run(label, bold=True), Run(value))) for label, value in lines if value)
    slide = Slide(
        key=f"{deck.key}/credits",
        kind=SlideKind.CREDITS,
        title=_("Qui a fait ce support, et comment le réutiliser"),
        blocks=(BulletList(items),) if items else (),
    )
    return replace(deck, sections=(*deck.sections, SlideSection(_("Crédits"), (slide,))))
