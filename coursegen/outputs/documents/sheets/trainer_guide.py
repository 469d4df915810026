"""The trainer's guide: what to get ready, then each sequence step by step, what to say, what to expect, the keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coursegen.activities.quiz import QuizActivity
from coursegen.documents_model import (
    AnswerLines,
    Audience,
    Block,
    Box,
    Callout,
    Cell,
    Contents,
    Document,
    Fill,
    Look,
    Table,
)
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.paper_test import PaperTest
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.preparation import preparation
from coursegen.outputs.documents.parts.steps import running_table, step_blocks
from coursegen.outputs.documents.parts.terms import (
    full_statement,
    language_words,
    level_name,
    modality_words,
    moment_words,
    objectives_of,
    purpose_words,
    session_days,
    shares,
)
from coursegen.outputs.documents.subject import Subject
from methodology.course import Course
from methodology.running_order import timed_steps
from methodology.sequencing import Module, Sequence

KEY = "guide-du-formateur"


def title() -> str:
    """What it is, in the person's language."""
    return _("Guide du formateur")


def compose(subject: Subject) -> Iterator[Document]:
    """One for the course, once it has a sequence."""
    if any(subject.course.sequencing.sequences()):
        blocks = tuple(_Guide(subject, subject.course, Pen(subject.language)).blocks())
        yield subject.document(KEY, title(), blocks, Audience.TRAINER)


