"""The certificate: one page in a frame to fill in for each participant; the objectives reached go with it.

Hours, dates, competencies and signatures stand on it; what was verified has a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from coursegen.documents_model import Audience, Block, Document, Look, Signatures, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.dates import long_date
from coursegen.outputs.documents.durations import duration
from coursegen.outputs.documents.parts.pen import Pen
from coursegen.outputs.documents.parts.terms import shares
from coursegen.outputs.documents.subject import Subject
from methodology.course import Course
from methodology.planning import first_day, last_day

KEY = "attestation"
_NAME, _BODY = "…" * 24, "…" * 28


def title() -> str:
    """What it is, in the person's language."""
    return _("Attestation de formation")


def compose(subject: Subject) -> Iterator[Document]:
    """A form for the course once it has a sequence, a list of its objectives once it has some."""
    pen, course = Pen(subject.language), subject.course
    if not any(course.sequencing.sequences()):
        return
    front, goals = tuple(_front(course, pen)), tuple(_objectives(course, pen))
    alone: dict[str, object] = {"cover": False, "landscape": True}
    yield subject.document(KEY, title(), front, Audience.TEAM, title=pen.say(title()), framed=True, **alone)
    if goals:
        short = subject.courseware.short_title
        name = _("Annexe à l'attestation : objectifs atteints")
        yield subject.document(f"{KEY}-objectifs", name, goals, Audience.TEAM, title=short, **alone)


def _front(course: Course, pen: Pen) -> Iterator[Block]:
    """Whose it is, of what, how long: in lines that each stand in the middle."""
    yield from pen.paragraphs(_("Nous attestons que"), look=Look.CENTRED)
    yield from pen.paragraphs(_NAME, look=Look.NAME)
    yield from pen.paragraphs(_("(prénom et nom), de {body} (organisme),").format(body=_BODY), look=Look.CENTRED)
    yield from pen.paragraphs(_("a suivi la formation"), look=Look.CENTRED)
    yield from pen.paragraphs(course.identity.title, look=Look.AWARD)
    whole = duration(sum(module.minutes for module in course.sequencing.modules))
    lasting = ", ".join(part for part in (whole, shares(course.sequencing.sequences())) if part)
    attended = _("Présence : …… heures sur {hours}").format(hours=whole)
    yield from pen.paragraphs(" · ".join(part for part in (_when(course, pen), lasting) if part), look=Look.CENTRED)
    yield from pen.paragraphs(attended, look=Look.CENTRED)
    parents = {competency.parent for competency in course.needs.competencies}
    names = " · ".join(one.name for one in course.needs.competencies if one.id not in parents)
    if names:
        yield from pen.paragraphs(_("Compétences travaillées : {names}").format(names=names), look=Look.CENTRED)
    team = course.identity.contact.role if course.identity.contact else ""
    sponsor = course.identity.sponsor
    yield Signatures((pen.say(sponsor or _("L'organisme")), pen.say(team or _("L'équipe de formation"))))


def _when(course: Course, pen: Pen) -> str:
    start, end = first_day(course), last_day(course)
    if not start or not end:
        return ""
    days = _("du {start} au {end}") if start != end else _("le {start}")
    return days.format(start=long_date(start, pen.language), end=long_date(end, pen.language))


def _objectives(course: Course, pen: Pen) -> Iterator[Block]:
    """What was verified, and whether it was reached."""
    rows = tuple(
        (pen.cell(o.statement), pen.cell(o.criterion), pen.cell("☐", centre=True), pen.cell("☐", centre=True))
        for o in course.objectives.objectives
    )
    if rows:
        yield from pen.paragraphs(_("Pour {name} (prénom et nom)").format(name=_NAME), look=Look.LEAD)
        header = pen.heads(_("Objectif"), _("C'est réussi quand"), _("Atteint"), _("Pas encore"), centred_from=2)
        yield Table(header, rows, (11.5, 9, 2.2, 2.4), small=True)
