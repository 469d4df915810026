"""The programme: for whom, what is learnt, in which order, when; the page that goes with an invitation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coursegen.documents_model import Audience, Block, Cell, Document, Fill, Table, words
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.steps import method_name
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
from coursegen.slides_model import Line
from methodology.course import Course
from methodology.delivery import Session
from methodology.sequencing import Module
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
        yield from self._brief()
        yield from pen.section(_("Déroulement et objectifs"), 1, self._modules())
        yield from pen.section(_("Dates et lieux"), 1, self._sessions())
        yield from pen.section(_("Évaluations"), 1, self._assessments())
        yield from pen.section(_("En pratique"), 1, self._practice())

    def _brief(self) -> Iterator[Block]:
        course, people = self.course, self.course.needs.participants
        sequences = tuple(course.sequencing.sequences())
        minutes = sum(sequence.minutes for sequence in sequences)
        how = shares(sequences) if sequences else modality_words(course.identity.modality)
        size = _("de {least} à {most} personnes").format(least=people.headcount.min, most=people.headcount.max)
        told: tuple[tuple[str, Sequence[str]], ...] = (
            (_("Objectif"), (course.objectives.general,)),
            (_("Public"), (people.title,)),
            (_("Prérequis"), _marked([item.statement for item in people.prerequisites])),
            (_("Durée"), (", ".join(part for part in (duration(minutes), how) if part),)),
            (_("Groupe"), (size if people.headcount.max > 1 else "",)),
            (_("Langues"), (language_words(people.languages, self.subject.language),)),
            (_("Intervenants"), (", ".join(trainer.name for trainer in course.delivery.trainers),)),
        )
        yield from self._table(told)

    def _table(self, told: Iterable[tuple[str, Sequence[str]]], *more: tuple[Cell, Cell]) -> Iterator[Table]:
        """A line for each label that has something to say."""
        pen = self.pen
        rows = [(pen.cell(label, fill=Fill.SOFT, bold=True), pen.cell(*texts)) for label, texts in told if any(texts)]
        if rows := [*rows, *more]:
            header = pen.heads(_("Rubrique"), _("Ce qu'il faut savoir"))
            yield Table(header, tuple(rows), (2.6, 14.4), small=True, labelled=True)

    def _modules(self) -> Iterator[Block]:
        pen = self.pen
        rows = [
            (
                pen.cell(module.title, bold=True),
                pen.cell(*_marked([o.statement for o in completed_in(self.course, module)])),
                pen.cell(*_time(module)),
            )
            for module in self.course.sequencing.modules
        ]
        if not rows:
            return
        whole = sum(module.minutes for module in self.course.sequencing.modules)
        total = (pen.cell(_("Durée totale"), bold=True, span=2), pen.cell(duration(whole), bold=True))
        header = pen.heads(_("Module"), _("À la fin, vous saurez"), _("Durée et modalité"))
        yield Table(header, (*rows, total), (3.8, 9.6, 3.6), small=True)

    def _sessions(self) -> Iterator[Block]:
        pen = self.pen
        rows = tuple(
            (
                pen.cell(session_days(session, self.subject.language)),
                pen.cell(session.title),
                pen.cell(_where(session)),
            )
            for session in self.course.delivery.sessions
        )
        if rows:
            yield Table(pen.heads(_("Quand"), _("Quoi"), _("Où et à quelle heure")), rows, (2.9, 5.5, 8.6), small=True)

    def _methods(self) -> str:
        """The most used methods, and how much of the time the group is at work."""
        steps = [step for _sequence, step in self.course.sequencing.steps()]
        times: dict[str, int] = {}
        for step in steps:
            name = method_name(step.method)
            times[name] = times.get(name, 0) + step.minutes
        most = [name for name in sorted(times, key=lambda name: (-times[name], name)) if name][:_METHODS]
        whole, active = sum(s.minutes for s in steps), sum(s.minutes for s in steps if s.active)
        share = self.pen.percent(round(100 * active / whole)) if whole else ""
        sentence = _("{methods}. Le groupe est actif pendant {share} du temps.") if active else "{methods}."
        return sentence.format(methods=", ".join(most), share=share) if most else ""

    def _assessments(self) -> Iterator[Block]:
        """What counts, where no rule says it in a sentence."""
        pen, evaluation = self.pen, self.course.evaluation
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

    def _practice(self) -> Iterator[Block]:
        """What one looks up before one comes: a line each, so that it is found."""
        pen, course = self.pen, self.course
        platform, evaluation = course.delivery.platform, course.evaluation
        told: tuple[tuple[str, Sequence[str]], ...] = (
            (_("Méthodes"), (self._methods(),)),
            (_("Plateforme et aide"), (" – ".join(part for part in (platform.url, platform.support) if part),)),
            (_("Réussite"), (evaluation.success_rule, evaluation.second_chance)),
            (_("Attestation"), (course.needs.participants.certification,)),
            (_("Accessibilité"), _marked(course.delivery.accessibility)),
            (_("Sélection"), (course.delivery.selection,)),
        )
        line = self._contact()
        contact = [(pen.cell(_("Contact"), fill=Fill.SOFT, bold=True), pen.cell_of((line,)))] if line else []
        yield from self._table(told, *contact)

    def _contact(self) -> Line:
        contact = self.course.identity.contact
        if contact is None:
            return ()
        line = self.pen.line(", ".join(part for part in (contact.name, contact.role) if part))
        return (*line, *words(" · " if line else ""), *self.pen.mail(contact.email)) if contact.email else line


def _time(module: Module) -> tuple[str, ...]:
    """`4 h en salle`; the whole, then the time of each modality where there are several."""
    whole, how = duration(module.minutes), shares(module.sequences)
    mixed = len({sequence.modality for sequence in module.sequences}) > 1
    return (whole, how) if mixed else (" ".join(part for part in (whole, how) if part),)


def _where(session: Session) -> str:
    """Place and hours; online at one's own pace, the hours say it all."""
    alone = session.modality is Modality.ASYNCHRONOUS and session.hours
    return " · ".join(part for part in ("" if alone else session.place, session.hours) if part)


def _marked(texts: Sequence[str]) -> Sequence[str]:
    """Several texts have a mark each."""
    return [f"• {text}" for text in texts] if len(texts) > 1 else texts
