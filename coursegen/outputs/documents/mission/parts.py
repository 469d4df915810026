"""What several documents of a mission say alike: their head, themes, risks, deadlines, versions, the programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from coursegen.documents_model import (
    Audience,
    Block,
    Box,
    Callout,
    Cell,
    Facts,
    Fill,
    Heading,
    ItemList,
    ListItem,
    Look,
    Paragraph,
    Placeholder,
    Table,
    heads,
    words,
)
from coursegen.i18n import gettext as _
from coursegen.mission import long_day
from coursegen.outputs.documents.dates import short_date
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import Expected, MissionSubject
from coursegen.slides_model import Line
from methodology.delivery import Risk
from methodology.mission.consortium import consortium_of
from methodology.mission.deadlines import rule_words
from methodology.mission.model import LogEntry, MissionActivity
from methodology.mission.values import Party
from methodology.planning import RiskLevel, risk_level

CONFIDENTIAL = "CONFIDENTIEL – interne SOCIEUX+"
"""On every page of what may not leave SOCIEUX+; not translated, so that nobody can miss it."""

_FILLS = {RiskLevel.LOW: Fill.LOW, RiskLevel.MEDIUM: Fill.MIDDLE, RiskLevel.HIGH: Fill.HIGH}


def to_write(what: str) -> Line:
    """What a person must still write, inside a table or a list, where no `Placeholder` fits."""
    return words(_("[À compléter : {what}]").format(what=what), bold=True)


def asked(subject: MissionSubject, text: str, prompt: str) -> Iterator[Block]:
    """The text; where there is none, a place to write it."""
    if text.strip():
        yield from subject.paragraphs(text)
    else:
        yield Placeholder(prompt)


def listed(subject: MissionSubject, texts: Iterable[str], prompt: str, ordered: bool = False) -> Iterator[Block]:
    """The texts as a list; where there are none, a place to write them."""
    items = tuple(ListItem(subject.line(text)) for text in texts)
    if items:
        yield ItemList(items, ordered)
    else:
        yield Placeholder(prompt)


def head(subject: MissionSubject, activity: MissionActivity | None, one: Expected | None = None) -> Iterator[Block]:
    """What every document begins with: a notice, when the action has one; then whose it is and for when."""
    if subject.mission.notice:
        notice = tuple(subject.paragraphs(subject.mission.notice))
        yield Callout(Box.WARNING, _("Avertissement"), notice)
    yield Facts(tuple(_facts(subject, activity, one)))


def _facts(
    subject: MissionSubject, activity: MissionActivity | None, one: Expected | None
) -> Iterator[tuple[str, Line]]:
    mission, say = subject.mission, subject.line
    yield _("Action"), say(mission.code if activity else f"{mission.code} – {mission.title}")
    yield _("Partenaire"), say(partner_words(subject))
    if activity:
        yield _("Activité"), say(f"{activity.id} – {activity.title}")
        yield _("Dates"), say(period(activity.start, activity.end))
        if activity.place:
            yield _("Lieu"), say(activity.place)
        if subject.team(activity):
            yield _("Équipe"), say(subject.people(subject.team(activity)))
    if one:
        due = due_of(subject, one)
        if due:
            yield _("À remettre"), say(_("le {day} au plus tard").format(day=long_day(due)))
        yield _("Destinataires"), say(recipients(one.deliverable.recipients))
        if one.deliverable.contents:
            yield _("Contenu demandé"), say(", ".join(one.deliverable.contents))


def partner_words(subject: MissionSubject) -> str:
    """The partner, with its acronym and what it became."""
    partner = subject.mission.partner
    said = f"{partner.name} ({partner.acronym})" if partner.acronym else partner.name
    return _("{name}, aujourd'hui {today}").format(name=said, today=partner.today) if partner.today else said


def period(start: date, end: date) -> str:
    """« du 12 décembre 2022 au 3 février 2023 »."""
    return _("du {start} au {end}").format(start=long_day(start), end=long_day(end))


def recipients(parties: tuple[Party, ...]) -> str:
    """To whom it goes, in words."""
    return ", ".join(party.label for party in parties)


def due_of(subject: MissionSubject, one: Expected) -> date | None:
    """When it is first handed in."""
    return subject.dates.handed_in(one.activity, one.deliverable.timing)


def issue(
    subject: MissionSubject, one: Expected, blocks: Iterator[Block], audience: Audience, **more: object
) -> Issued:
    """A deliverable of the catalogue as a document, under its name there. `more`: what this document has of its own.

    Where nothing else dates it, it is of the day it is planned for, else of the day it is due.
    """
    asked_for, title = one.deliverable, subject.say(one.deliverable.title)
    named: dict[str, object] = {
        "key": f"{asked_for.id} {asked_for.title}",
        "kind": title,
        "day": (one.entry.planned if one.entry else None) or due_of(subject, one),
    }
    made = subject.document(
        blocks=blocks,
        audience=audience,
        activity=one.activity,
        log=one.log,
        **(named | more),  # type: ignore[arg-type]
    )
    return Issued(
        made,
        asked_for.id,
        one.activity.id,
        one.expert,
        asked_for.most_pages,
        needs_template=asked_for.template,
        by_hand=asked_for.confidential,
        files=one.entry.files if one.entry and asked_for.role != "SUP" else (),
    )


def programme(subject: MissionSubject) -> Iterator[Block]:
    """Who runs SOCIEUX+ in the phase of the action."""
    found = consortium_of(subject.mission, subject.dates.catalogue.phase)
    if found:
        yield Paragraph(subject.line(found.words()), Look.SMALL)


def themes(subject: MissionSubject) -> Iterator[Block]:
    """What is done about each of the five cross-cutting themes."""
    said = subject.mission.themes
    rows = (
        (_("Égalité de genre"), said.gender),
        (_("Bonne gouvernance"), said.governance),
        (_("Durabilité environnementale"), said.environment),
        (_("Droits humains"), said.human_rights),
        (_("Inclusion des groupes vulnérables"), said.vulnerable_groups),
    )
    yield table(
        subject,
        (_("Question"), _("Ce que fait l'action")),
        tuple((subject.cell(name, Fill.SOFT, bold=True), or_write(subject, text, name)) for name, text in rows),
        (3, 7),
        labelled=True,
    )


def or_write(subject: MissionSubject, text: str, what: str) -> Cell:
    """The text in a cell; where there is none, that it is to be written."""
    return subject.cell(text) if text.strip() else Cell((to_write(what),))


def risks(subject: MissionSubject, found: tuple[Risk, ...]) -> Iterator[Block]:
    """The risks, the gravest first; probability and impact from 1 to 4."""
    if not found:
        yield Placeholder(_("analyse des risques : risque, probabilité, effet, mesure, responsable"))
        return
    names = (_("Risque"), _("P"), _("E"), _("P × E"), _("Mesure"), _("Responsable"))
    rated = sorted(found, key=lambda risk: -_score(risk))
    yield table(subject, names, tuple(_risk(subject, risk) for risk in rated), (7, 1.1, 1.1, 2.2, 7.6, 4))
    yield Paragraph(
        subject.line(_("P : probabilité, E : effet, de 1 (faible) à 4 (fort). De 9 à 16, décider avant de commencer.")),
        Look.SMALL,
    )


def _score(risk: Risk) -> int:
    return (risk.probability or 0) * (risk.impact or 0)


def _risk(subject: MissionSubject, risk: Risk) -> tuple[Cell, ...]:
    score = _score(risk)
    numbers = (subject.cell(str(one) if one else "–", right=True) for one in (risk.probability, risk.impact))
    fill = _FILLS[risk_level(score)] if score else Fill.NONE
    return (
        subject.cell(risk.risk),
        *numbers,
        subject.cell(str(score) if score else "–", fill, bold=True, right=True),
        or_write(subject, risk.measure, _("mesure")),
        or_write(subject, risk.responsible, _("responsable")),
    )


def calendar_table(subject: MissionSubject, activity: MissionActivity) -> Table:
    """The deadlines of that activity."""
    names = (_("Échéance"), _("Étape"), _("Qui"), _("Comment elle se compte"))
    rows = tuple(
        (
            subject.cell(short(subject, deadline.due), bold=True),
            subject.cell(_with_names(deadline.step.title, deadline.names)),
            subject.cell(deadline.step.party.label),
            subject.cell(rule_words(deadline.step)),
        )
        for deadline in subject.dates.deadlines
        if deadline.activity is activity
    )
    return table(subject, names, rows, (2.4, 7, 4, 5))


def _with_names(title: str, names: tuple[str, ...]) -> str:
    return f"{title} ({', '.join(names)})" if names else title


def versions(subject: MissionSubject, log: tuple[LogEntry, ...], level: int = 2) -> Iterator[Block]:
    """What changed from one version to the next, from the log; nothing without one. `level`: of its title."""
    if not log:
        return
    yield Heading(_("Versions"), level)
    names = (_("Date"), _("État"), _("Version"), _("Par"), _("Ce qui a changé"))
    rows = tuple(
        tuple(
            subject.cell(text)
            for text in (short(subject, entry.date), entry.state.label, entry.version, entry.by, entry.note)
        )
        for entry in log
    )
    yield table(subject, names, rows, (2.4, 4, 1.6, 3, 6))


def table(
    subject: MissionSubject,
    names: tuple[str, ...],
    rows: tuple[tuple[Cell, ...], ...],
    widths: tuple[float, ...],
    **more: object,
) -> Table:
    """A table with a header of plain words."""
    return Table(heads(*map(subject.say, names)), rows, widths, **more)  # type: ignore[arg-type]


def short(subject: MissionSubject, day: date | None) -> str:
    """`05/12/2022`; empty for none."""
    return short_date(day, subject.language) if day else ""
