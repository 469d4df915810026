"""The agenda (P2; « agenda du séminaire » of 2018): day by day, who does what with whom, and the local holidays.

Source: terms of reference 22-27/TGO §4.2.1, 17-31/GAB section 2 (individual responsibilities), reference domain 1.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from coursegen.documents_model import (
    Audience,
    Block,
    Box,
    Callout,
    Cell,
    Contents,
    Heading,
    Look,
    Paragraph,
    Placeholder,
)
from coursegen.i18n import gettext as _
from coursegen.mission import long_day, short_day
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import Expected, MissionSubject
from methodology.mission.agenda import AgendaItem
from methodology.mission.model import MissionActivity
from methodology.mission.values import Party

KEY = ""
ROLES = ("P2",)


def title() -> str:
    """What it is, in the person's language."""
    return _("Agenda de l'activité")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for each activity, on pages that are wide enough for its columns."""
    for one in subject.expected(*ROLES):
        yield parts.issue(subject, one, _blocks(subject, one), Audience.PARTNER, cover=False, landscape=True)


def planned(subject: MissionSubject, activity: MissionActivity) -> tuple[AgendaItem, ...]:
    """Its items by day; the sessions of the course that fall into it, where the action names none."""
    if activity.agenda:
        return tuple(sorted(activity.agenda, key=lambda item: item.date))
    sessions = subject.course.delivery.sessions if subject.course else ()
    return tuple(
        AgendaItem(date=one.start, title=one.title, hours=one.hours, place=one.place)
        for one in sorted(sessions, key=lambda one: one.start or date.max)
        if one.start and activity.start <= one.start <= activity.end
    )


def local_holidays(subject: MissionSubject, activity: MissionActivity) -> dict[date, str]:
    """The partner's days off during the activity."""
    calendar = subject.dates.calendar.of(Party.PARTNER)
    found = calendar.days_off(activity.start, activity.end)
    return {off.date: f"{off.reason} {_('(date estimée)')}" if off.estimated else off.reason for off in found}


def _blocks(subject: MissionSubject, one: Expected) -> Iterator[Block]:
    activity, items = one.activity, planned(subject, one.activity)
    holidays = local_holidays(subject, activity)
    yield from parts.head(subject, activity, one)
    yield Contents(1)
    if activity.dates_note:
        yield Paragraph(subject.line(activity.dates_note), Look.SMALL)
    yield Heading(_("Vue d'ensemble"))
    if not items:
        yield Placeholder(_("séances, réunions et ateliers, jour par jour"))
    yield overview(subject, items, holidays)
    if not holidays:
        none = _("Aucun jour férié local pendant cette période, hors repos de la semaine.")
        yield Paragraph(subject.line(none), Look.SMALL)
    yield Heading(_("Responsabilités de chaque expert"))
    yield from _responsibilities(subject, activity)
    yield Heading(_("Personnes à rencontrer"))
    yield from _people(subject, activity)
    yield from parts.versions(subject, one.log, level=1)  # here, where the page has room: the days begin a new one
    if items:
        yield Heading(_("Jour par jour"), new_page=True)
    for day, own in groupby(items, key=lambda item: item.date):
        yield from _day(subject, day, tuple(own), holidays.get(day, ""))


def overview(subject: MissionSubject, items: tuple[AgendaItem, ...], holidays: dict[date, str]) -> Block:
    """The days with sessions and the local holidays, in order."""
    by_day = {day: tuple(own) for day, own in groupby(items, key=lambda item: item.date)}
    names = (_("Jour"), _("Séances"), _("Responsables"), _("Jour férié local"))
    rows = tuple(
        (
            subject.cell(short_day(day), bold=True),
            subject.cell("\n".join(_timed(item) for item in by_day.get(day, ())) or _("pas de séance")),
            subject.cell("\n".join(_people_of(subject, by_day.get(day, ())))),
            subject.cell(holidays.get(day, "")),
        )
        for day in sorted({*by_day, *holidays})
    )
    return parts.table(subject, names, rows, (3.8, 9, 4, 4))


