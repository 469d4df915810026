"""The certificate: one to fill in for each participant, with hours, competencies, signatures, objectives reached."""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Document, Look, PageBreak, Signatures, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.dates import long_date
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.terms import shares
from coursegen.outputs.documents.subject import Subject
from methodology.course import Course
from methodology.planning import first_day, last_day

KEY = "attestation"
_BLANK = "…" * 35


def title() -> str:
    """What it is, in the person's language."""
    return _("Attestation de formation")


def compose(subject: Subject) -> Iterator[Document]:
    """One form for the course, once it has a sequence."""
    if any(subject.course.sequencing.sequences()):
        pen = Pen(subject.language)
        blocks = (*_front(subject.course, pen), *_objectives(subject.course, pen))
        short = subject.courseware.short_title
        yield subject.document(KEY, title(), blocks, Audience.TEAM, title=short, cover=False, landscape=True)


def _front(course: Course, pen: Pen) -> Iterator[Block]:
    sponsor = course.identity.sponsor
    sentence = _("Nous attestons que {name} (prénom et nom), de {body} (organisme), a suivi la formation « {title} ».")
    yield from pen.paragraphs(sentence.format(name=_BLANK, body=_BLANK, title=course.identity.title), look=Look.LEAD)
    start, end = first_day(course), last_day(course)
    days = _("du {start} au {end}") if start != end else _("le {start}")
    when = days.format(start=long_date(start, pen.language), end=long_date(end, pen.language)) if start and end else ""
    whole = duration(sum(module.minutes for module in course.sequencing.modules))
    yield from pen.facts(
        (_("Délivrée par"), sponsor),
        (_("Durée"), ", ".join(part for part in (whole, shares(course.sequencing.sequences())) if part)),
        (_("Dates"), when),
        (_("Présence"), _("…… heures sur {hours}").format(hours=whole)),
    )
    yield from _competencies(course, pen)
    team = course.identity.contact.role if course.identity.contact else ""
    yield Signatures((pen.say(sponsor or _("L'organisme")), pen.say(team or _("L'équipe de formation"))))


def _competencies(course: Course, pen: Pen) -> Iterator[Block]:
    parents = {competency.parent for competency in course.needs.competencies}
    lines = tuple(pen.bullets(c.name for c in course.needs.competencies if c.id not in parents))
    if lines:
        yield from pen.paragraphs(_("Compétences travaillées"), look=Look.LABEL)
        yield from lines


def _objectives(course: Course, pen: Pen) -> Iterator[Block]:
    """Overleaf: what was verified, and whether it was reached."""
    rows = tuple(
        (pen.cell(o.statement), pen.cell(o.criterion), pen.cell("☐", centre=True), pen.cell("☐", centre=True))
        for o in course.objectives.objectives
    )
    if rows:
        yield PageBreak()
        yield pen.heading(_("Objectifs atteints"), 1)
        header = pen.heads(_("Objectif"), _("C'est réussi quand"), _("Atteint"), _("Pas encore"), centred_from=2)
        yield Table(header, rows, (11.5, 9, 2.2, 2.4), small=True)
