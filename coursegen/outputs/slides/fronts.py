"""Covers and openings: what is said round their title, whatever zones the layout has for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coursegen.i18n import gettext as _
from coursegen.outputs.slides.forms import Role
from coursegen.outputs.slides.mapping import Choice
from coursegen.slides_model import Paragraph, Run, Slide


def cover(slide: Slide, choice: Choice, number: int, course: Sequence[str]) -> Slide:
    """The cover with the module's number and the course's name, each once.

    `course`: the names the course goes by, the one to show first. A layout of ours has a zone for each; on another
    they open the subtitle, or the title where there is no subtitle.
    """
    if same(slide.subtitle, (*course, slide.title)):
        slide = replace(slide, subtitle="")
    lead = [] if Role.NUMERAL in choice.places else [_("Module {number}").format(number=number)]
    if Role.KICKER not in choice.places:
        lead += course[:1]
    return _led(slide, choice, lead)


def opening(slide: Slide, choice: Choice, where: str) -> Slide:
    """The opening of a sequence; `where` says which of which module, for layouts without a zone for that."""
    return _led(slide, choice, [] if Role.KICKER in choice.places else [where])


def same(text: str, others: Sequence[str]) -> bool:
    """Whether the text only repeats one of the others, capitals and spaces apart."""
    return _bare(text) in {_bare(other) for other in others}


def _bare(text: str) -> str:
    return "".join(text.casefold().replace("’", "'").split())


def _led(slide: Slide, choice: Choice, lead: Sequence[str]) -> Slide:
    words = " · ".join(lead)
    if not words:
        return slide
    if Role.BODY not in choice.places:
        return replace(slide, title=f"{words} – {slide.title}")
    below = (Paragraph((Run(slide.subtitle),)),) if slide.subtitle else ()
    return replace(slide, subtitle=words, blocks=(*below, *slide.blocks))
