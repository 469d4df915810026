"""The decks: one a room module that has slide texts; title, programme, objectives, openings and credits are ours."""

from __future__ import annotations

from collections.abc import Iterator

from babel.dates import format_date

from coursegen.compose.pages import duration, grouping_words
from coursegen.compose.sections import module_number
from coursegen.content.media import MediaPool
from coursegen.content.slide_text import SlideReader
from coursegen.content.typography import polish
from coursegen.i18n import date_locale, ngettext
from coursegen.i18n import gettext as _
from coursegen.slides_model import (
    Block,
    BulletList,
    Deck,
    Item,
    Line,
    Paragraph,
    Run,
    Slide,
    SlideKind,
    SlideSection,
    Table,
)
from methodology.course import Course
from methodology.objectives import Objective
from methodology.sequencing import Module, Sequence, Step

_OPENING = "/ouverture"


def compose_decks(course: Course, media: MediaPool) -> tuple[Deck, ...]:
    """A deck for every module with at least one sequence in the room that has slides."""
    composer = _DeckComposer(course, media)
    return tuple(
        composer.deck(module, position)
        for position, module in enumerate(course.sequencing.modules)
        if any(s.slides and s.modality.in_room for s in module.sequences)
    )


class _DeckComposer:
    def __init__(self, course: Course, media: MediaPool) -> None:
        self._course = course
        self._language = course.identity.language
        self._reader = SlideReader(self._language, media)

    def deck(self, module: Module, position: int) -> Deck:
        key = f"{self._course.identity.code}-{module.id}"
        opening = SlideSection(_("Ouverture"), tuple(self._opening(module, key)))
        sequences = (self._sequence(s, f"{key}/{s.id}") for s in module.sequences if s.modality.in_room)
        closing = SlideSection(_("Crédits"), (self._credits(key),))
        return Deck(
            key=key,
            title=self._polish(module.title),
            number=module_number(module, position),
            hue=position,
            sections=(opening, *sequences, closing),
            openings=tuple(f"{key}/{sequence.id}{_OPENING}" for sequence in module.sequences),
        )

    def _opening(self, module: Module, key: str) -> Iterator[Slide]:
        identity = self._course.identity
        yield Slide(
            key=f"{key}/titre",
            kind=SlideKind.TITLE,
            title=self._polish(module.title),
            subtitle=self._polish(identity.short_title or identity.title),
            notes=(self._polish(_("Accueillir, vérifier la liste de présence, rappeler les horaires et les pauses.")),),
        )
        yield Slide(
            key=f"{key}/programme",
            kind=SlideKind.PROGRAMME,
            title=self._polish(self._promise(module)),
            blocks=(self._programme(module),),
            notes=(self._polish(_("Annoncer le déroulement et la production attendue à chaque séquence.")),),
        )
        yield Slide(
            key=f"{key}/objectifs",
            kind=SlideKind.OBJECTIVES,
            title=self._polish(_("À la fin du module, vous saurez faire ceci")),
            blocks=(self._objective_block(module.objectives),),
            notes=tuple(self._criteria(module.objectives)),
        )

    def _sequence(self, sequence: Sequence, key: str) -> SlideSection:
        opening = Slide(
            key=f"{key}{_OPENING}",
            kind=SlideKind.SECTION,
            title=self._polish(sequence.title),
            subtitle=duration(sequence.minutes),
            notes=tuple(self._lesson_plan(sequence)),
        )
        slides = self._reader.slides(sequence.slides, key) if sequence.slides else ()
        return SlideSection(self._polish(sequence.title), (opening, *slides))

    def _credits(self, key: str) -> Slide:
        identity = self._course.identity
        day = format_date(identity.date, "long", locale=date_locale(identity.language))
        lines = [
            _("Conception : {authors}").format(authors=", ".join(identity.authors)) if identity.authors else "",
            _("Commanditaire : {sponsor}").format(sponsor=identity.sponsor) if identity.sponsor else "",
            _("Version {version} du {date}").format(version=identity.version, date=day),
            _("Licence : {licence}").format(licence=identity.licence) if identity.licence else "",
        ]
        blocks = tuple(Paragraph((Run(self._polish(line)),)) for line in lines if line)
        return Slide(key=f"{key}/credits", kind=SlideKind.CREDITS, title=_("Crédits"), blocks=blocks)

    @staticmethod
    def _promise(module: Module) -> str:
        words = ngettext(
            "{count} séquence occupe nos {time}", "{count} séquences occupent nos {time}", len(module.sequences)
        )
        return words.format(count=len(module.sequences), time=duration(module.minutes))

    def _programme(self, module: Module) -> Table:
        rows = tuple(
            (self._line(sequence.title), self._line(duration(sequence.minutes)), self._line(_last_output(sequence)))
            for sequence in module.sequences
        )
        header = (self._line(_("Séquence")), self._line(_("Durée")), self._line(_("Vous repartez avec")))
        return Table(header=header, rows=rows)

    def _objective_block(self, keys: tuple[str, ...]) -> Block:
        """A numbered list; an objective alone is a sentence."""
        items = tuple(self._objectives(keys))
        return Paragraph(items[0].line) if len(items) == 1 else BulletList(items, ordered=True)

    def _objectives(self, keys: tuple[str, ...]) -> Iterator[Item]:
        for objective in self._known(keys):
            verb, _space, rest = self._polish(objective.statement).partition(" ")
            yield Item((Run(verb[:1].upper() + verb[1:], bold=True), Run(f" {rest}")))

    def _criteria(self, keys: tuple[str, ...]) -> Iterator[str]:
        for objective in self._known(keys):
            words = _("{id} : {condition} ; réussi quand : {criterion}.")
            yield self._polish(
                words.format(id=objective.id, condition=objective.condition, criterion=objective.criterion)
            )

    def _known(self, keys: tuple[str, ...]) -> Iterator[Objective]:
        return (o for key in keys if (o := self._course.objective(key)))

    def _lesson_plan(self, sequence: Sequence) -> Iterator[str]:
        """The running order for the trainer: clock, step, who does what."""
        yield self._polish(_("Déroulé de la séquence ({time})").format(time=duration(sequence.minutes)))
        clock = 0
        for step in sequence.steps:
            yield self._polish(self._plan_line(step, clock))
            clock += step.minutes
        for point in sequence.watch_points:
            yield self._polish(_("Vigilance : {point}").format(point=point))

    @staticmethod
    def _plan_line(step: Step, clock: int) -> str:
        grouping = f" ({grouping_words(step.grouping)})" if step.grouping else ""
        words = f"{clock}-{clock + step.minutes} min – {step.title}{grouping}. {step.trainer_activity}"
        return words.strip()

    def _polish(self, text: str) -> str:
        return polish(text, self._language)

    def _line(self, text: str) -> Line:
        return (Run(self._polish(text)),)


def _last_output(sequence: Sequence) -> str:
    """What participants leave the sequence with: the production of its last step that has one."""
    return next((step.output for step in reversed(sequence.steps) if step.output), "")
