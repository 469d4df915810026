"""The programme: for whom, what is learnt, in which order, when; the page that goes with an invitation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coursegen.documents_model import Audience, Block, Document, Paragraph, Table, words
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.terms import (
    completed_in,
    language_words,
    modality_words,
    moment_words,
    session_days,
    shares,
    short_title,
)
from coursegen.outputs.documents.subject import Subject
from methodology.course import Course
from methodology.delivery import Session
from methodology.methods import method_named
from methodology.values import Modality

KEY = "programme"
_METHODS = 6  # the most used are named


def title() -> str:
    """What it is, in the person's language."""
    return _("Programme")


def compose(subject: Subject) -> Iterator[Document]:
    """One for the course."""
    blocks = tuple(_Programme(subject, subject.course, Pen(subject.language)).blocks())
    yield subject.document(KEY, title(), blocks, Audience.LEARNER, cover=False, **short_title(subject))


@dataclass(frozen=True)
class _Programme:
    subject: Subject
    course: Course
    pen: Pen

    def blocks(self) -> Iterator[Block]:
        """From what it is to whom to ask; few titles, so that it stays a sheet."""
        pen, course = self.pen, self.course
        yield from pen.paragraphs(course.identity.summary)
        yield from self._identity()
        yield from pen.section(_("Objectif, public et prérequis"), 1, self._public())
        yield from pen.section(_("Déroulement et objectifs"), 1, self._modules())
        yield from pen.section(_("Dates et lieux"), 1, self._sessions())
        yield from pen.section(_("Méthodes, évaluation et attestation"), 1, self._assessment())
        yield from pen.section(_("Accessibilité, inscription et contact"), 1, self._contact())

    def _identity(self) -> Iterator[Block]:
        course, people = self.course, self.course.needs.participants
        sequences = tuple(course.sequencing.sequences())
        minutes = sum(sequence.minutes for sequence in sequences)
        how = shares(sequences) if sequences else modality_words(course.identity.modality)
        size = _("de {least} à {most} personnes").format(least=people.headcount.min, most=people.headcount.max)
        yield from self.pen.facts(
            (_("Durée"), duration(minutes)),
            (_("Modalité"), how),
            (_("Groupe"), size if people.headcount.max > 1 else ""),
            (_("Langues"), language_words(people.languages, self.subject.language)),
            (_("Intervenants"), ", ".join(trainer.name for trainer in course.delivery.trainers)),
        )

    def _public(self) -> Iterator[Block]:
        people = self.course.needs.participants
        yield from self.pen.paragraphs(self.course.objectives.general)
        yield from self.pen.named((_("Public"), people.title))
        yield from self.pen.named((_("Prérequis"), " ; ".join(item.statement for item in people.prerequisites)))

    def _modules(self) -> Iterator[Block]:
        pen = self.pen
        rows = [
            (
                pen.cell(module.title, bold=True),
                pen.cell(*(f"• {o.statement}" for o in completed_in(self.course, module))),
                pen.cell(shares(module.sequences)),
                pen.cell(duration(module.minutes), right=True),
            )
            for module in self.course.sequencing.modules
        ]
        if not rows:
            return
        whole = sum(module.minutes for module in self.course.sequencing.modules)
        total = (pen.cell(_("Durée totale"), bold=True, span=3), pen.cell(duration(whole), bold=True, right=True))
        header = pen.heads(_("Module"), _("À la fin, vous saurez"), _("Modalité"), _("Durée"))
        yield Table(header, (*rows, total), (4.2, 7.4, 3, 1.8), small=True)

    def _sessions(self) -> Iterator[Block]:
        pen = self.pen
        rows = tuple(
            (
                pen.cell(session_days(session, self.subject.language)),
                pen.cell(session.title),
                pen.cell(*_where(session)),
            )
            for session in self.course.delivery.sessions
        )
        if rows:
            yield Table(pen.heads(_("Quand"), _("Quoi"), _("Où et à quelle heure")), rows, (3.4, 5.4, 7.6), small=True)

    def _methods(self) -> Iterator[Block]:
        steps = [step for _sequence, step in self.course.sequencing.steps()]
        times: dict[str, int] = {}
        for step in steps:
            known = method_named(step.method)
            name = known.label if known else step.method
            times[name] = times.get(name, 0) + step.minutes
        most = [name for name in sorted(times, key=lambda name: (-times[name], name)) if name][:_METHODS]
        whole, active = sum(s.minutes for s in steps), sum(s.minutes for s in steps if s.active)
        share = self.pen.percent(round(100 * active / whole)) if whole else ""
        sentence = _("{methods}. Le groupe est actif pendant {share} du temps.") if active else "{methods}."
        text = sentence.format(methods=", ".join(most), share=share) if most else ""
        platform = self.course.delivery.platform
        where = " – ".join(part for part in (platform.url, platform.support) if part)
        yield from self.pen.named((_("Méthodes"), text), (_("Plateforme et aide"), where))

    def _assessment(self) -> Iterator[Block]:
        pen, evaluation = self.pen, self.course.evaluation
        yield from self._methods()
        rows = tuple(
            (
                pen.cell(item.title),
                pen.cell(moment_words(item.moments)),
                pen.cell(pen.percent(item.weight_percent) if item.weight_percent else "", right=True),
                pen.cell(pen.percent(item.pass_percent) if item.pass_percent else "", right=True),
            )
            for item in evaluation.assessments
        )
        if rows and not evaluation.success_rule:
            header = pen.heads(_("Évaluation"), _("Quand"), _("Part de la note"), _("Seuil de réussite"))
            yield Table(header, rows, (7.4, 4.6, 2.2, 2.2), small=True)
        yield from pen.named(
            (_("Réussite"), evaluation.success_rule),
            (_("Seconde chance"), evaluation.second_chance),
            (_("Attestation"), self.course.needs.participants.certification),
        )

    def _contact(self) -> Iterator[Block]:
        pen, course = self.pen, self.course
        yield from pen.named((_("Accessibilité"), " ; ".join(course.delivery.accessibility)))
        yield from pen.named((_("Sélection"), course.delivery.selection))
        contact = course.identity.contact
        if contact:
            line = pen.labelled(_("Contact"), ", ".join(part for part in (contact.name, contact.role) if part))
            yield Paragraph((*line, *words(" · "), *pen.mail(contact.email)) if contact.email else line)


def _where(session: Session) -> tuple[str, str]:
    """Place and hours; online at one's own pace, the hours say it all."""
    alone = session.modality is Modality.ASYNCHRONOUS and session.hours
    return "" if alone else session.place, session.hours
