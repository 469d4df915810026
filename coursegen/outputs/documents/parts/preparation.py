"""What those who give the course get ready: calendar, things and how many, platform, access, risks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from coursegen.documents_model import Block, Fill, Table
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.parts.pen import DASH, Pen
from coursegen.outputs.documents.parts.terms import session_days
from methodology.course import Course
from methodology.logistics import Item, SessionLogistics, logistics
from methodology.planning import RiskLevel, risk_matrix

_TO_COUNT = "………"
_DETAILS = re.compile(r"\s*[(:,;]\s*|\s+[–—]\s+")


def preparation(course: Course, pen: Pen, language: str) -> Iterator[Block]:
    """A section for each of these that the folder says something of."""
    yield from pen.section(_("Le calendrier"), 2, _sessions(course, pen, language))
    yield from pen.section(_("L'équipe"), 2, _team(course, pen))
    yield from pen.section(_("La salle et le matériel"), 2, pen.bullets(course.delivery.logistics, checks=True))
    yield from pen.section(_("À préparer pour chaque séance"), 2, _things(course, pen))
    yield from pen.section(_("La plateforme"), 2, _platform(course, pen))
    yield from pen.section(_("Accessibilité et faible connexion"), 2, _access(course, pen))
    yield from pen.section(_("Les risques"), 2, _risks(course, pen))
    rules = (
        (_("Sélection"), course.delivery.selection),
        (_("Conflits d'intérêts"), course.delivery.interests),
        (_("Réclamations"), course.delivery.complaints),
        (_("Données personnelles"), course.delivery.data_protection),
    )
    yield from pen.section(_("Les règles à connaître"), 2, pen.named(*rules))


def _sessions(course: Course, pen: Pen, language: str) -> Iterator[Block]:
    rows = tuple(
        (
            pen.cell(session_days(session, language)),
            pen.cell(session.title, bold=True),
            pen.cell(session.place, session.hours),
            pen.cell(", ".join(session.sequences)),
        )
        for session in course.delivery.sessions
    )
    if rows:
        header = pen.heads(_("Quand"), _("Séance"), _("Où et à quelle heure"), _("Séquences"))
        yield Table(header, rows, (2.9, 4.7, 6.2, 2.6), small=True)


def _team(course: Course, pen: Pen) -> Iterator[Block]:
    yield from pen.listed(
        pen.labelled(person.name, person.role) or pen.line(person.name, bold=True)
        for person in course.delivery.trainers
    )


def _things(course: Course, pen: Pen) -> Iterator[Block]:
    lists = [one for one in logistics(course) if one.items]
    people = max((one.persons for one in lists), default=0)
    if people > 1:
        yield from pen.paragraphs(_("Quantités pour {people} personnes.").format(people=people))
    if any(item.quantity is None for one in lists for item in one.items):
        yield from pen.paragraphs(_("……… : à compter avec votre groupe."))
    for one in lists:
        yield _table(one, pen)


def _table(one: SessionLogistics, pen: Pen) -> Table:
    where = one.session.title if one.session else _("Séquences sans séance datée")
    rows = tuple(
        (
            pen.cell("☐", centre=True),
            pen.cell(item.name),
            pen.cell(_TO_COUNT if item.quantity is None else str(item.quantity), right=True),
            pen.cell(", ".join(dict.fromkeys(step.partition("/")[0] for step in item.steps))),
        )
        for item in _once(one.items)
    )
    header = pen.heads(_("Fait"), _("Objet ou document"), _("Quantité"), _("Pour"))
    return Table(header, rows, (1.1, 9.6, 1.9, 3.8), pen.say(where), small=True)


def _once(items: tuple[Item, ...]) -> Iterator[Item]:
    """Each thing once: what a step names in short and the sequence at length (« Grille, une par personne ») is one."""
    said: dict[int, list[Item]] = {}
    for item in items:
        longer = next((place for place, other in enumerate(items) if _is_short_for(item, other)), None)
        if longer is not None:
            said.setdefault(longer, []).append(item)
    short = {id(item) for found in said.values() for item in found}
    for place, item in enumerate(items):
        if id(item) not in short:
            yield _whole(item, said.get(place, []))


def _is_short_for(item: Item, other: Item) -> bool:
    """Whether the other says the same name and goes on with details."""
    name, full = item.name.casefold(), other.name.casefold()
    return not item.material and full.startswith(name) and bool(_DETAILS.match(full, len(name)))


def _whole(item: Item, short: list[Item]) -> Item:
    counted = [one.quantity for one in (item, *short) if one.quantity is not None]
    steps = dict.fromkeys(step for one in (*short, item) for step in one.steps)
    return replace(item, quantity=counted[0] if counted else None, steps=tuple(steps))


def _platform(course: Course, pen: Pen) -> Iterator[Block]:
    platform = course.delivery.platform
    yield from pen.named(
        (_("Adresse"), platform.url),
        (_("Accès"), platform.access),
        (_("Assistance"), platform.support),
        (_("Conservation"), platform.retention),
    )


def _access(course: Course, pen: Pen) -> Iterator[Block]:
    yield from pen.bullets((*course.delivery.accessibility, *course.delivery.low_bandwidth))


def _risks(course: Course, pen: Pen) -> Iterator[Block]:
    fills = {RiskLevel.LOW: Fill.LOW, RiskLevel.MEDIUM: Fill.MIDDLE, RiskLevel.HIGH: Fill.HIGH, None: Fill.NONE}
    rows = tuple(
        (
            pen.cell(_score(rated.score, rated.level), fill=fills[rated.level], centre=True),
            pen.cell(rated.risk.risk, bold=True),
            pen.cell(rated.risk.measure),
            pen.cell(rated.risk.responsible),
        )
        for rated in risk_matrix(course).risks
    )
    if rows:
        header = pen.heads(_("Cote"), _("Risque"), _("Ce que l'on fait"), _("Qui"))
        yield Table(header, rows, (1.9, 4.6, 6.5, 3.4), small=True)


def _score(score: int | None, level: RiskLevel | None) -> str:
    """The score with a word, so that colour is never alone."""
    if score is None or level is None:
        return DASH
    words = {RiskLevel.LOW: _("faible"), RiskLevel.MEDIUM: _("moyen"), RiskLevel.HIGH: _("fort")}
    return f"{score} · {words[level]}"