def carried_out(subject: MissionSubject, items: tuple[AgendaItem, ...]) -> Block:
    """The days with sessions as they were held: narrow enough for an upright page, a line a session."""
    rows = tuple(
        (
            subject.cell(short_day(item.date), bold=True),
            subject.cell(_timed(item)),
            subject.cell(", ".join(item.responsible) or _("toute l'équipe")),
        )
        for item in items
    )
    return parts.table(subject, (_("Jour"), _("Séance"), _("Responsables")), rows, (4, 11, 3))


def _people_of(subject: MissionSubject, items: tuple[AgendaItem, ...]) -> Iterator[str]:
    """Those who conduct a session of the day, each once, in the order of the team."""
    named = {expert for item in items for expert in item.responsible}
    yield from (subject.person(one.id) for one in subject.mission.experts if one.id in named)
    if any(not item.responsible for item in items):
        yield _("toute l'équipe")


def _timed(item: AgendaItem) -> str:
    return f"{item.hours} : {item.title}" if item.hours else item.title


def _who(subject: MissionSubject, item: AgendaItem) -> str:
    return subject.people(item.responsible) or _("toute l'équipe")


def _responsibilities(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    """What each expert answers for, and the sessions that each conducts."""
    duties = {duty.expert: duty.tasks for duty in activity.responsibilities}
    team = subject.team(activity)
    if not team:
        yield Placeholder(_("équipe et responsabilités de chacun"))
        return
    rows = tuple(
        (
            subject.cell(subject.person(expert), bold=True),
            subject.cell("\n".join(duties[expert]))
            if duties.get(expert)
            else Cell((parts.to_write(_("responsabilités")),)),
            subject.cell(str(sum(expert in item.responsible for item in activity.agenda)), right=True),
        )
        for expert in team
    )
    yield parts.table(subject, (_("Qui"), _("Répond de"), _("Séances conduites")), rows, (4, 12, 3))


def _people(subject: MissionSubject, activity: MissionActivity) -> Iterator[Block]:
    if not activity.people:
        yield Placeholder(_("personnes à rencontrer, avec leur fonction et leur organisme"))
        return
    names = (_("Fonction"), _("Organisme"), _("Nom"), _("Pourquoi"))
    rows = tuple(
        tuple(subject.cell(text) for text in (one.role, one.organisation, one.name, one.purpose))
        for one in activity.people
    )
    yield parts.table(subject, names, rows, (4, 5, 4, 6))


def _day(subject: MissionSubject, day: date, items: tuple[AgendaItem, ...], holiday: str) -> Iterator[Block]:
    yield Heading(subject.say(long_day(day)), 2)
    if holiday:
        said = _("{holiday} : confirmez avec le partenaire que l'on travaille ce jour-là.").format(holiday=holiday)
        yield Callout(Box.WARNING, _("Jour férié local"), (Paragraph(subject.line(said)),))
    names = (
        _("Heure"),
        _("Séance"),
        _("Objectif"),
        _("Méthode"),
        _("Participants"),
        _("Lieu ou lien"),
        _("Responsable"),
        _("Matériel"),
    )
    rows = tuple(_item(subject, item) for item in items)
    yield parts.table(subject, names, rows, (3.2, 3.6, 3.6, 2.8, 3.2, 2.6, 2.6, 2.6), small=True)


def _item(subject: MissionSubject, item: AgendaItem) -> tuple[Cell, ...]:
    return (
        subject.cell(item.hours),
        subject.cell(item.title, bold=True),
        subject.cell(item.purpose),
        subject.cell(item.method),
        subject.cell("\n".join(item.people)),
        subject.cell(item.place),
        subject.cell(_who(subject, item)),
        subject.cell("\n".join(item.materials)),
    )
