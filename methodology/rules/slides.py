"""SUP: slides that support what is said: one idea, a title that says it, few words."""

from __future__ import annotations

from collections.abc import Iterator

from methodology.course import Course
from methodology.findings import Severity, Where
from methodology.i18n import N_
from methodology.i18n import gettext as _
from methodology.readability import words
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.rules.slide_reading import DeckSlide, deck_slides


@rule("SUP-01", Severity.WARNING, Source.CONVENTION, N_("Trop de mots sur une diapositive"))
def wordy_slide(course: Course, limits: Limits) -> Iterator[Remark]:
    """Words projected below the title; the notes don't count."""
    for slide in deck_slides(course):
        count = sum(len(words(block.text)) for block in slide.blocks)
        if count > limits.slide_words:
            severity = Severity.ERROR if count > limits.slide_words_most else None
            message = _("« {title} » : {count} mots ; au-delà de {limit}, on lit au lieu d'écouter.").format(
                title=slide.title, count=count, limit=limits.slide_words
            )
            yield Remark(slide.where, message, _("Passez le détail dans les notes."), slide.deck.subject, severity)


@rule("SUP-02", Severity.WARNING, Source.CONVENTION, N_("Trop de puces, ou puce trop longue"))
def bullets(course: Course, limits: Limits) -> Iterator[Remark]:
    """Lines of the lists of a slide."""
    for slide in deck_slides(course):
        if len(slide.bullets) > limits.slide_bullets:
            message = _("« {title} » : {count} puces ; {limit} au plus.").format(
                title=slide.title, count=len(slide.bullets), limit=limits.slide_bullets
            )
            yield Remark(slide.where, message, _("Faites-en deux diapositives."), slide.deck.subject)
        for bullet in slide.bullets:
            count = len(words(bullet.text))
            if count > limits.bullet_words:
                message = _("« {title} » : une puce de {count} mots ; {limit} au plus.").format(
                    title=slide.title, count=count, limit=limits.bullet_words
                )
                yield Remark(slide.deck.at(bullet.line), message, _("Gardez les mots clés."), slide.deck.subject)


@rule("SUP-04", Severity.ERROR, Source.NORM, N_("Diapositive sans titre, ou titres en double (WCAG 2.4.2)"))
def titles(course: Course, _limits: Limits) -> Iterator[Remark]:
    """Each slide has a title, unlike the others of its deck."""
    seen: dict[tuple[Where, str], DeckSlide] = {}
    for slide in deck_slides(course):
        if not slide.title:
            message = _("Du texte vient avant tout titre : cette diapositive n'en aura pas.")
            yield Remark(slide.where, message, _("Commencez par « ## » et une phrase."), slide.deck.subject)
            continue
        earlier = seen.setdefault((slide.deck.where, slide.title.casefold()), slide)
        if earlier is not slide:
            message = _("« {title} » est déjà le titre d'une diapositive (ligne {line}).").format(
                title=slide.title, line=earlier.where.line
            )
            yield Remark(slide.where, message, _("Dites ce que celle-ci ajoute."), slide.deck.subject)