@dataclass(frozen=True)
class _Guide:
    subject: Subject
    course: Course
    pen: Pen

    def blocks(self) -> Iterator[Block]:
        """The whole guide."""
        yield Contents(2)
        yield self.pen.heading(_("La formation en bref"), 1, new_page=True)
        yield from self._overview()
        before = tuple(preparation(self.course, self.pen, self.subject.language))
        if before:
            yield self.pen.heading(_("Avant la formation"), 1, new_page=True)
            yield from before
        for hue, module in enumerate(self.course.sequencing.modules):
            yield from self._module(module, hue)
        yield from self._after()

    def _overview(self) -> Iterator[Block]:
        pen, course = self.pen, self.course
        yield from pen.paragraphs(course.objectives.general, look=Look.LEAD)
        people = course.needs.participants
        yield from pen.facts(
            (_("Public"), people.title),
            (_("Durée"), duration(sum(module.minutes for module in course.sequencing.modules))),
            (_("Modalité"), shares(course.sequencing.sequences())),
        )
        yield from pen.section(_("Les séquences"), 2, self._map())
        yield from pen.section(_("Les objectifs"), 2, self._objectives())
        yield from pen.section(_("Le groupe"), 2, self._group())

    def _map(self) -> Iterator[Block]:
        pen = self.pen
        rows: list[tuple[Cell, ...]] = []
        for module in self.course.sequencing.modules:
            name = pen.cell(f"{module.id} · {module.title}", fill=Fill.SOFT, bold=True, span=2)
            rows.append((name, pen.cell(fill=Fill.SOFT), _time(pen, module.minutes, Fill.SOFT)))
            rows += [
                (pen.cell(s.id), pen.cell(s.title), pen.cell(modality_words(s.modality)), _time(pen, s.minutes))
                for s in module.sequences
            ]
        whole = sum(module.minutes for module in self.course.sequencing.modules)
        rows.append((pen.cell(_("Durée totale"), bold=True, span=3), pen.cell(duration(whole), bold=True, right=True)))
        header = pen.heads(_("Code"), _("Module ou séquence"), _("Modalité"), _("Durée"))
        yield Table(header, tuple(rows), (1.6, 8.8, 4.2, 1.8), small=True)

    def _objectives(self) -> Iterator[Block]:
        pen = self.pen
        rows = tuple(
            (
                pen.cell(o.id, bold=True),
                pen.cell(full_statement(o)),
                pen.cell(o.criterion),
                pen.cell(level_name(o.bloom)),
            )
            for o in self.course.objectives.objectives
        )
        if rows:
            header = pen.heads(_("Code"), _("À la fin, les participants savent"), _("C'est réussi quand"), _("Niveau"))
            yield Table(header, rows, (1.3, 7.3, 5.2, 2.6), small=True, labelled=True)

    def _group(self) -> Iterator[Block]:
        people = self.course.needs.participants
        yield from self.pen.named(
            (_("Ce qu'ils savent déjà"), people.prior_knowledge),
            (_("Langues"), language_words(people.languages, self.subject.language)),
            (_("Équipement"), people.equipment),
        )
        for label, texts in (
            (_("Ce qui les motive"), people.motivations),
            (_("Ce qui peut les freiner"), people.obstacles),
            (_("Ce qu'ils attendent"), people.expectations),
        ):
            lines = tuple(self.pen.bullets(texts))
            if lines:
                yield from self.pen.paragraphs(label, look=Look.LABEL)
                yield from lines

    def _module(self, module: Module, hue: int) -> Iterator[Block]:
        pen = self.pen
        yield pen.heading(f"{module.id} · {module.title}", 1, new_page=True, hue=hue)
        yield from pen.paragraphs(module.summary, look=Look.LEAD)
        known = {competency.id: competency.name for competency in self.course.needs.competencies}
        yield from pen.facts(
            (_("Durée"), duration(module.minutes)),
            (_("Compétences"), " ; ".join(known[key] for key in module.competencies if key in known)),
            (_("Évaluation"), module.assessment),
        )
        for sequence in module.sequences:
            yield from self._sequence(sequence, hue)

    def _sequence(self, sequence: Sequence, hue: int) -> Iterator[Block]:
        pen = self.pen
        yield pen.heading(f"{sequence.id} · {sequence.title}", 2, hue=hue)
        yield from pen.paragraphs(sequence.place)
        yield from pen.facts(
            (_("Durée"), duration(sequence.minutes)),
            (_("Modalité"), modality_words(sequence.modality)),
            (_("Séance"), " ; ".join(self._sessions_of(sequence))),
            (_("À faire avant"), " ; ".join(self._before(sequence))),
        )
        objectives = objectives_of(self.course, sequence.objectives)
        yield from _titled(pen, _("Objectifs"), [f"{o.id} · {full_statement(o)}" for o in objectives])
        if sequence.key_messages:
            yield Callout(Box.TAKEAWAY, pen.say(_("À retenir")), tuple(pen.bullets(sequence.key_messages)))
        ready = (*sequence.materials, *sequence.documents)
        yield from _titled(pen, _("À préparer"), ready, checks=True)
        order = tuple(running_table(sequence, pen))
        if order:
            yield from pen.paragraphs(_("Déroulé"), look=Look.LABEL)
            yield from order
        for one in timed_steps(sequence):
            yield from step_blocks(one, pen)
            yield from self._key(f"{self.subject.courseware.key}/{sequence.id}/{one.step.id}")
        yield from self._closing(sequence)

    def _before(self, sequence: Sequence) -> Iterator[str]:
        known = {one.id: one.title for one in self.course.sequencing.sequences()}
        yield from (f"{key} · {known[key]}" if key in known else key for key in sequence.prerequisites)

    def _sessions_of(self, sequence: Sequence) -> Iterator[str]:
        for session in self.course.delivery.sessions:
            if sequence.id in session.sequences:
                days = session_days(session, self.subject.language)
                yield f"{session.title} ({days})" if days else session.title

    def _key(self, key: str) -> Iterator[Block]:
        """The answers, when the step is a test."""
        found = next((a for a in self.subject.courseware.activities() if a.key == key), None)
        rows = tuple(PaperTest(self.subject, self.pen).key(found)) if isinstance(found, QuizActivity) else ()
        if rows:
            yield from self.pen.paragraphs(_("Corrigé"), look=Look.LABEL)
            yield from rows

    def _closing(self, sequence: Sequence) -> Iterator[Block]:
        pen = self.pen
        inner = (
            *pen.named(
                (_("Évaluation"), sequence.assessment),
                (_("Adapter au groupe"), sequence.differentiation),
                (_("Sans connexion"), sequence.offline_variant),
            ),
            *_titled(pen, _("Points de vigilance"), sequence.watch_points),
            *self._reviews(sequence),
        )
        yield from pen.section(_("Pour finir la séquence"), 3, inner)
        yield from pen.paragraphs(_("Votre bilan à chaud"), look=Look.LABEL)
        yield AnswerLines(3)

    def _reviews(self, sequence: Sequence) -> Iterator[Block]:
        yield from _titled(
            self.pen,
            _("Ce que les sessions passées ont appris"),
            [" ".join(part for part in (r.incidents, r.to_change) if part) for r in sequence.reviews],
        )

    def _after(self) -> Iterator[Block]:
        pen, evaluation = self.pen, self.course.evaluation
        rows = tuple(
            (
                pen.cell(a.id, bold=True),
                pen.cell(a.title),
                pen.cell(purpose_words(a.purposes), moment_words(a.moments)),
                pen.cell(", ".join(a.objectives)),
                pen.cell(pen.percent(a.weight_percent) if a.weight_percent else "", right=True),
                pen.cell(pen.percent(a.pass_percent) if a.pass_percent else "", right=True),
            )
            for a in evaluation.assessments
        )
        if not rows and not evaluation.success_rule:
            return
        yield pen.heading(_("Évaluer les acquis"), 1, new_page=True)
        yield from pen.paragraphs(evaluation.success_rule, evaluation.second_chance)
        if rows:
            names = (_("Code"), _("Évaluation"), _("Nature et moment"), _("Objectifs"), _("Part"), _("Seuil"))
            yield Table(pen.heads(*names), rows, (1.3, 5.6, 4, 2.7, 1.4, 1.4), small=True, labelled=True)


def _time(pen: Pen, minutes: int, fill: Fill = Fill.NONE) -> Cell:
    return pen.cell(duration(minutes), fill=fill, right=True)


def _titled(pen: Pen, label: str, texts: Iterable[str], *, checks: bool = False) -> Iterator[Block]:
    """A list under a short label; nothing without texts."""
    lines = tuple(pen.bullets(texts, checks=checks))
    if lines:
        yield from pen.paragraphs(label, look=Look.LABEL)
        yield from lines
