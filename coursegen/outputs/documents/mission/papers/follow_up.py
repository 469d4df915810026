"""The follow-up table: every deliverable of the action, when it is due, how far it has come, to whom it goes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from coursegen.documents_model import Audience, Block, Cell, Fill, Heading, Look, Paragraph
from coursegen.i18n import gettext as _
from coursegen.outputs.documents.mission import parts
from coursegen.outputs.documents.mission.issued import Issued
from coursegen.outputs.documents.mission.subject import MissionSubject
from methodology.mission.follow_up import FollowUp, follow_up
from methodology.mission.values import State

KEY = "suivi"
ROLES: tuple[str, ...] = ()
_FILLS = {State.APPROVED: Fill.LOW, State.REJECTED: Fill.HIGH}


def title() -> str:
    """What it is, in the person's language."""
    return _("Suivi des livrables")


def compose(subject: MissionSubject) -> Iterator[Issued]:
    """One for the whole action, even where only some activities are asked for: it is one table."""
    if not subject.mission.activities:
        return
    document = subject.document(
        KEY,
        subject.say(title()),
        _blocks(subject),
        Audience.FUNDER,
        day=subject.told_until,
        cover=False,
        landscape=True,
    )
    yield Issued(document, KEY)


def _blocks(subject: MissionSubject) -> Iterator[Block]:
    yield from parts.head(subject, None)
    rows = follow_up(subject.dates)
    for key, own in groupby(rows, key=lambda row: row.activity.id):
        yield from _activity(subject, key, tuple(own))
    yield Paragraph(
        subject.line(_("Circuit : brouillon, validé par le partenaire, soumis, commenté, révisé, approuvé ou rejeté.")),
        Look.SMALL,
    )


def _activity(subject: MissionSubject, key: str, rows: tuple[FollowUp, ...]) -> Iterator[Block]:
    yield Heading(subject.say(_("Activité {id}").format(id=key)), 1)
    names = (
        _("Livrable"),
        _("À remettre le"),
        _("Prévu le"),
        _("État"),
        _("Version"),
        _("Soumis le"),
        _("Approuvé le"),
        _("Destinataires"),
    )
    yield parts.table(
        subject, names, tuple(_row(subject, row) for row in rows), (6, 2.6, 2.4, 3, 1.8, 2.4, 2.4, 4.6), small=True
    )


def _row(subject: MissionSubject, row: FollowUp) -> tuple[Cell, ...]:
    name = f"{row.id} – {row.title}" + (f", {subject.person(row.expert)}" if row.expert else "")
    goes = parts.recipients(row.recipients)
    return (
        subject.cell(name, bold=True),
        subject.cell(parts.short(subject, row.due)),
        subject.cell(parts.short(subject, row.planned)),
        _state(subject, row),
        subject.cell(row.version),
        subject.cell(_day_of(subject, row, State.SUBMITTED)),
        subject.cell(_day_of(subject, row, State.APPROVED)),
        subject.cell(_("CONFIDENTIEL : {whom} seulement").format(whom=goes) if row.confidential else goes),
    )


def _state(subject: MissionSubject, row: FollowUp) -> Cell:
    """How far it has come, and since when."""
    if row.last is None:
        return subject.cell(_("pas commencé"))
    since = _("le {day}").format(day=parts.short(subject, row.last.date))
    return subject.cell(f"{row.last.state.label}\n{since}", _FILLS.get(row.last.state, Fill.NONE))


def _day_of(subject: MissionSubject, row: FollowUp, state: State) -> str:
    """The last day on which it was in that state."""
    days = [entry.date for entry in row.log if entry.state is state]
    return parts.short(subject, max(days, default=None))
