"""SUP: decks that go at the pace of the session, that somebody can speak from, and that end on what is kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from methodology.course import Course
from methodology.findings import Severity
from methodology.i18n import N_, ngettext
from methodology.i18n import gettext as _
from methodology.methods import Family, method_named
from methodology.rules.material import folded, plain_words, read_texts
from methodology.rules.parameters import Limits
from methodology.rules.registry import Remark, Source, rule
from methodology.rules.slide_reading import DeckSlide, deck_slides
from methodology.sequencing import Sequence

_SUMS_UP = re.compile(
    r"synthese|retenir|retenez|en resume|conclusion|bilan|l'essentiel|avant de partir|pour finir"
    r"|summary|summing up|in short|to conclude|remember|sintes|em resumo|en resumen|reter\b|recordar"
)
_TELLING_LETTERS = 4  # shorter words are in every sentence
_PHOTOGRAPHS = (".jpg", ".jpeg", ".webp")
_CREDIT = re.compile(r"source|credit|photo|©|licence|domaine public|cc[ -]by", re.IGNORECASE)


@rule("SUP-06", Severity.WARNING, Source.CONVENTION, N_("Trop ou trop peu de diapositives pour le temps"))
def pace(course: Course, limits: Limits) -> Iterator[Remark]:
    """More than one slide a minute can't be read; too few, and a talk has nothing to look at."""
    counts = Counter((slide.deck.where.file, slide.deck.subject) for slide in deck_slides(course))
    for sequence in course.sequencing.sequences():
        if sequence.slides is None:
            continue
        count = counts[sequence.slides.where.file, sequence.slides.path or sequence.id]
        talk = _talk_minutes(sequence)
        if count > limits.slides_per_minute * sequence.minutes > 0:
            message = _("Séquence {id} : {count} diapositives pour {minutes} min.").format(
                id=sequence.id, count=count, minutes=sequence.minutes
            )
            yield Remark(sequence.slides.where, message, _("Gardez celles qui servent."), sequence.id)
        elif 0 < count < talk / limits.talk_minutes_per_slide:
            message = ngettext(
                "Séquence {id} : {count} diapositive pour {minutes} min d'exposé.",
                "Séquence {id} : {count} diapositives pour {minutes} min d'exposé.",
                count,
            ).format(id=sequence.id, count=count, minutes=talk)
            yield Remark(sequence.slides.where, message, _("Montrez un schéma ou un exemple par idée."), sequence.id)


def _talk_minutes(sequence: Sequence) -> int:
    talks = (step for step in sequence.steps if (m := method_named(step.method)) and m.family is Family.EXPOSITORY)
    return sum(step.minutes for step in talks)


@rule("SUP-07", Severity.WARNING, Source.CONVENTION, N_("Diapositive sans notes pour qui anime"))
def notes(course: Course, _limits: Limits) -> Iterator[Remark]:
    """What is said, asked and expected is written: another person can teach from the deck."""
    for slide in deck_slides(course):
        if slide.title and not slide.notes:
            message = _("« {title} » : aucune note pour la personne qui anime.").format(title=slide.title)
            remedy = _("Ajoutez « :::{notes} » : dire, demander, réponses attendues, temps.")
            yield Remark(slide.where, message, remedy, slide.deck.subject)


@rule("SUP-09", Severity.WARNING, Source.CONVENTION, N_("Tableau trop grand pour être projeté"))
def projected_tables(course: Course, limits: Limits) -> Iterator[Remark]:
    """Columns and rows that nobody reads from the back of the room."""
    for slide in deck_slides(course):
        for table in slide.tables:
            if table.columns > limits.slide_table_columns or table.rows > limits.slide_table_rows:
                message = _("« {title} » : un tableau de {columns} colonnes et {rows} lignes ne se lit pas de loin.")
                message = message.format(title=slide.title, columns=table.columns, rows=table.rows)
                remedy = _("Projetez l'essentiel, distribuez le tableau entier.")
                yield Remark(slide.deck.at(table.line), message, remedy, slide.deck.subject)


@rule("SUP-10", Severity.WARNING, Source.CONVENTION, N_("Photographie sans source ni licence"))
def credited_pictures(course: Course, _limits: Limits) -> Iterator[Remark]:
    """A photograph has an author: its caption says who, and under which licence. Drawings of ours have none."""
    for read in read_texts(course):
        for link in read.prose.links:
            if link.image and link.target.lower().endswith(_PHOTOGRAPHS) and not _CREDIT.search(link.title):
                message = _("La photographie « {name} » n'a ni source ni licence.").format(name=link.target)
                remedy = _("Ajoutez-les à la légende : « … (photo : …, CC BY 4.0) ».")
                yield Remark(read.at(link.line), message, remedy, link.target)


@rule("SUP-11", Severity.WARNING, Source.RESEARCH, N_("Notes qui répètent la diapositive"))
def read_aloud(course: Course, limits: Limits) -> Iterator[Remark]:
    """What is read aloud word for word is followed less well than what is told (Mayer, redundancy)."""
    for slide in deck_slides(course):
        if "activite" in slide.boxes:
            continue  # instructions are read aloud on purpose
        shown = {word for b in slide.blocks for word in plain_words(b.text) if len(word) >= _TELLING_LETTERS}
        spoken = {word for block in slide.notes for word in plain_words(block.text)}
        if len(shown) >= limits.read_aloud_words and spoken:
            share = 100 * sum(word in spoken for word in shown) / len(shown)
            if share > limits.read_aloud_percent:
                message = _("« {title} » : les notes reprennent {share} % des mots projetés.").format(
                    title=slide.title, share=round(share)
                )
                remedy = _("Dites autrement : un exemple, une question, une anecdote du service.")
                yield Remark(slide.where, message, remedy, slide.deck.subject)


@rule("SUP-12", Severity.INFO, Source.RESEARCH, N_("Diapositives sans synthèse à la fin"))
def synthesis(course: Course, limits: Limits) -> Iterator[Remark]:
    """The deck ends on what is kept. Objectives are projected by the program itself."""
    decks: dict[tuple[str, int, str], list[DeckSlide]] = {}
    for slide in deck_slides(course):
        decks.setdefault((slide.deck.where.file, slide.deck.where.line, slide.deck.subject), []).append(slide)
    for slides in decks.values():
        if len(slides) >= limits.synthesis_slides and not any(_sums_up(slide) for slide in slides[-3:]):
            message = _("Ces {count} diapositives finissent sans synthèse.").format(count=len(slides))
            remedy = _("Ajoutez une diapositive « :::{synthese} » : trois phrases à retenir.")
            yield Remark(slides[-1].where, message, remedy, slides[-1].deck.subject)


def _sums_up(slide: DeckSlide) -> bool:
    return "synthese" in slide.boxes or bool(_SUMS_UP.search(folded(slide.title)))
